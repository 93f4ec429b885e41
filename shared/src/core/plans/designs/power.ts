import type { Hotspot } from '../../hotspots/hotspot.ts'
import { HOURS_PER_WEEK, weekdayOf } from '../../time.ts'
import type { Crossover } from './crossover.ts'

/** Two-sided 5 %. */
const CRITICAL = 1.959964
/** How long after a visit begins a place counts as treated in the ordinary design, minutes: an assumption, to be stated. */
export const EFFECT_MINUTES = 120
/** Variance of daily counts over their mean, where the data do not say: EVIDENCE 2.7. */
export const USUAL_DISPERSION = 1.5

/** Incidents that are expected in place-times which are treated with the same probability. */
export interface ExposedCount {
  /** incidents if nobody patrolled */
  expected: number
  /** probability that they fall into treated time */
  p: number
}

/** Expected incidents of a place on one day of the plan: its count over the horizon, spread by its hour-of-week profile. */
function expectedOnDay({ expected, profile }: Hotspot, day: number, horizonDays: number): number {
  const from = weekdayOf(day) * 24
  let share = 0
  for (let hour = from; hour < from + 24; hour++) share += profile[hour]!
  return ((expected / horizonDays) * share * 7) / HOURS_PER_WEEK
}

/**
 * What a crossover compares: incidents of all analysed place-days.
 *
 * @param horizonDays days that the hotspots' expected counts cover
 */
export function countCrossover(
  { rows, probability }: Crossover,
  { hotspots, startDay, horizonDays }: { hotspots: readonly Hotspot[]; startDay: number; horizonDays: number },
): ExposedCount[] {
  const byId = new Map(hotspots.map((hotspot) => [hotspot.id, hotspot]))
  return rows.map(({ hotspotId, analysed }) => {
    const hotspot = byId.get(hotspotId)!
    let expected = 0
    for (const [day, counts] of analysed.entries())
      if (counts === 1) expected += expectedOnDay(hotspot, startDay + day, horizonDays)
    return { expected, p: probability }
  })
}

/**
 * What an ordinary plan compares: time shortly after a visit with the rest. Visits come like a Poisson stream of the
 * place's dose, so that p = 1 - exp(-dose x effect / day).
 */
export function countOrdinary({
  hotspots,
  startDay,
  days,
  horizonDays,
}: {
  hotspots: readonly Hotspot[]
  startDay: number
  days: number
  horizonDays: number
}): ExposedCount[] {
  return hotspots.map((hotspot) => {
    let expected = 0
    for (let day = 0; day < days; day++) expected += expectedOnDay(hotspot, startDay + day, horizonDays)
    return { expected, p: 1 - Math.exp((-hotspot.dosePerDay * EFFECT_MINUTES) / 1440) }
  })
}

/** Incidents expected in treated and in untreated time, if nobody patrolled. */
export function sumArms(counts: readonly ExposedCount[]): { treated: number; control: number } {
  let treated = 0
  let control = 0
  for (const { expected, p } of counts) {
    treated += expected * p
    control += expected * (1 - p)
  }
  return { treated, control }
}

/**
 * Probability that a two-sided 5 % randomisation test finds a reduction of the rate in treated time.
 *
 * The statistic is the sum over incidents of (treated - p). With rates l and a reduction r its mean is -r sum l p(1-p); its
 * variance is sum l p(1-p)(1 - rp) over assignments, given the incidents, and sum l p(1-p)((1-r)(1-p) + p) over everything.
 * Both are multiplied by the dispersion. The shift of EVIDENCE 2.7, 2.8 sqrt(2 / incidents an arm) on the log scale, uses
 * the variance without an effect for both and is up to 4 points too hopeful where counts are small.
 *
 * @param reduction 0 to 1
 * @param dispersion variance of counts over their mean; 1 is Poisson
 */
export function computePower(
  counts: readonly ExposedCount[],
  { reduction, dispersion }: { reduction: number; dispersion: number },
): number {
  let information = 0
  let nullVariance = 0
  let variance = 0
  for (const { expected, p } of counts) {
    const weight = expected * p * (1 - p)
    information += weight
    nullVariance += weight * (1 - reduction * p)
    variance += weight * ((1 - reduction) * (1 - p) + p)
  }
  if (information === 0) return 0
  const shift = reduction * information
  const limit = CRITICAL * Math.sqrt(dispersion * nullVariance)
  const spread = Math.sqrt(dispersion * variance)
  return normalCdf((shift - limit) / spread) + normalCdf((-shift - limit) / spread)
}

/** The smallest reduction that is found with this power, or null where not even 99 % would be. */
export function findSmallestReduction(
  counts: readonly ExposedCount[],
  { power, dispersion }: { power: number; dispersion: number },
): number | null {
  let low = 0
  let high = 0.99
  if (computePower(counts, { reduction: high, dispersion }) < power) return null
  for (let step = 0; step < 40; step++) {
    const reduction = (low + high) / 2
    if (computePower(counts, { reduction, dispersion }) < power) low = reduction
    else high = reduction
  }
  return high
}

/** Standard normal distribution function, to 1.5e-7: Abramowitz and Stegun 1964, 7.1.26. */
function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const tail = (series * Math.exp(-x * x)) / 2
  return z >= 0 ? 1 - tail : tail
}
