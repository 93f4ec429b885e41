import { isOnBritain } from '../../grid.ts'
import { UNNAMED_PLANE } from '../../projections.ts'
import type { CoordinateSystem } from './incident-mapping.ts'

const toNumber = (value: string): number => Number(value.replace(',', '.'))

/**
 * The British National Grid where most places are on land by it, halves swapped or not; which other grid it is no number says.
 *
 * @param places the two halves of each row's place as written, '' where there is none
 */
export function guessGrid(places: readonly (readonly [easting: string, northing: string])[]): CoordinateSystem {
  const known = places.map(([x, y]) => [toNumber(x), toNumber(y)] as const).filter(([x, y]) => x !== 0 && y !== 0)
  const onLand = known.filter(
    ([x, y]) => isOnBritain({ easting: x, northing: y }) || isOnBritain({ easting: y, northing: x }),
  )
  return onLand.length * 2 >= known.length ? 'bng' : UNNAMED_PLANE
}
