/** What a backtest says that such a list catches. */
export interface OutcomePromise {
  /** cells that the backtest chose at each date */
  cells: number
  /** dates it stood at */
  origins: number
  /** share of the incidents in scope that the chosen cells caught: mean, lowest and highest over the dates */
  hitRate: number
  hitRateLow: number
  hitRateHigh: number
}

/** What a promise is read from: the file of a backtest will do. */
interface PromiseSource {
  meta: { top: number }
  origins: readonly { incidents: number; methods: readonly { method: string; hits: number }[] }[]
}

/** A range over fewer dates promises nothing. */
export const ENOUGH_ORIGINS = 12
/** List and promise may be so far apart in cells, as a share: more cells catch more. */
const CELLS_APART = 0.1

/**
 * The promise of a method in a backtest.
 *
 * @returns undefined when the method is not in it, or no incident was to be found
 */
export function backtestPromise({ meta, origins }: PromiseSource, method = 'auto'): OutcomePromise | undefined {
  const rates = origins.flatMap(({ incidents, methods }) => {
    const found = methods.find((one) => one.method === method)
    return found === undefined || incidents === 0 ? [] : [found.hits / incidents]
  })
  if (rates.length === 0) return undefined
  return {
    cells: meta.top,
    origins: rates.length,
    hitRate: rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
    hitRateLow: Math.min(...rates),
    hitRateHigh: Math.max(...rates),
  }
}

/** Whether a list of so many cells can be held against the promise. */
export function isComparable(cells: number, promise: Pick<OutcomePromise, 'cells'>): boolean {
  return Math.abs(cells - promise.cells) <= CELLS_APART * promise.cells
}
