import {
  measureBreaks,
  measureClockRepeat,
  measureEmptiestHalfHour,
  measureMinuteEntropy,
  measureSlotEntropy,
} from './clock-measures.ts'
import { MINUTES_PER_DAY } from '../../time.ts'
import { ratioEstimate, sumEstimate, type Estimate, type MeasuredPlan } from './measured-plan.ts'
import { measureNeighbourLift, measureQuotaLeak, measureSafeWindow } from './return-measures.ts'

/** The measures of one plan, by name; null where there are too few visits to say anything (METRICS 2). */
export interface PlanMeasures {
  /** visits planned, and per tour that starts in the plan's days: there each crew of a joint visit counts */
  visits: Estimate
  visitsPerTour: Estimate | null
  /** visits over dose x days: all places, by tier, and the place that got least */
  doseRatio: Estimate | null
  doseRatioA: Estimate | null
  doseRatioB: Estimate | null
  doseRatioC: Estimate | null
  doseRatioLeast: Estimate | null
  /** E1, E3, E2 */
  minuteEntropy: Estimate | null
  slotEntropy: Estimate | null
  clockRepeat: Estimate | null
  /** S: all tiers within 30, 60 and 120 minutes */
  safeWindow30: Estimate | null
  safeWindow60: Estimate | null
  safeWindow120: Estimate | null
  /** S by tier within 30, 60 and 120 minutes */
  safeWindow30A: Estimate | null
  safeWindow30B: Estimate | null
  safeWindow30C: Estimate | null
  safeWindow60A: Estimate | null
  safeWindow60B: Estimate | null
  safeWindow60C: Estimate | null
  safeWindow120A: Estimate | null
  safeWindow120B: Estimate | null
  safeWindow120C: Estimate | null
  /** Q */
  quotaLeak: Estimate | null
  /** D: emptiest half-hour over the mean, refreshments taken together, and refreshments of the only crew on duty */
  emptiestHalfHour: Estimate | null
  breakSync: Estimate | null
  breakAlone: Estimate | null
  /** L */
  neighbourLift: Estimate | null
}

export function measurePlan(plan: MeasuredPlan): PlanMeasures {
  const breaks = measureBreaks(plan)
  const exact = (value: number): Estimate => ({ value, error: 0 })
  return {
    visits: exact(plan.visits.length),
    visitsPerTour: plan.tours.length === 0 ? null : exact(countCrewVisits(plan) / plan.tours.length),
    doseRatio: measureDose(plan),
    doseRatioA: measureDose(plan, 'A'),
    doseRatioB: measureDose(plan, 'B'),
    doseRatioC: measureDose(plan, 'C'),
    doseRatioLeast: measureLeastDose(plan),
    minuteEntropy: measureMinuteEntropy(plan),
    slotEntropy: measureSlotEntropy(plan),
    clockRepeat: measureClockRepeat(plan),
    safeWindow30: measureSafeWindow(plan, 30),
    safeWindow60: measureSafeWindow(plan, 60),
    safeWindow120: measureSafeWindow(plan, 120),
    safeWindow30A: measureSafeWindow(plan, 30, 'A'),
    safeWindow30B: measureSafeWindow(plan, 30, 'B'),
    safeWindow30C: measureSafeWindow(plan, 30, 'C'),
    safeWindow60A: measureSafeWindow(plan, 60, 'A'),
    safeWindow60B: measureSafeWindow(plan, 60, 'B'),
    safeWindow60C: measureSafeWindow(plan, 60, 'C'),
    safeWindow120A: measureSafeWindow(plan, 120, 'A'),
    safeWindow120B: measureSafeWindow(plan, 120, 'B'),
    safeWindow120C: measureSafeWindow(plan, 120, 'C'),
    quotaLeak: measureQuotaLeak(plan),
    emptiestHalfHour: measureEmptiestHalfHour(plan),
    breakSync: breaks.together,
    breakAlone: breaks.alone,
    neighbourLift: measureNeighbourLift(plan),
  }
}

function countCrewVisits({ visits }: MeasuredPlan): number {
  return visits.reduce((sum, { crews = 1 }) => sum + crews, 0)
}

function measureDose({ places, visits, days }: MeasuredPlan, tier?: string): Estimate | null {
  const chosen = (place: number): boolean => tier === undefined || places[place]!.tier === tier
  const dose = Float64Array.from(places, ({ dosePerDay }, place) => (chosen(place) ? dosePerDay * days : 0))
  const seen = new Float64Array(places.length)
  for (const { place } of visits) if (chosen(place)) seen[place]! += 1
  return ratioEstimate(seen, dose, 1)
}

/** The place that got least, of those owed a visit; its error by bootstrap over its days. */
function measureLeastDose({ places, visits, days }: MeasuredPlan): Estimate | null {
  const seen = new Float64Array(places.length)
  for (const { place } of visits) seen[place]! += 1
  let least: number | undefined
  let lowest = Number.POSITIVE_INFINITY
  for (const [place, { dosePerDay }] of places.entries()) {
    const ratio = seen[place]! / (dosePerDay * days)
    if (dosePerDay * days < 1 || ratio >= lowest) continue
    lowest = ratio
    least = place
  }
  if (least === undefined) return null
  const byDay = new Float64Array(days)
  for (const { place, start } of visits) {
    const day = Math.floor(start / MINUTES_PER_DAY)
    if (place === least && day < days) byDay[day]! += 1
  }
  return sumEstimate(byDay, places[least]!.dosePerDay * days)
}
