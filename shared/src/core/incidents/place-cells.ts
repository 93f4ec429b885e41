import { cellAt, type Cell } from '../cells.ts'
import type { LatLng } from '../geo.ts'

/** The cells of one place, each indexed from the coordinates: deriving one from the other would misplace 7 %. */
export interface PlaceCells {
  cell9: Cell
  cell10: Cell
}

/** Places remembered at once: open data snaps incidents to tens of thousands of points, and indexing costs 5 us a time. */
const REMEMBERED = 100_000
/** A power of two, so that the table stays less than half full. */
const SLOTS = 2 ** 18

/** A function from place to cells that remembers places it has met, in bounded memory. */
export function createPlaceCells(): (place: LatLng) => PlaceCells {
  // Keyed by the numbers' own bits: writing them as text would cost as much as indexing them.
  const bits = new Uint32Array(4)
  const numbers = new Float64Array(bits.buffer)
  const lats = new Float64Array(SLOTS).fill(Number.NaN)
  const lngs = new Float64Array(SLOTS)
  const cells: (PlaceCells | undefined)[] = []
  let known = 0

  return (place) => {
    numbers[0] = place.lat
    numbers[1] = place.lng
    let hash = Math.imul(bits[0]! ^ Math.imul(bits[1]!, 0x85ebca6b), 0xcc9e2d51)
    hash = Math.imul(hash ^ (hash >>> 15) ^ bits[2]! ^ Math.imul(bits[3]!, 0xc2b2ae35), 0x9e3779b1)
    let slot = (hash ^ (hash >>> 16)) & (SLOTS - 1)
    while (!Number.isNaN(lats[slot]!)) {
      if (lats[slot] === place.lat && lngs[slot] === place.lng) return cells[slot]!
      slot = (slot + 1) & (SLOTS - 1)
    }
    const found = { cell9: cellAt(place, 9), cell10: cellAt(place, 10) }
    if (known === REMEMBERED) {
      lats.fill(Number.NaN)
      cells.length = 0
      known = 0
      return found
    }
    lats[slot] = place.lat
    lngs[slot] = place.lng
    cells[slot] = found
    known += 1
    return found
  }
}
