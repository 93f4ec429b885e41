import { cellAt, type Cell } from '../cells.ts'
import type { LatLng } from '../geo.ts'

/** The cells of one place, each indexed from the coordinates: deriving one from the other would misplace 7 %. */
export interface PlaceCells {
  cell9: Cell
  cell10: Cell
}

/** Places remembered at once: open data snaps incidents to tens of thousands of points, and indexing costs 5 us a time. */
const REMEMBERED = 100_000

/** A function from place to cells that remembers places it has met, in bounded memory. */
export function createPlaceCells(): (place: LatLng) => PlaceCells {
  const known = new Map<string, PlaceCells>()
  return (place) => {
    const key = `${place.lat} ${place.lng}`
    const found = known.get(key)
    if (found !== undefined) return found
    const cells = { cell9: cellAt(place, 9), cell10: cellAt(place, 10) }
    if (known.size >= REMEMBERED) known.clear()
    known.set(key, cells)
    return cells
  }
}
