import { uniform, type Area, type LatLng, type PlaceType, type Rng } from '@planner/shared/core'
import { demoRng, normal, pickShare } from './draws.ts'
import { streetNames } from './street-names.ts'

/** A point of an invented street where incidents can happen; `weight` is its share of them, in no unit. */
export interface DemoPlace extends LatLng {
  name: string
  placeType: PlaceType
  /** index of its street among the borough's: places of one street stand next to each other in the list */
  street: number
  weight: number
}

/** Metres along the earth's surface per degree of latitude (mean radius 6371.0088 km). */
const METRES_PER_DEGREE = 111_195
/** Streets lie on a turned lattice: parallel ones this far apart, each this long, a place this often. */
const BLOCK_M = 200
const STREET_M = 700
const PLACE_M = 50
/** How far the pull of a town centre reaches. */
const CENTRE_M = 900
/** Spread of the log of a place's weight: makes the top 1 % of res-10 cells hold about a quarter of incidents. */
const WEIGHT_SPREAD = 1.1

/** Some kinds of place see more than their share. */
const PULL: Readonly<Record<PlaceType, number>> = {
  licensed: 2.5,
  transport: 2.5,
  retail: 1.5,
  park: 1.2,
  street: 1,
  dwelling: 0.9,
  other: 0.6,
}

interface Point {
  x: number
  y: number
}

type Rings = readonly (readonly Point[])[]

/** A borough in metres around the middle of its box, with the way back to degrees. */
function toPlane({ geometry }: Area): { rings: Rings; toLatLng: (point: Point) => LatLng } {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const positions = polygons.flat(2)
  const lngs = positions.map((position) => position[0]!)
  const lats = positions.map((position) => position[1]!)
  const lng0 = (Math.min(...lngs) + Math.max(...lngs)) / 2
  const lat0 = (Math.min(...lats) + Math.max(...lats)) / 2
  const xScale = METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180)
  return {
    rings: polygons
      .flat()
      .map((ring) => ring.map(([lng, lat]) => ({ x: (lng! - lng0) * xScale, y: (lat! - lat0) * METRES_PER_DEGREE }))),
    toLatLng: ({ x, y }) => ({ lng: lng0 + x / xScale, lat: lat0 + y / METRES_PER_DEGREE }),
  }
}

/** Even-odd rule over all rings, so that holes and islands need no special care. */
function isInside({ x, y }: Point, rings: Rings): boolean {
  let inside = false
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i]!
      const b = ring[j]!
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
    }
  return inside
}

function areaKm2(rings: Rings): number {
  let twice = 0
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) twice += ring[i - 1]!.x * ring[i]!.y - ring[i]!.x * ring[i - 1]!.y
  return Math.abs(twice) / 2e6
}

function boxOf(rings: Rings): { low: Point; high: Point } {
  const xs = rings.flat().map((point) => point.x)
  const ys = rings.flat().map((point) => point.y)
  return { low: { x: Math.min(...xs), y: Math.min(...ys) }, high: { x: Math.max(...xs), y: Math.max(...ys) } }
}

/** A few town centres, the first the largest: where `pull` is near 1. */
function layCentres(rings: Rings, rng: Rng): (point: Point) => number {
  const { low, high } = boxOf(rings)
  const wanted = 2 + Math.floor(uniform(rng) * 3)
  const centres: (Point & { size: number })[] = []
  for (let tries = 0; centres.length < wanted && tries < 1000; tries++) {
    const point = { x: low.x + uniform(rng) * (high.x - low.x), y: low.y + uniform(rng) * (high.y - low.y) }
    if (isInside(point, rings)) centres.push({ ...point, size: centres.length === 0 ? 1 : 0.3 + 0.4 * uniform(rng) })
  }
  return (point) =>
    Math.max(
      ...centres.map(({ x, y, size }) => size * Math.exp(-((point.x - x) ** 2 + (point.y - y) ** 2) / CENTRE_M ** 2)),
    )
}

/** The middle points and directions of the borough's streets, denser near its centres. */
function layStreets(rings: Rings, pull: (point: Point) => number, rng: Rng): { middle: Point; along: Point }[] {
  const { low, high } = boxOf(rings)
  const reach = Math.hypot(high.x - low.x, high.y - low.y) / 2
  const turn = uniform(rng) * (Math.PI / 2)
  const candidates: { middle: Point; along: Point; order: number }[] = []
  for (const angle of [turn, turn + Math.PI / 2]) {
    const along = { x: Math.cos(angle), y: Math.sin(angle) }
    for (let across = -reach; across <= reach; across += BLOCK_M)
      for (let at = -reach; at <= reach; at += STREET_M) {
        const middle = { x: at * along.x - across * along.y, y: at * along.y + across * along.x }
        // Weighted draw without replacement (Efraimidis and Spirakis 2006): the smallest of exponential / weight first.
        if (isInside(middle, rings))
          candidates.push({ middle, along, order: -Math.log(1 - uniform(rng)) / (0.15 + pull(middle)) })
      }
  }
  const wanted = Math.min(260, Math.max(40, Math.round(26 * Math.sqrt(areaKm2(rings)))))
  return candidates.sort((a, b) => a.order - b.order).slice(0, wanted)
}

function kindOf(pull: number, rng: Rng): PlaceType {
  return pickShare(
    {
      dwelling: 0.5 - 0.35 * pull,
      street: 0.34,
      retail: 0.05 + 0.15 * pull,
      licensed: 0.03 + 0.12 * pull,
      transport: 0.01 + 0.05 * pull,
      park: 0.05 - 0.03 * pull,
      other: 0.02,
    },
    rng,
  )
}

/** The invented streets of one borough as places along them; `weight` sums to 1 over the borough. */
export function layDemoPlaces(area: Area, seed: number): DemoPlace[] {
  const rng = demoRng(seed, `places/${area.name}`)
  const { rings, toLatLng } = toPlane(area)
  const pull = layCentres(rings, rng)
  const streets = layStreets(rings, pull, rng)
  const names = streetNames(streets.length, rng)
  const places: DemoPlace[] = []
  streets.forEach(({ middle, along }, street) => {
    for (let at = -STREET_M / 2; at < STREET_M / 2; at += PLACE_M) {
      const aside = (uniform(rng) - 0.5) * 16
      const point = { x: middle.x + at * along.x - aside * along.y, y: middle.y + at * along.y + aside * along.x }
      const placeType = kindOf(pull(point), rng)
      const weight = PULL[placeType] * (0.35 + pull(point)) * Math.exp(WEIGHT_SPREAD * normal(rng))
      if (isInside(point, rings)) places.push({ ...toLatLng(point), name: names[street]!, placeType, street, weight })
    }
  })
  const total = places.reduce((sum, place) => sum + place.weight, 0)
  return places.map((place) => ({ ...place, weight: place.weight / total }))
}

/** How much of the force's incidents a borough has, in no unit: more where it is large and near the middle of the force. */
export function boroughWeight(area: Area, middle: LatLng): number {
  const { rings, toLatLng } = toPlane(area)
  const { lat, lng } = toLatLng({ x: 0, y: 0 })
  const xKm = ((lng - middle.lng) * Math.cos((middle.lat * Math.PI) / 180) * METRES_PER_DEGREE) / 1000
  const yKm = ((lat - middle.lat) * METRES_PER_DEGREE) / 1000
  return areaKm2(rings) ** 0.6 * (0.15 + Math.exp(-Math.hypot(xKm, yKm) / 9))
}
