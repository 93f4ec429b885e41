import { isInsideBar, listBars, measureFigures, type Bar } from '../measures/bars.ts'
import type { Estimate, MeasuredPlan } from '../measures/measured-plan.ts'
import type { PlanMeasures } from '../measures/measure.ts'
import type { ObserverSkill } from '../measures/red-team/red-team.ts'
import { describeShortfall } from '../measures/shortfall.ts'
import type { BarVerdict } from './check-report.ts'
import { foreseeCapacity } from './foresee-capacity.ts'
import type { ReadPlan } from './read-plan.ts'

/**
 * Holds one feasible plan to the bars, each widened by twice its own standard error (METRICS 2: stated tolerance).
 *
 * @param measures of the plan, which are known already
 */
export function checkBars(
  plan: ReadPlan,
  measured: MeasuredPlan,
  measures: PlanMeasures,
): { bars: BarVerdict[]; observers: readonly ObserverSkill[] } {
  const { values, observers } = measureFigures(measured, plan.travel, { measures })
  const bars = listBars(measured)
  const falls = bars.some((bar) => bar.needsCapacity === true && isBelow(values[bar.name] ?? null, bar))
  const shortfall = falls ? describeShortfall(foreseeCapacity(plan)) : undefined
  return { bars: bars.map((bar) => judge(bar, values[bar.name] ?? null, shortfall)), observers }
}

/** The value itself, whatever its error. */
function isBelow(estimate: Estimate | null, { low }: Bar): boolean {
  return estimate !== null && low !== undefined && estimate.value < low
}

function judge(bar: Bar, estimate: Estimate | null, shortfall: string | undefined): BarVerdict {
  const { name, low = null, high = null, needsCapacity, mostError } = bar
  const shown = { name, low, high, value: estimate?.value ?? null, error: estimate?.error ?? null }
  if (estimate === null) return { ...shown, verdict: 'too-few-to-judge' }
  const inside = isInsideBar(estimate, bar)
  // Too uncertain to pass is not too uncertain to fail: a timetable is found out however small the plan.
  if (estimate.error > mostError && (inside || !OBSERVED.has(name))) return { ...shown, verdict: 'too-few-to-judge' }
  // Before the widened bar: of two doses that one roster could not carry, neither is inside for its greater error.
  if (needsCapacity === true && shortfall !== undefined && isBelow(estimate, bar))
    return { ...shown, verdict: 'roster-too-small', note: shortfall }
  if (inside) return { ...shown, verdict: 'inside' }
  if (bar.informs === true) return { ...shown, verdict: 'outside-not-decisive' }
  if (bar.excuse !== undefined) return { ...shown, verdict: 'roster-too-small', note: bar.excuse }
  return { ...shown, verdict: 'outside' }
}

const OBSERVED: ReadonlySet<string> = new Set(['staticSkill', 'localSkill', 'networkSkill'])
