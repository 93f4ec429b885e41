import type { Cell } from '../../cells.ts'
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
  ties: Uint32Array
  /** command unit of a cell, or one for all when places may lie in several; asked only when two cells might join */
  bcuOf: (cell: number) => string
  /** area of a place with these cells; '' outside all areas */
  areaOf: (cells: readonly number[]) => string
}

/**
 * @param locator asked again for the same places by each quota, so it should remember (`locatorOf`)
 * @param acrossUnits whether a place may lie in several command units
 */
export function createPlaceGround(
  given: Pick<PlaceGround, 'cells' | 'around' | 'posterior' | 'ties' | 'isExcluded'>,
  locator: PlaceLocator,
  acrossUnits: boolean,
): PlaceGround {
  const { cells } = given
  return {
    ...given,
    bcuOf: acrossUnits ? () => '' : (cell) => locator.bcuAt(cells[cell]!),
    areaOf: (own) => locator.locate(own.map((cell) => cells[cell]!)).area,
  }
}
