import { cellAreaM2, cellAt, type CellResolution, type LatLng } from '../../../shared/src/core/index.ts'

/** Shares of all incidents, 0 to 1. */
export interface Concentration {
  /** that the busiest 1 % of the cells with at least one incident hold */
  ofOccupied: number
  /** that the busiest 1 % of all cells of the ground hold */
  ofAll: number
}

/** The busiest one in a hundred. */
const TOP = 0.01

/**
 * How much of the incidents few cells hold (the law of crime concentration: Weisburd 2015, Criminology 53(2), 133-157).
 *
 * A share of cells that is no whole number takes that part of the next cell, so that one cell more or less makes no step.
 *
 * @param areaKm2 of the ground; its cells are taken to be as large as the one at the first incident
 * @throws RangeError without incidents
 */
export function measureConcentration(
  places: readonly LatLng[],
  areaKm2: number,
  resolution: CellResolution,
): Concentration {
  const first = places[0]
  if (first === undefined) throw new RangeError('Concentration needs at least one incident.')
  const counts = new Map<string, number>()
  for (const place of places) {
    const cell = cellAt(place, resolution)
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  const sorted = [...counts.values()].sort((a, b) => b - a)
  const allCells = (1e6 * areaKm2) / cellAreaM2(cellAt(first, resolution))
  return {
    ofOccupied: heldBy(sorted, TOP * sorted.length) / places.length,
    ofAll: heldBy(sorted, TOP * allCells) / places.length,
  }
}

/** Sum of the first `cells` of `counts`, which may be no whole number. */
function heldBy(counts: readonly number[], cells: number): number {
  const whole = Math.floor(cells)
  const sum = counts.slice(0, whole).reduce((total, count) => total + count, 0)
  return sum + (cells - whole) * (counts[whole] ?? 0)
}
