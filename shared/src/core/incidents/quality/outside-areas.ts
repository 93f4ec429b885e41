import type { AreaIndex } from '../../areas/area-index.ts'
import type { LatLng } from '../../geo.ts'
import { COORDINATE_MISTAKES, findMistake, type CoordinateMistake } from './coordinate-mistake.ts'
import type { IncidentPoint } from './points.ts'

/** Incidents of one square of 0.01 degrees that are in no area. */
export interface OutsidePlace extends LatLng {
  incidents: number
  /** of the southernmost of them to the nearest boundary */
  distanceM: number
  /** what would bring most of them into the force; null: nothing that is known here */
  mistake: CoordinateMistake | null
}

/** Incidents that are in no area of the force, nor within 250 m of one, by which rankings mend what boundaries leave open. */
export interface OutsideAreas {
  incidents: number
  /** of all of them the farthest, metres; null: none is outside, or so many squares hold some that not all were measured */
  farthestM: number | null
  /** how many of them a mistake would explain, those that explain most first; none that explains nothing */
  mistakes: { mistake: CoordinateMistake; incidents: number }[]
  /** squares with the most incidents first */
  places: OutsidePlace[]
}

/** Far ones can be anywhere on earth, and measuring asks every boundary. */
const MEASURED_PLACES = 200
/** About a kilometre: enough to find the mistake, and nobody's address. */
const STEPS_PER_DEGREE = 100

/** Which incidents are outside all areas, and how far. */
export function findOutside(points: readonly IncidentPoint[], index: AreaIndex): OutsideAreas {
  const squares = new Map<string, Square>()
  const explained = new Map<CoordinateMistake, number>()
  let incidents = 0
  for (const point of points) {
    if (index.find(point) !== undefined) continue
    incidents += point.incidents
    const place = { lat: middleOfSquare(point.lat), lng: middleOfSquare(point.lng) }
    const key = `${place.lat} ${place.lng}`
    const square = squares.get(key)
    const own = square ?? { place, first: point, incidents: 0, explained: new Map<CoordinateMistake, number>() }
    if (square === undefined) squares.set(key, own)
    own.incidents += point.incidents
    if (point.lat < own.first.lat || (point.lat === own.first.lat && point.lng < own.first.lng)) own.first = point
    const mistake = findMistake(point, index)
    if (mistake === undefined) continue
    for (const counts of [explained, own.explained]) counts.set(mistake, (counts.get(mistake) ?? 0) + point.incidents)
  }
  const ordered = [...squares.values()].sort(
    (a, b) => b.incidents - a.incidents || a.place.lat - b.place.lat || a.place.lng - b.place.lng,
  )
  const places = ordered.slice(0, MEASURED_PLACES).map(({ place, first, incidents: own, explained: ownExplained }) => ({
    ...place,
    incidents: own,
    distanceM: Math.round(index.distanceM(first)),
    mistake: byShare(ownExplained).find(({ incidents: so }) => so > own / 2)?.mistake ?? null,
  }))
  return {
    incidents,
    farthestM:
      places.length === 0 || ordered.length > MEASURED_PLACES
        ? null
        : places.reduce((most, { distanceM }) => Math.max(most, distanceM), 0),
    mistakes: byShare(explained),
    places,
  }
}

interface Square {
  place: LatLng
  /** from south to north, then from west to east: rows come in any order */
  first: LatLng
  incidents: number
  explained: Map<CoordinateMistake, number>
}

const byShare = (counts: ReadonlyMap<CoordinateMistake, number>): OutsideAreas['mistakes'] =>
  COORDINATE_MISTAKES.map((mistake) => ({ mistake, incidents: counts.get(mistake) ?? 0 }))
    .filter(({ incidents }) => incidents > 0)
    .toSorted((a, b) => b.incidents - a.incidents)

/** The middle of the square that holds a coordinate. */
const middleOfSquare = (degrees: number): number =>
  Math.round((Math.floor(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE + 0.5 / STEPS_PER_DEGREE) * 1e6) / 1e6
