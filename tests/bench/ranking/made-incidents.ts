import {
  createIncidentTable,
  createSeededRng,
  MINUTES_PER_DAY,
  uniform,
  uniformBelow,
  type Area,
  type IncidentColumns,
  type IncidentContent,
  type LatLng,
  type Offence,
  type PlaceType,
} from '@planner/shared/core'

/** What to make: `inWindow` incidents in the `weeks` before `asOfUtcMin`, `before` in the two years before those. */
export interface MadeRequest {
  inWindow: number
  before: number
  weeks: number
  asOfUtcMin: number
  seed: number
}

/** A city of about 40 by 40 km, a place for every 4 or 5 hectares where anything happens, the busiest a thousand times the quietest. */
const PLACES = 60_000
const MIDDLE: LatLng = { lat: 51.5, lng: -0.12 }
const SPREAD_DEGREES = { lat: 0.14, lng: 0.22 }
const YEARS_BEFORE = 2

const OFFENCE_OF: readonly Offence[] = [
  'violence-without-injury',
  'violence-without-injury',
  'violence-without-injury',
  'violence-with-injury',
  'violence-with-injury',
  'robbery',
  'robbery',
  'sexual-offence',
  'weapons',
  'other',
]
const PLACE_TYPE_OF: readonly PlaceType[] = [
  'street',
  'street',
  'street',
  'licensed',
  'retail',
  'transport',
  'dwelling',
]

/**
 * Incidents for measuring speed, in no order of place or time; nothing in them is taken from recorded crime. Weight falls with
 * the square of a place's number, so a few places hold much and most hold little, as in a city.
 */
export function* makeIncidents({ inWindow, before, weeks, asOfUtcMin, seed }: MadeRequest): Generator<IncidentContent> {
  const rng = createSeededRng(seed)
  const places = Array.from({ length: PLACES }, (_, i) => ({
    name: `Street ${Math.floor(i / 8)}`,
    lat: MIDDLE.lat + SPREAD_DEGREES.lat * bell(),
    lng: MIDDLE.lng + SPREAD_DEGREES.lng * bell(),
    type: PLACE_TYPE_OF[uniformBelow(rng, PLACE_TYPE_OF.length)]!,
  }))
  const windowMin = weeks * 7 * MINUTES_PER_DAY
  for (let i = 0; i < inWindow + before; i++) {
    const place = places[Math.floor(uniform(rng) ** 2 * PLACES)]!
    const minutesAgo =
      i < inWindow
        ? 1 + uniformBelow(rng, windowMin)
        : 1 + windowMin + uniformBelow(rng, YEARS_BEFORE * 364 * MINUTES_PER_DAY)
    const offence = OFFENCE_OF[uniformBelow(rng, OFFENCE_OF.length)]!
    yield {
      occurredFrom: asOfUtcMin - minutesAgo,
      occurredTo: uniformBelow(rng, 8) === 0 ? asOfUtcMin - minutesAgo + uniformBelow(rng, 240) : null,
      precision: 'minute',
      recordedAt: null,
      offence,
      offenceCode: null,
      flags: uniformBelow(rng, 12) === 0 ? ['knife'] : place.type === 'licensed' ? ['night-time-economy'] : [],
      howFound: uniformBelow(rng, 20) === 0 ? 'police' : 'public',
      domestic: place.type === 'dwelling' && uniformBelow(rng, 2) === 0,
      placeType: place.type,
      lat: place.lat,
      lng: place.lng,
      placeName: place.name,
    }
  }

  function bell(): number {
    return uniform(rng) + uniform(rng) + uniform(rng) - 1.5
  }
}

/** Boroughs as rectangles over the same city, three to a command unit. */
export function madeAreas(): Area[] {
  const [rows, columns] = [5, 6]
  const height = (3.2 * SPREAD_DEGREES.lat) / rows
  const width = (3.2 * SPREAD_DEGREES.lng) / columns
  return Array.from({ length: rows * columns }, (_, i) => {
    const south = MIDDLE.lat - 1.6 * SPREAD_DEGREES.lat + height * Math.floor(i / columns)
    const west = MIDDLE.lng - 1.6 * SPREAD_DEGREES.lng + width * (i % columns)
    const ring = [
      [west, south],
      [west + width, south],
      [west + width, south + height],
      [west, south + height],
      [west, south],
    ]
    return {
      name: `Borough ${i + 1}`,
      bcu: `Unit ${Math.floor(i / 3) + 1}`,
      geometry: { type: 'Polygon', coordinates: [ring] },
    }
  })
}

/** The incidents as columns. */
export function madeColumns(request: MadeRequest): IncidentColumns {
  const table = createIncidentTable()
  for (const incident of makeIncidents(request)) table.add(incident)
  return table.finish()
}
