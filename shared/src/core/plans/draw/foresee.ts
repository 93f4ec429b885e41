import { binsOfSlot, clockOfSlot, type UnitHours } from './unit-hours.ts'

/** What an observer who knows every place's hours could know at best (METRICS 2), before any simulation. */
export interface Foresight {
  /** beyond the rates by tier and clock time, which a force may publish */
  staticSkill: number
  /** visit rate in the tenth of place-hours with the lowest, over the mean */
  safestDecile: number
}

const BLOCKS_PER_DAY = 12
const HALVINGS = 24

/** Visits of a half-hour are taken as Poisson, alike in all half-hours of a slot. */
export function foresee(units: readonly { hours: UnitHours; logRates: Float64Array }[]): Foresight {
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
        groups[at] = tier * BLOCKS_PER_DAY + clockOfSlot(hours.roster, slot)
      }
    }
  }
  return {
    staticSkill: skillOf(chances, bins, groups, tiers.size * BLOCKS_PER_DAY),
    safestDecile: decileOf(chances, bins),
  }
}

/** Mean gain in log-likelihood over the rates of the groups, over what those leave open. */
function skillOf(chances: Float64Array, bins: Float64Array, groups: Int32Array, size: number): number {
  const hits = new Float64Array(size)
  const seen = new Float64Array(size)
  for (let at = 0; at < chances.length; at++) {
    hits[groups[at]!]! += chances[at]! * bins[at]!
    seen[groups[at]!]! += bins[at]!
  }
  let told = 0
  let open = 0
  for (let at = 0; at < chances.length; at++) {
    const p = chances[at]!
    const published = hits[groups[at]!]! / seen[groups[at]!]!
    if (p <= 0 || p >= 1 || published >= 1) continue
    told += bins[at]! * (p * Math.log(p / published) + (1 - p) * Math.log((1 - p) / (1 - published)))
  }
  for (let group = 0; group < size; group++) {
    const published = hits[group]! / seen[group]!
    if (!(published > 0 && published < 1)) continue
    open -= seen[group]! * (published * Math.log(published) + (1 - published) * Math.log(1 - published))
  }
  return open === 0 ? 0 : told / open
}

function decileOf(chances: Float64Array, bins: Float64Array): number {
  let all = 0
  let hits = 0
  for (let at = 0; at < chances.length; at++) {
    all += bins[at]!
    hits += chances[at]! * bins[at]!
  }
  if (hits === 0) return 1
  // The rate below which a tenth lies, by halving: quicker than to sort.
  const tenth = all / 10
  let low = 0
  let high = 1
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2
    if (countBelow(chances, bins, middle).bins < tenth) low = middle
    else high = middle
  }
  const below = countBelow(chances, bins, low)
  return (below.hits + (tenth - below.bins) * high) / tenth / (hits / all)
}

function countBelow(chances: Float64Array, bins: Float64Array, limit: number): { bins: number; hits: number } {
  const below = { bins: 0, hits: 0 }
  for (let at = 0; at < chances.length; at++) {
    if (chances[at]! >= limit) continue
    below.bins += bins[at]!
    below.hits += bins[at]! * chances[at]!
  }
  return below
}
