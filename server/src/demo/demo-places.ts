import { METRES_PER_DEGREE, uniform, type Area, type LatLng, type PlaceType, type Rng } from '@planner/shared/core'
import { layCentres, layStreets, pullOf, STREET_M, type Centre } from './demo-streets.ts'
import { createSharePicker, demoRng, normal } from './draws.ts'
import { isInside, ringsKm2, toPlane, type Point, type Rings } from './plane.ts'

/** A point of an invented street around which incidents happen; `weight` is its share of them, in no unit. */
export interface DemoPlace extends LatLng {
  name: string
  placeType: PlaceType
  /** index of its street among the borough's: places of one street stand next to each other in the list */
  street: number
  weight: number
  /** direction of the street as a vector of length 1, east and north; null: all incidents are written at the very point */
  along: Point | null
}

/** Along a street there is a place this often. */
const PLACE_M = 50
/** Spread of the log of a place's weight. */
const WEIGHT_SPREAD = 1.3
/** What a place far from all centres weighs beside one in the middle of the largest. */
const FAR_WEIGHT = 0.25

/** Some kinds of place see more than their share. */
const PULL: Readonly<Record<PlaceType, number>> = {
  licensed: 1.8,
  transport: 1.8,
  retail: 1.4,
  park: 1.1,
  street: 1,
  dwelling: 0.9,
  other: 0.6,
}

/**
 * Every borough has a hospital and a station whose incidents are all written at one point, and this share of its incidents:
 * a report that is only known to come from the hospital is located there in real data, too.
 */
const PILES = { hospital: 0.005, station: 0.01 }
const HOSPITAL_M = 900

/** Kinds of place far from all centres, and in the middle of the largest. */
const FAR_KINDS = { dwelling: 50, street: 36, retail: 4, licensed: 1.5, transport: 2, park: 4, other: 2 }
const CENTRAL_KINDS = { dwelling: 20, street: 42, retail: 14, licensed: 7.5, transport: 7, park: 2, other: 2 }
const pickFarKind = createSharePicker<PlaceType>(FAR_KINDS)
const pickCentralKind = createSharePicker<PlaceType>(CENTRAL_KINDS)

/** The invented streets of one borough as places along them, then its piles; `weight` sums to 1 over the borough. */
export function layDemoPlaces(area: Area, seed: number): DemoPlace[] {
  const rng = demoRng(seed, `places/${area.name}`)
  const { rings, toLatLng } = toPlane(area)
  const centres = layCentres(area, rings, seed, rng)
  const streets = layStreets(rings, centres, rng)
  const places: DemoPlace[] = []
  streets.forEach(({ along, middle, name }, street) => {
    for (let at = -STREET_M / 2; at < STREET_M / 2; at += PLACE_M) {
      const point = { x: middle.x + at * along.x, y: middle.y + at * along.y }
      const pull = pullOf(centres, point)
      const placeType = uniform(rng) < pull ? pickCentralKind(rng) : pickFarKind(rng)
      const weight = PULL[placeType] * (FAR_WEIGHT + pull) * Math.exp(WEIGHT_SPREAD * normal(rng))
      if (isInside(point, rings)) places.push({ ...toLatLng(point), name, placeType, street, weight, along })
    }
  })
  const total = places.reduce((sum, place) => sum + place.weight, 0)
  const left = 1 - PILES.hospital - PILES.station
  return [
    ...places.map((place) => ({ ...place, weight: (left * place.weight) / total })),
    ...layPiles(centres, rings, rng).map(({ point, ...pile }, i) => ({
      ...pile,
      ...toLatLng(point),
      street: streets.length + i,
      along: null,
    })),
  ]
}

function layPiles(
  [main]: readonly Centre[],
  rings: Rings,
  rng: Rng,
): (Pick<DemoPlace, 'name' | 'placeType' | 'weight'> & { point: Point })[] {
  if (main === undefined) return []
  // Some way out of the centre; where that is another borough, in the centre.
  const away = { x: main.x + HOSPITAL_M * normal(rng), y: main.y + HOSPITAL_M * normal(rng) }
  return [
    {
      name: `${main.name} Hospital`,
      placeType: 'other',
      weight: PILES.hospital,
      point: isInside(away, rings) ? away : main,
    },
    { name: `${main.name} Station`, placeType: 'transport', weight: PILES.station, point: main },
  ]
}

/** How far from the middle of its place an incident lies, along the street and across it. */
const ALONG_M = PLACE_M / 2
const ACROSS_M = 8

/** Where one incident of the place happened. */
export function pointNear(place: DemoPlace, rng: Rng): LatLng {
  const { along, lat, lng } = place
  if (along === null) return { lat, lng }
  const onward = (2 * uniform(rng) - 1) * ALONG_M
  const aside = (2 * uniform(rng) - 1) * ACROSS_M
  const north = onward * along.y + aside * along.x
  const east = onward * along.x - aside * along.y
  return {
    lat: lat + north / METRES_PER_DEGREE,
    lng: lng + east / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)),
  }
}

/** How much of the force's incidents a borough has, in no unit: more where it is large and near the middle of the force. */
export function boroughWeight(area: Area, middle: LatLng): number {
  const { rings, toLatLng } = toPlane(area)
  const { lat, lng } = toLatLng({ x: 0, y: 0 })
  const xKm = ((lng - middle.lng) * Math.cos((middle.lat * Math.PI) / 180) * METRES_PER_DEGREE) / 1000
  const yKm = ((lat - middle.lat) * METRES_PER_DEGREE) / 1000
  return ringsKm2(rings) ** 0.6 * (0.15 + Math.exp(-Math.hypot(xKm, yKm) / 9))
}
