import type { TravelModel } from '../plan.ts'
import { boundCoverage } from './coverage-bound.ts'
import { measureDailyCoverage } from './coverage.ts'
import { sumEstimate, type Estimate, type MeasuredPlan } from './measured-plan.ts'
import { measurePlan, type PlanMeasures } from './measure.ts'
import { measureRosterPresence, type RosterPresence } from './roster-presence.ts'
import { runRedTeam, type ObserverSkill, type RedTeamReport } from './red-team/red-team.ts'

/** Every figure of METRICS 2 that a single plan shows. */
export type FigureName =
  | keyof PlanMeasures
  | Exclude<keyof RedTeamReport, 'observers' | 'testRows' | 'testVisits'>
  | 'coverageOfBound'

export interface Bar {
  name: FigureName
  low?: number
  high?: number
  /** the bar stands only where the roster can carry the dose */
  needsCapacity?: true
  /** shown beside its bar without deciding: it says what the visits are worth, not what can be foreseen */
  informs?: true
  /** why no plan for this roster can keep to the bar */
  excuse?: string
  /** a bar is judged only where the figure's own standard error is at most this */
  mostError: number
}

/** Ratios about 1 are judged up to this error. */
const RATIO = { mostError: 0.15 } as const

/** The bars of METRICS 2, and in the order in which they are shown. */
export const BARS: readonly Bar[] = [
  { name: 'staticSkill', high: 0.015, mostError: 0.01 },
  { name: 'localSkill', high: 0.01, mostError: 0.0075 },
  { name: 'localSkillOverTruth', high: 0, mostError: 0.0075 },
  { name: 'networkSkill', high: 0.05, mostError: 0.02 },
  { name: 'safestDecileLocal', low: 0.3, mostError: 0.1 },
  { name: 'safestDecileRatio', low: 0.9, mostError: 0.15 },
  { name: 'minuteEntropy', low: 0.995, ...RATIO },
  { name: 'clockRepeat', high: 1.5, ...RATIO },
  { name: 'safeWindow30', low: 0.75, high: 1.25, ...RATIO },
  { name: 'safeWindow60', low: 0.85, high: 1.2, ...RATIO },
  { name: 'safeWindow120', low: 0.85, high: 1.2, ...RATIO },
  { name: 'safeWindow30A', low: 0.7, high: 1.4, ...RATIO },
  { name: 'safeWindow30B', low: 0.7, high: 1.4, ...RATIO },
  { name: 'safeWindow30C', low: 0.7, high: 1.4, ...RATIO },
  { name: 'safeWindow60A', low: 0.7, high: 1.4, ...RATIO },
  { name: 'safeWindow60B', low: 0.7, high: 1.4, ...RATIO },
  { name: 'safeWindow60C', low: 0.7, high: 1.4, ...RATIO },
  { name: 'safeWindow120A', low: 0.7, high: 1.4, ...RATIO },
  { name: 'safeWindow120B', low: 0.7, high: 1.4, ...RATIO },
  { name: 'safeWindow120C', low: 0.7, high: 1.4, ...RATIO },
  { name: 'quotaLeak', low: 0.95, ...RATIO },
  { name: 'neighbourLift', high: 2, ...RATIO },
  { name: 'breakSync', high: 0.08, ...RATIO },
  { name: 'emptiestHalfHour', low: 0.45, ...RATIO },
  { name: 'doseRatioA', low: 0.95, high: 1.1, needsCapacity: true, ...RATIO },
  { name: 'doseRatioB', low: 0.95, high: 1.1, needsCapacity: true, ...RATIO },
  { name: 'doseRatioC', low: 0.95, high: 1.1, needsCapacity: true, ...RATIO },
  { name: 'doseRatioLeast', low: 0.7, needsCapacity: true, ...RATIO },
  { name: 'coverageOfBound', low: 0.64, informs: true, ...RATIO },
]

/** Least presence in the emptiest half-hour where the roster itself leaves that much on patrol: its tours are staggered. */
const STAGGERED_EMPTIEST = 0.6
const LEAST_EMPTIEST = 0.45

/**
 * The bars as they stand for a roster. A roster is *staggered* when it leaves at least 0.60 of its mean crew on patrol in every
 * half-hour of the clock, ways out and home taken off: then so must the plan. One that leaves less than 0.45 is itself what
 * anyone can foresee, and its bar says so.
 */
export function listBars(plan: Pick<MeasuredPlan, 'tours'>): readonly Bar[] {
  const roster = measureRosterPresence(plan)
  if (roster === undefined) return BARS
  const excuse = roster.emptiest < LEAST_EMPTIEST ? describeGaps(roster) : undefined
  return BARS.map((bar): Bar => {
    if (bar.name === 'emptiestHalfHour' && roster.emptiest >= STAGGERED_EMPTIEST)
      return { ...bar, low: STAGGERED_EMPTIEST }
    return excuse !== undefined && OF_HANDOVERS.has(bar.name) ? { ...bar, excuse } : bar
  })
}

/** What an empty handover shows in: nobody is out then, which anyone learns from the clock alone. */
export const OF_HANDOVERS: ReadonlySet<FigureName> = new Set(['emptiestHalfHour', 'staticSkill', 'safestDecileLocal'])

function describeGaps({ gaps, emptiest }: RosterPresence): string {
  const clock = (minute: number): string =>
    `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  const spans = gaps.map(({ from, to }) => `from ${clock(from)} to ${clock(to)}`)
  return spans.length === 0
    ? `the roster has only ${emptiest.toFixed(2)} of its mean crew on patrol in its emptiest half-hour; stagger the tours`
    : `no crew is on patrol ${spans.join(', ')}; stagger the tours`
}

export interface Figures {
  values: Partial<Record<FigureName, Estimate | null>>
  observers: readonly ObserverSkill[]
}

/**
 * All figures of one plan.
 *
 * @param bound coverage of the bound, where it is known already: it is the same for every draw of one roster
 * @param measures of the plan, where they are known already
 * @param observe false leaves out the red team, which takes most of the time
 */
export function measureFigures(
  plan: MeasuredPlan,
  travel: TravelModel,
  { bound, observe = true, measures }: { bound?: number; observe?: boolean; measures?: PlanMeasures } = {},
): Figures {
  const report = observe ? runRedTeam(plan) : null
  const { observers = [], testRows: _rows, testVisits: _visits, ...skills } = report ?? {}
  return {
    values: { ...(measures ?? measurePlan(plan)), ...skills, coverageOfBound: measureShare(plan, travel, bound) },
    observers,
  }
}

/** C as a share of its bound; null where the places state no expected incidents. */
function measureShare(plan: MeasuredPlan, travel: TravelModel, known: number | undefined): Estimate | null {
  if (!plan.places.some(({ expected = 0 }) => expected > 0)) return null
  const bound = known ?? boundCoverage(plan, travel)
  return bound === 0 ? null : sumEstimate(measureDailyCoverage(plan), bound)
}

/** true when the value lies inside the bar widened by twice its own standard error. */
export function isInsideBar({ value, error }: Estimate, { low, high }: Pick<Bar, 'low' | 'high'>): boolean {
  return (
    value >= (low ?? Number.NEGATIVE_INFINITY) - 2 * error && value <= (high ?? Number.POSITIVE_INFINITY) + 2 * error
  )
}
