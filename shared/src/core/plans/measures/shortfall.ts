/** Visits are foreseen to within some 5 % of what a plan reaches (`BcuTargets.possible`). */
const FORESEEN_WITHIN = 0.05
/** Units that are named; more are counted. */
const MOST_NAMES = 3

/** What the doses of one command unit ask for over the plan, and the visits that its tours can make. */
export interface UnitCapacity {
  bcu: string
  wanted: number
  possible: number
}

/**
 * Why doses cannot be met, for those units whose roster cannot carry them: one plan and a mechanism are excused alike.
 *
 * @returns undefined where every unit can make the visits that its doses ask for
 */
export function describeShortfall(units: readonly UnitCapacity[]): string | undefined {
  const short = units.filter(({ wanted, possible }) => possible < wanted * (1 + FORESEEN_WITHIN))
  if (short.length === 0) return undefined
  const total = (of: 'wanted' | 'possible'): number => Math.round(short.reduce((sum, unit) => sum + unit[of], 0))
  const names = short.map(({ bcu }) => bcu).sort()
  const where = names.length <= MOST_NAMES ? names.join(', ') : `${names.length} command units`
  return (
    `the tours of ${where} can make about ${total('possible')} visits with every minute used; ` +
    `the doses there ask for ${total('wanted')}`
  )
}
