import type { AreaIndex } from '../../areas/area-index.ts'
import { WHOLE_FORCE_BCU, type Area } from '../../areas/area.ts'
import { cellCentre, type Cell } from '../../cells.ts'
import type { LatLng } from '../../geo.ts'

/** Where a place is: the middle of its cells, the area there and its command unit. */
export interface LocatedPlace extends LatLng {
  /** sorted */
  cells: Cell[]
  area: string
  bcu: string
}

export interface PlaceLocator {
  locate: (cells: readonly Cell[]) => LocatedPlace
  bcuAt: (cell: Cell) => string
}

/** @param index of the same areas */
export function createPlaceLocator(areas: readonly Area[], index: AreaIndex): PlaceLocator {
  /** The command unit of a place in no area: the whole force as long as nobody divided it, else none. */
  const outside = areas.every((area) => area.bcu === WHOLE_FORCE_BCU) ? WHOLE_FORCE_BCU : ''
  return {
    bcuAt: (cell) => index.find(cellCentre(cell))?.bcu ?? outside,
    locate(cells) {
      const centre = centreOf(cells)
      const area = index.find(centre) ?? index.find(cellCentre(cells[0]!))
      return { cells: [...cells].sort(), ...centre, area: area?.name ?? '', bcu: area?.bcu ?? outside }
    },
  }
}

/** Mean of the cells' centres. */
function centreOf(cells: readonly Cell[]): LatLng {
  const centres = cells.map(cellCentre)
  return {
    lat: centres.reduce((sum, centre) => sum + centre.lat, 0) / cells.length,
    lng: centres.reduce((sum, centre) => sum + centre.lng, 0) / cells.length,
  }
}
