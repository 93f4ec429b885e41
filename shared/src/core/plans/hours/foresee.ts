import { binsOfSlot, clockOfSlot, HALF_HOURS_PER_SLOT, SLOTS_PER_DAY, type UnitHours } from './unit-hours.ts'

/** A unit whose places are visited at these rates: `logRates` as in `HourPlan`. */
export interface UnitRates {
  hours: UnitHours
  logRates: Float64Array
}

/** When crews start visits, by half-hour of the clock, whichever the place. */
export interface StartRhythm {
  /** starts in a half-hour on patrol, in any unit */
  rates: Float64Array
  /** how often a crew is on patrol in it */
  patrolled: Float64Array
}

/** Chances, 0 to 1, are counted in so many buckets to find their lowest tenth: quicker than to sort. */
const BUCKETS = 40_000

/**
 * O1 of METRICS 2 at its best: what knowing every place's hours tells beyond the rates by tier and clock time, which a force
 * may publish, as a share of what those leave open. Visits of a half-hour are taken as Poisson, alike in all of a slot.
 * Observers learn less of it in some weeks, but also see the rhythm within the hour.
 */
export function foreseeStaticSkill(units: readonly UnitRates[]): number {
  const cells = units.reduce((sum, { logRates }) => sum + logRates.length, 0)
  const chances = new Float64Array(cells)
  const bins = new Float64Array(cells)
  const groups = new Int32Array(cells)
  const tiers = new Map<string, number>()
  let at = 0
  for (const { hours, logRates } of units) {
    const { places, slots, visits, pace } = hours.programme
    for (let place = 0; place < places; place++) {
      const name = hours.tiers[place]!
      const tier = tiers.get(name) ?? tiers.size
      tiers.set(name, tier)
      for (let slot = 0; slot < slots; slot++, at++) {
        const halfHours = binsOfSlot(hours.roster, slot)
        const mean = (visits[place]! * pace[slot]! * Math.exp(logRates[place * slots + slot]!)) / halfHours
        bins[at] = halfHours
        chances[at] = 1 - Math.exp(-mean)
        groups[at] = tier * SLOTS_PER_DAY + clockOfSlot(hours.roster, slot)
      }
    }
  }
  const size = tiers.size * SLOTS_PER_DAY
  const hits = new Float64Array(size)
  const seen = new Float64Array(size)
  for (let cell = 0; cell < cells; cell++) {
    hits[groups[cell]!]! += chances[cell]! * bins[cell]!
    seen[groups[cell]!]! += bins[cell]!
  }
  let told = 0
  let open = 0
  for (let cell = 0; cell < cells; cell++) {
    const p = chances[cell]!
    const published = hits[groups[cell]!]! / seen[groups[cell]!]!
    if (p <= 0 || p >= 1 || published >= 1) continue
    told += bins[cell]! * (p * Math.log(p / published) + (1 - p) * Math.log((1 - p) / (1 - published)))
  }
  for (let group = 0; group < size; group++) {
    const published = hits[group]! / seen[group]!
    if (!(published > 0 && published < 1)) continue
    open -= seen[group]! * (published * Math.log(published) + (1 - published) * Math.log(1 - published))
  }
  return open === 0 ? 0 : told / open
}

/**
 * O4 of METRICS 2: the visit rate in the tenth of place-half-hours with the lowest, over the mean, for whoever knows the hours
 * of all places and the rhythm of the crews.
 */
export function foreseeSafestDecile(units: readonly (UnitRates & { rhythm: StartRhythm })[]): number {
  const bins = new Float64Array(BUCKETS)
  const hits = new Float64Array(BUCKETS)
  for (const { hours, logRates, rhythm } of units) {
    const { places, slots, visits, pace } = hours.programme
    for (let slot = 0; slot < slots; slot++) {
      const halfHours = binsOfSlot(hours.roster, slot)
      for (const { often, rate } of listHalfHours(rhythm, clockOfSlot(hours.roster, slot)))
        for (let place = 0; place < places; place++) {
          const mean = (visits[place]! * pace[slot]! * Math.exp(logRates[place * slots + slot]!)) / halfHours
          const chance = 1 - Math.exp(-mean * rate)
          const bucket = Math.floor(chance * (BUCKETS - 1))
          bins[bucket]! += halfHours * often
          hits[bucket]! += halfHours * often * chance
        }
    }
  }
  const all = bins.reduce((sum, count) => sum + count, 0)
  const mean = hits.reduce((sum, count) => sum + count, 0) / all
  if (all === 0) return 1
  const tenth = all / 10
  let low = 0
  let taken = 0
  for (let bucket = 0; bucket < BUCKETS && taken < tenth; bucket++) {
    if (bins[bucket] === 0) continue
    const share = Math.min(1, (tenth - taken) / bins[bucket]!)
    taken += share * bins[bucket]!
    low += share * hits[bucket]!
  }
  return low / tenth / mean
}

/** The half-hours of a block of the clock that are patrolled: their share of it, and their rate over its mean. */
function listHalfHours({ rates, patrolled }: StartRhythm, clock: number): { often: number; rate: number }[] {
  const first = clock * HALF_HOURS_PER_SLOT
  const members = Array.from({ length: HALF_HOURS_PER_SLOT }, (_, k) => first + k)
  const all = members.reduce((sum, bin) => sum + patrolled[bin]!, 0)
  const mean = members.reduce((sum, bin) => sum + patrolled[bin]! * rates[bin]!, 0) / all
  if (all === 0 || mean === 0) return [{ often: 1, rate: 1 }]
  return members
    .filter((bin) => patrolled[bin]! > 0)
    .map((bin) => ({ often: patrolled[bin]! / all, rate: rates[bin]! / mean }))
}
