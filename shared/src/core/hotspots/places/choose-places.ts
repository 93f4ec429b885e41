import { indexesFrom, nthLargest, pick } from '../../pick.ts'
import { tieHash } from '../cell-hash.ts'
import type { RankOptions } from '../rank-options.ts'
import { sumRates } from '../sum-rates.ts'
import { topProbabilities } from '../top-probability.ts'
import type { AreaQuota } from './area-quotas.ts'
import { chooseWithinQuotas } from './choose-within-quotas.ts'
import { CELLS_PER_PLACE, formPlaces } from './form-places.ts'
import type { PlaceGround } from './place-ground.ts'

/** A place before it has a rank: its cells, and its incidents a day as a gamma distribution. */
export interface Place {
  /** indexes of the cells, in the order in which they were taken */
  cells: readonly number[]
  shape: number
  rate: number
  /** mean of that distribution */
  perDay: number
  tie: number
}

/** The places that there are to choose from, in order of value: those formed first, then every other cell by itself. */
export interface PlaceCandidates {
  count: number
  place: (candidate: number) => Place
  areaOf: (candidate: number) => string
}

/**
 * What there is to choose from: the `top` places of highest value, formed of joined cells as asked, and every cell that is in none
 * of them as a place of its own. The others are colder than any cell of the first ones, so that joining them would make places
 * larger and not hotter. A place has the values of its cells together.
 *
 * @param value of each cell; a cell of value 0 has nothing to be ranked for and is left out
 */
export function formCandidates(
  ground: PlaceGround,
  value: Float64Array,
  { top, shape }: Pick<RankOptions, 'top' | 'shape'>,
): PlaceCandidates {
  const { cells, around, ties, isExcluded, bcuOf, areaOf } = ground
  const byValue = (a: number, b: number): number =>
    value[b]! - value[a]! || ties[a]! - ties[b]! || (cells[a]! < cells[b]! ? -1 : 1)
  const all = cellsOfValue(value, isExcluded)
  // These hold all that places are formed of, and one more; most rankings look at no others, and to put all in order takes many times as long.
  const wanted = Math.min(all.length, CELLS_PER_PLACE * top + 1)
  const values = pick(value, all)
  const least = wanted === 0 ? 0 : nthLargest(values, wanted)
  const leading = Array.from(indexesFrom(least, values), (index) => all[index]!).sort(byValue)
  const formed = formPlaces(leading, top, shape, around, bcuOf)
    .map((own) => ({ place: toPlace(own, ground), value: sumOver(own, value) }))
    .sort(
      (a, b) =>
        b.value - a.value ||
        a.place.tie - b.place.tie ||
        (cells[a.place.cells[0]!]! < cells[b.place.cells[0]!]! ? -1 : 1),
    )
    .map(({ place }) => place)
  // The cells of the first places are the first of the order.
  const taken = formed.reduce((sum, place) => sum + place.cells.length, 0)
  let order: readonly number[] = leading
  const cellAt = (place: number): number => {
    if (place >= order.length) order = [...all].sort(byValue)
    return order[place]!
  }
  const cellsOf = (candidate: number): readonly number[] =>
    formed[candidate]?.cells ?? [cellAt(candidate - formed.length + taken)]
  return {
    count: formed.length + all.length - taken,
    place: (candidate) => formed[candidate] ?? toPlace(cellsOf(candidate), ground),
    areaOf: (candidate) => areaOf(cellsOf(candidate)),
  }
}

function cellsOfValue(value: Float64Array, isExcluded: Uint8Array): Int32Array {
  const found = new Int32Array(value.length)
  let count = 0
  for (let cell = 0; cell < found.length; cell++) if (value[cell]! > 0 && isExcluded[cell] === 0) found[count++] = cell
  return found.slice(0, count)
}

/** The places of highest value that keep the quotas, in order of rank. */
export function choosePlaces(candidates: PlaceCandidates, top: number, quotas: readonly AreaQuota[]): Place[] {
  return chooseWithinQuotas(candidates.count, candidates.areaOf, top, quotas).map(candidates.place)
}

function toPlace(own: readonly number[], { cells, posterior }: PlaceGround): Place {
  return {
    cells: own,
    ...sumRates(own, posterior),
    perDay: own.reduce((sum, cell) => sum + posterior.shape[cell]! / posterior.rate[cell]!, 0),
    tie: tieHash(own.map((cell) => cells[cell]!)),
  }
}

export const sumOver = (cells: readonly number[], values: Float64Array): number =>
  cells.reduce((sum, cell) => sum + values[cell]!, 0)

/** What the places chosen compete with for the top, each by itself: every cell that is in none of them and may be a place. */
export function freeCells(places: readonly Pick<Place, 'cells'>[], isExcluded: Uint8Array): Int32Array {
  const taken = isExcluded.slice()
  for (const place of places) for (const cell of place.cells) taken[cell] = 1
  const free = new Int32Array(taken.length)
  let count = 0
  for (let cell = 0; cell < free.length; cell++) if (taken[cell] === 0) free[count++] = cell
  return free.slice(0, count)
}

/** Chance of each place to be in the true top, among the places chosen and every candidate cell that is in none. */
export function placeChances(
  places: readonly Place[],
  { posterior, isExcluded }: PlaceGround,
  top: number,
): Float64Array {
  const free = freeCells(places, isExcluded)
  const shape = new Float64Array(places.length + free.length)
  const rate = new Float64Array(places.length + free.length)
  places.forEach((place, i) => {
    shape[i] = place.shape
    rate[i] = place.rate
  })
  shape.set(pick(posterior.shape, free), places.length)
  rate.set(pick(posterior.rate, free), places.length)
  return topProbabilities(shape, rate, top)
}
