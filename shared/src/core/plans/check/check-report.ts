import type { PlanInput } from '../plan.ts'
import type { ObserverSkill } from '../measures/red-team/red-team.ts'

/** Everything that can be wrong with a plan file (METRICS F, and what the file contract promises). */
const VIOLATION_KINDS = [
  'structure',
  'duplicate-id',
  'unknown-hotspot',
  'unknown-shift',
  'unknown-activity',
  'wrong-team',
  'wrong-bcu',
  'not-whole-minutes',
  'outside-period',
  'stay-length',
  'outside-shift',
  'in-blackout',
  'in-briefing',
  'in-booking-off',
  'max-visits',
  'team-in-two-places',
  'travel-too-short',
  'break-missing',
  'break-cut',
  'break-outside-span',
  'day-ceiling',
  'week-ceiling',
  'untreated-day',
  'design-mismatch',
  'two-teams-at-one-place',
  'too-few-crews',
  'crew-not-able',
  'propensities-shape',
  'propensities-range',
  'probability-mismatch',
  'hotspot-differs',
  'shift-differs',
  'inputs-differ',
  'measures-differ',
  'key-differs',
  'rebuild-differs',
] as const
export type ViolationKind = (typeof VIOLATION_KINDS)[number]

/** These say that the file is not what the inputs, the key or its own windows give: tampered, whatever else it is. */
export const TAMPER_KINDS: readonly ViolationKind[] = [
  'hotspot-differs',
  'shift-differs',
  'inputs-differ',
  'measures-differ',
  'key-differs',
  'rebuild-differs',
]

export interface Violation {
  kind: ViolationKind
  count: number
  /** the first few, each naming what and where */
  examples: string[]
}

/** One unpredictability bar of METRICS 2 and what this one plan shows of it. */
export interface BarVerdict {
  name: string
  value: number | null
  /** standard error; the bar is widened by twice as much, since one plan is one draw */
  error: number | null
  low: number | null
  high: number | null
  /** `roster-too-small`: below the bar, but the rostered time cannot carry the dose, or leaves nobody on patrol for a while */
  verdict: 'inside' | 'outside' | 'outside-not-decisive' | 'too-few-to-judge' | 'roster-too-small'
  /** what of the roster stands in the way */
  note?: string
}

export interface CheckReport {
  verdict: 'passed' | 'infeasible' | 'tampered' | 'outside-bars'
  windows: number
  hotspots: number
  shifts: number
  /** only the kinds that were found, in the order of VIOLATION_KINDS */
  violations: Violation[]
  bars: BarVerdict[]
  /** each observer of the red team by itself; the bars take the best of each family */
  observers: readonly ObserverSkill[]
  /** what the plan says it was made with beyond places, tours and travel */
  rules: Pick<PlanInput, 'activities' | 'blackouts' | 'doses' | 'treatment' | 'design'>
  /** what was not checked, and what it would take */
  notChecked: string[]
}

const MOST_EXAMPLES = 5

/** Collects violations by kind, with the first few examples of each. */
export interface Findings {
  add(kind: ViolationKind, example: string): void
  list(): Violation[]
}

export function createFindings(): Findings {
  const found = new Map<ViolationKind, Violation>()
  return {
    add(kind, example) {
      const violation = found.get(kind) ?? { kind, count: 0, examples: [] }
      found.set(kind, violation)
      violation.count += 1
      if (violation.examples.length < MOST_EXAMPLES) violation.examples.push(example)
    },
    list: () => VIOLATION_KINDS.flatMap((kind) => found.get(kind) ?? []),
  }
}
