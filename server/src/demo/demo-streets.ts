import { uniform, type Area, type Rng } from '@planner/shared/core'
import { DEMO_BCUS } from './demo-force.ts'
import { demoRng } from './draws.ts'
import { boxOf, isInside, ringsKm2, type Point, type Rings } from './plane.ts'
import { streetNames, townNames } from './street-names.ts'

/** A town centre: `size` is 1 for the borough's largest. */
export interface Centre extends Point {
  name: string
  size: number
}

/** A straight street: its middle, its direction as a vector of length 1. */
export interface Street {
  name: string
  middle: Point
  along: Point
}

/** Streets lie on a turned lattice: parallel ones this far apart, each this long. */
const BLOCK_M = 200
export const STREET_M = 700
/** How far the pull of a town centre reaches. */
const CENTRE_M = 800
const MOST_CENTRES = 4
/** What the streets nearest to a centre are called after its name, the nearest first. */
const CENTRAL_STREETS = ['High Street', 'Broadway', 'Market Place']
/** Streets laid per square root of a square kilometre: small boroughs are the denser ones. */
const STREETS_PER_ROOT_KM2 = 45
const LEAST_STREETS = 40
const MOST_STREETS = 520

/** A few town centres, the largest first. */
export function layCentres(area: Area, rings: Rings, seed: number, rng: Rng): Centre[] {
  const { low, high } = boxOf(rings)
  const names = namesOfCentres(area, seed)
  const wanted = 2 + Math.floor(uniform(rng) * (MOST_CENTRES - 1))
  const centres: Centre[] = []
  for (let tries = 0; centres.length < wanted && tries < 1000; tries++) {
    const point = { x: low.x + uniform(rng) * (high.x - low.x), y: low.y + uniform(rng) * (high.y - low.y) }
    if (isInside(point, rings))
      centres.push({
        ...point,
        name: names[centres.length]!,
        size: centres.length === 0 ? 1 : 0.3 + 0.4 * uniform(rng),
      })
  }
  return centres
}

/** Each borough has its own part of one list, so that no two centres of the force share a name. */
function namesOfCentres(area: Area, seed: number): string[] {
  const borough = Object.values(DEMO_BCUS).flat().indexOf(area.name)
  return townNames(demoRng(seed, 'towns')).slice(MOST_CENTRES * borough, MOST_CENTRES * (borough + 1))
}

/** How near a point is to a centre, 0 to 1. */
export function pullOf(centres: readonly Centre[], point: Point): number {
  let most = 0
  for (const { x, y, size } of centres)
    most = Math.max(most, size * Math.exp(-((point.x - x) ** 2 + (point.y - y) ** 2) / CENTRE_M ** 2))
  return most
}

/** The borough's streets, denser near its centres. */
export function layStreets(rings: Rings, centres: readonly Centre[], rng: Rng): Street[] {
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
          candidates.push({ middle, along, order: -Math.log(1 - uniform(rng)) / (0.15 + pullOf(centres, middle)) })
      }
  }
  const wanted = Math.min(
    MOST_STREETS,
    Math.max(LEAST_STREETS, Math.round(STREETS_PER_ROOT_KM2 * Math.sqrt(ringsKm2(rings)))),
  )
  const streets = candidates.sort((a, b) => a.order - b.order).slice(0, wanted)
  const names = streetNames(streets.length, rng)
  nameCentralStreets(names, streets, centres)
  return streets.map(({ middle, along }, i) => ({ name: names[i]!, middle, along }))
}

function nameCentralStreets(names: string[], streets: readonly { middle: Point }[], centres: readonly Centre[]): void {
  const taken = new Set<number>()
  for (const centre of centres) {
    const away = (i: number): number => Math.hypot(streets[i]!.middle.x - centre.x, streets[i]!.middle.y - centre.y)
    const nearest = [...streets.keys()].filter((i) => !taken.has(i)).sort((a, b) => away(a) - away(b))
    for (const [k, name] of CENTRAL_STREETS.entries()) {
      const street = nearest[k]
      if (street === undefined) return
      names[street] = `${centre.name} ${name}`
      taken.add(street)
    }
  }
}
