import type { Cell } from '../../cells.ts'
import { tieHash } from '../cell-hash.ts'
import type { CellSurroundings } from '../cell-pools.ts'
import type { RatePosterior } from '../gamma-poisson.ts'
import type { PlaceLocator } from './locate-places.ts'

/** What places are made of, whatever they are put in order by. */
export interface PlaceGround {
  cells: readonly Cell[]
  around: CellSurroundings
  posterior: RatePosterior
  /** 1: no candidate, since an excluded place is near */
  isExcluded: Uint8Array
  /** hash of each cell: the order among equals */
  ties: readonly number[]
  /** command unit of a cell, or one for all when places may lie in several; asked only when two cells might join */
  bcuOf: (cell: number) => string
  /** area of a place with these cells; '' outside all areas */
  areaOf: (cells: readonly number[]) => string
}

/** @param acrossUnits whether a place may lie in several command units */
export function createPlaceGround(
  given: Pick<PlaceGround, 'cells' | 'around' | 'posterior' | 'isExcluded'>,
  locator: PlaceLocator,
  acrossUnits: boolean,
): PlaceGround {
  const { cells } = given
  const bcuOf = remember((cell: number) => locator.bcuAt(cells[cell]!), String)
  const areaOf = remember(
    (own: readonly number[]) => locator.locate(own.map((cell) => cells[cell]!)).area,
    (own) => own.join(' '),
  )
  return { ...given, ties: cells.map((cell) => tieHash([cell])), bcuOf: acrossUnits ? () => '' : bcuOf, areaOf }
}

/** Boundaries are looked up once: each quota asks again for the areas of the same places. */
function remember<Given>(find: (given: Given) => string, keyOf: (given: Given) => string): (given: Given) => string {
  const known = new Map<string, string>()
  return (given) => {
    const key = keyOf(given)
    const found = known.get(key) ?? find(given)
    known.set(key, found)
    return found
  }
}
