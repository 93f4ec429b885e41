import type { BacktestFile, BacktestSummary, MethodFigures } from '@planner/shared/schemas'

/** What every method is held against: what most forces do. */
export const PLAIN = 'raw-count'
/** What the product ranks by. */
export const OURS = 'auto'
const CEILING = 'ceiling'
/** Not ways to rank: what somebody would have caught who knew the weeks around. */
const CEILINGS: ReadonlySet<string> = new Set([CEILING, 'ceiling-outside'])

type Comparison = BacktestSummary['comparisons'][number]

/** Fewer dates than this tell too little to say that one method is better. */
const ENOUGH_DATES = 12

/** How one method stood against another over the dates: `too-few` says that there were not enough of them. */
export type Standing = 'better' | 'worse' | 'alike' | 'too-few'

export function standing({ hits }: Pick<Comparison, 'hits'>, dates: number): Standing {
  if (dates < ENOUGH_DATES) return 'too-few'
  if (hits.low > 0) return 'better'
  return hits.high < 0 ? 'worse' : 'alike'
}

export const comparisonOf = (
  { comparisons }: Pick<BacktestSummary, 'comparisons'>,
  method: string,
  against: string,
): Comparison | undefined => comparisons.find((one) => one.method === method && one.against === against)

/** Methods that could be used, with the interval of each against the plain count; the one that found most comes first. */
export function methodsByHits(
  backtest: Pick<BacktestSummary, 'methods' | 'comparisons'>,
): { figures: MethodFigures; against: Comparison['hits'] | undefined }[] {
  return backtest.methods
    .filter(({ method }) => !CEILINGS.has(method))
    .map((figures) => ({ figures, against: comparisonOf(backtest, figures.method, PLAIN)?.hits }))
    .sort((a, b) => b.figures.hits - a.figures.hits)
}

export const figuresOf = ({ methods }: Pick<BacktestSummary, 'methods'>, method: string): MethodFigures | undefined =>
  methods.find((one) => one.method === method)

/** Share of each date's incidents that was found by each of the methods; null where a date had none. */
export interface DateLine {
  method: string
  points: { day: string; share: number | null }[]
}

/** A line over the dates for each of the methods that were run, and for the ceiling. */
export function linesByDate({ origins }: Pick<BacktestFile, 'origins'>, methods: readonly string[]): DateLine[] {
  const share = (hits: number | undefined, of: number): number | null =>
    hits === undefined || of === 0 ? null : hits / of
  return [...methods, CEILING]
    .map((method) => ({
      method,
      points: origins.map((origin) => ({
        day: origin.asOf,
        share: share(
          method === CEILING ? origin.ceilingHits : origin.methods.find((one) => one.method === method)?.hits,
          origin.incidents,
        ),
      })),
    }))
    .filter(({ points }) => points.some((point) => point.share !== null))
}

/** A domain that holds every interval and 0, with some room. */
export function intervalDomain(intervals: readonly { low: number; high: number }[]): [number, number] {
  const low = Math.min(0, ...intervals.map((one) => one.low))
  const high = Math.max(0, ...intervals.map((one) => one.high))
  const room = Math.max(0.005, (high - low) * 0.06)
  return [low - room, high + room]
}
