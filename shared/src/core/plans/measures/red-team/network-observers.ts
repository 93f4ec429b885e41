import { distanceKm } from '../../../geo.ts'
import { boostTrees } from './boosted-trees.ts'
import type { Forecast } from './forecast.ts'
import type { LocalFeatures } from './local-features.ts'
import { slotOf } from './local-observers.ts'
import { regressLogistic } from './logistic-regression.ts'
import type { WatchGrid } from './watch-grid.ts'

const NEIGHBOURS = 8
/** Distance over which a crew's visit elsewhere counts 1/e, km: about what it covers on foot in a quarter of an hour. */
const REACH_KM = 1

/**
 * O3: what seeing every visit in the force at once adds: neighbours visited in the last two slots, visits of the unit per
 * crew, how near its crews have just been. Uses everything that a local observer sees as well.
 */
export function forecastNetwork(grid: WatchGrid, local: LocalFeatures, reference: Float64Array): Forecast[] {
  const task = {
    features: [...local.columns, ...listNetworkFeatures(grid), Float32Array.from(reference), slotOf(grid)],
    started: grid.rowStarted,
    rows: grid.rows,
    fitRows: grid.fitRows,
    trainRows: grid.trainRows,
    offset: reference,
  }
  return [
    { name: 'logistic regression on the force', family: 'network', odds: regressLogistic(task) },
    { name: 'boosted trees on the force', family: 'network', odds: boostTrees(task) },
  ]
}

function listNetworkFeatures({
  plan,
  places,
  bins,
  unitOf,
  units,
  minute,
  crews,
  rows,
  rowPlace,
  rowBin,
}: WatchGrid): Float32Array[] {
  const near = listNeighbours(plan.places, unitOf)
  const members = Array.from({ length: units }, (_, unit) =>
    [...unitOf.keys()].filter((place) => unitOf[place] === unit),
  )
  const [nearest, near3, near8, perCrew1, perCrew2, crewsNow, joining, pull, force] = Array.from(
    { length: 9 },
    () => new Float32Array(rows),
  ) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const unitVisits = new Int32Array(units * bins)
  const forceVisits = new Int32Array(bins)
  const has = (place: number, bin: number): number => (bin >= 0 && minute[place * bins + bin]! >= 0 ? 1 : 0)
  for (let place = 0; place < places; place++)
    for (let bin = 0; bin < bins; bin++) {
      if (minute[place * bins + bin]! < 0) continue
      unitVisits[unitOf[place]! * bins + bin]! += 1
      forceVisits[bin]! += 1
    }
  const recent = new Float32Array(places)
  const weigh = createWeights(plan.places, members, unitOf)
  let row = 0
  for (let bin = 0; bin < bins && row < rows; bin++) {
    if (rowBin[row] !== bin) continue
    recent.fill(0)
    for (let back = 1; back <= 2; back++)
      for (let place = 0; place < places; place++)
        if (has(place, bin - back) === 1) weigh(place, recent, back === 1 ? 1 : 0.5)
    for (; row < rows && rowBin[row] === bin; row++) {
      const place = rowPlace[row]!
      const unit = unitOf[place]! * bins
      const out = Math.max(1, crews[unit + bin]!)
      for (const [order, other] of near[place]!.entries()) {
        const count = has(other, bin - 1) + has(other, bin - 2)
        if (order < 1) nearest[row]! += count
        if (order < 3) near3[row]! += count
        near8[row]! += count
      }
      perCrew1[row] = bin < 1 ? 0 : unitVisits[unit + bin - 1]! / out
      perCrew2[row] = bin < 2 ? 0 : (unitVisits[unit + bin - 1]! + unitVisits[unit + bin - 2]!) / out
      crewsNow[row] = out
      joining[row] = bin < 1 ? 0 : crews[unit + bin]! - crews[unit + bin - 1]!
      pull[row] = recent[place]!
      force[row] = bin < 1 ? 0 : forceVisits[bin - 1]!
    }
  }
  return [nearest, near3, near8, perCrew1, perCrew2, crewsNow, joining, pull, force]
}

/** By place: the nearest others of its unit, nearest first. */
function listNeighbours(places: WatchGrid['plan']['places'], unitOf: Int32Array): number[][] {
  return places.map((place, index) =>
    places
      .flatMap((other, at) =>
        at !== index && unitOf[at] === unitOf[index] ? [{ at, km: distanceKm(place, other) }] : [],
      )
      .sort((a, b) => a.km - b.km || a.at - b.at)
      .slice(0, NEIGHBOURS)
      .map(({ at }) => at),
  )
}

/** Adds one visit's nearness to the places of its unit; distances are computed once. */
function createWeights(
  places: WatchGrid['plan']['places'],
  members: readonly (readonly number[])[],
  unitOf: Int32Array,
): (place: number, sums: Float32Array, weight: number) => void {
  const cache: (Float32Array | undefined)[] = []
  return (place, sums, weight) => {
    const unit = members[unitOf[place]!]!
    const nearness = (cache[place] ??= Float32Array.from(unit, (other) =>
      other === place ? 0 : Math.exp(-distanceKm(places[place]!, places[other]!) / REACH_KM),
    ))
    for (let k = 0; k < unit.length; k++) sums[unit[k]!]! += weight * nearness[k]!
  }
}
