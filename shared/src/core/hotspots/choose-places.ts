import type { Cell } from '../cells.ts'
import { tieHash } from './cell-hash.ts'
import type { CellSurroundings } from './cell-pools.ts'
import { formPlaces } from './form-places.ts'
import type { RatePosterior } from './gamma-poisson.ts'
import type { RankOptions } from './rank-options.ts'
import { sumRates } from './sum-rates.ts'
import { topProbabilities } from './top-probability.ts'

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

/** What places are made of, whatever they are put in order by. */
export interface PlaceGround {
  cells: readonly Cell[]
  around: CellSurroundings
  posterior: RatePosterior
  /** hash of each cell: the order among equals */
  ties: readonly number[]
  /** command unit of a cell; asked only when two cells might join */
  bcuOf: (cell: number) => string
}

export function createPlaceGround(
  cells: readonly Cell[],
  around: CellSurroundings,
  posterior: RatePosterior,
  bcuOfCell: (cell: Cell) => string,
): PlaceGround {
  const bcus = new Map<number, string>()
  return {
    cells,
    around,
    posterior,
    ties: cells.map((cell) => tieHash([cell])),
    bcuOf: (cell) => {
      const known = bcus.get(cell)
      if (known !== undefined) return known
      const bcu = bcuOfCell(cells[cell]!)
      bcus.set(cell, bcu)
      return bcu
    },
  }
}

/**
 * The places of highest value, in order of rank; a place has the values of its cells together.
 *
 * @param value of each cell; a cell of value 0 has nothing to be ranked for and is left out
 */
export function choosePlaces(
  { cells, around, posterior, ties, bcuOf }: PlaceGround,
  value: Float64Array,
  { top, shape }: Pick<RankOptions, 'top' | 'shape'>,
): Place[] {
  const order = [...cells.keys()]
    .filter((cell) => value[cell]! > 0)
    .sort((a, b) => value[b]! - value[a]! || ties[a]! - ties[b]! || (cells[a]! < cells[b]! ? -1 : 1))
  return formPlaces(order, top, shape, around, bcuOf)
    .map((own) => ({
      place: {
        cells: own,
        ...sumRates(own, posterior),
        perDay: own.reduce((sum, cell) => sum + posterior.shape[cell]! / posterior.rate[cell]!, 0),
        tie: tieHash(own.map((cell) => cells[cell]!)),
      },
      value: sumOver(own, value),
    }))
    .sort(
      (a, b) =>
        b.value - a.value ||
        a.place.tie - b.place.tie ||
        (cells[a.place.cells[0]!]! < cells[b.place.cells[0]!]! ? -1 : 1),
    )
    .map(({ place }) => place)
}

export const sumOver = (cells: readonly number[], values: Float64Array): number =>
  cells.reduce((sum, cell) => sum + values[cell]!, 0)

/** Chance of each place to be in the true top, among the places chosen and every cell that is in none. */
export function placeChances(places: readonly Place[], posterior: RatePosterior, top: number): Float64Array {
  const taken = new Set(places.flatMap((place) => place.cells))
  const free = [...posterior.shape.keys()].filter((cell) => !taken.has(cell))
  const shape = Float64Array.from([
    ...places.map((place) => place.shape),
    ...free.map((cell) => posterior.shape[cell]!),
  ])
  const rate = Float64Array.from([...places.map((place) => place.rate), ...free.map((cell) => posterior.rate[cell]!)])
  return topProbabilities(shape, rate, top)
}
