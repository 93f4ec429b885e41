import { cellsWithin, type Cell, type CellResolution } from '../../cells.ts'
import { DomainError } from '../../errors.ts'
import type { LatLng } from '../../geo.ts'
import { keepAnswers } from '../../keep-answers.ts'

/** Where no patrol is to be sent, and why: a prison, a hospital, a police station where incidents are booked in. */
export interface ExcludedPlace extends LatLng {
  name: string
  reason: string
  radiusM: number
}

/** What an excluded place left out. A cell near two of them is in the figures of both. */
export interface ExcludedOutcome {
  name: string
  reason: string
  /** cells with an incident that are no candidates because of it */
  cells: number
  /** incidents expected in them over the horizon */
  expected: number
}

export const MOST_RADIUS_M = 5000

/** @throws {DomainError} INVALID_INPUT naming the place, its value and what it may be */
export function checkExcludedPlace({ name, lat, lng, radiusM }: ExcludedPlace): void {
  const refuse = (what: string, value: number, may: string): never => {
    throw new DomainError('INVALID_INPUT', `Excluded place "${name}" has ${what} ${value}; it must be ${may}.`)
  }
  if (!(Math.abs(lat) <= 90)) refuse('latitude', lat, 'from -90 to 90 degrees')
  if (!(Math.abs(lng) <= 180)) refuse('longitude', lng, 'from -180 to 180 degrees')
  if (!(radiusM >= 1 && radiusM <= MOST_RADIUS_M)) refuse('radius', radiusM, `from 1 to ${MOST_RADIUS_M} metres`)
}

/** Where excluded places lie changes seldom, and each ranking asks for all of them. */
const MOST_KNOWN = 2000
const reachOf = keepAnswers<readonly Cell[]>(MOST_KNOWN)

/**
 * Which cells are no candidates: those whose hexagon comes within the radius of an excluded place.
 *
 * @param cells how many there are, and the index of each by its name
 * @param expected incidents expected over the horizon in each cell
 */
export function excludeCells(
  places: readonly ExcludedPlace[],
  cells: { count: number; indexOf: (cell: Cell) => number | undefined },
  resolution: CellResolution,
  expected: (cell: number) => number,
): { isExcluded: Uint8Array; outcomes: ExcludedOutcome[] } {
  const isExcluded = new Uint8Array(cells.count)
  const outcomes = places.map((place) => {
    checkExcludedPlace(place)
    const { lat, lng, radiusM } = place
    const near = reachOf([lat, lng, radiusM, resolution].join(' '), () => cellsWithin(place, radiusM, resolution))
    const own = near.flatMap((cell) => cells.indexOf(cell) ?? [])
    for (const cell of own) isExcluded[cell] = 1
    return {
      name: place.name,
      reason: place.reason,
      cells: own.length,
      expected: own.reduce((sum, cell) => sum + expected(cell), 0),
    }
  })
  return { isExcluded, outcomes }
}
