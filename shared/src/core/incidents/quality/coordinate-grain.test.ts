import { describe, expect, it } from 'vitest'
import { distanceKm, type LatLng } from '../../geo.ts'
import { createSeededRng, uniform, uniformBelow } from '../../random.ts'
import { coordinateGrain, sharedShare } from './coordinate-grain.ts'
import { countPoints } from './points.ts'
import { columnsOf, place } from './quality.test-support.ts'

const rng = createSeededRng(11)

/** Doors 8 m apart on both sides of streets that are 90 m apart. */
const doors = Array.from({ length: 24 }, (_, street) =>
  Array.from({ length: 100 }).map((_nothing, door) =>
    place(90 * street + (door % 2 === 0 ? 0 : 14), 8 * Math.floor(door / 2)),
  ),
).flat()
/** A few doors have much of it. */
const incidentsAtDoors = Array.from({ length: 4000 }, () => doors[Math.floor(uniform(rng) ** 3 * doors.length)]!)

/** Points of a list no two of which are within 50 m. */
const mapPoints = doors.reduce<LatLng[]>(
  (list, door) => (list.every((point) => distanceKm(point, door) >= 0.05) ? [...list, door] : list),
  [],
)
const nearest = (from: LatLng): LatLng =>
  mapPoints.reduce((best, point) => (distanceKm(point, from) < distanceKm(best, from) ? point : best))
const snapOf = new Map(doors.map((door) => [door, nearest(door)]))

const grainOf = (places: readonly LatLng[]) => coordinateGrain(countPoints(columnsOf(places)))

describe('coordinateGrain', () => {
  it('takes addresses for what they are, though many incidents share one', () => {
    expect(sharedShare(countPoints(columnsOf(incidentsAtDoors)))).toBeGreaterThan(0.7)
    expect(grainOf(incidentsAtDoors)).toBe('exact')
  })
  it('recognises the same incidents when each was moved to the nearest map point', () => {
    expect(mapPoints.length).toBeGreaterThan(100)
    expect(grainOf(incidentsAtDoors.map((door) => snapOf.get(door)!))).toBe('snapped')
  })
  it('takes points thrown at random for exact, and so many that share theirs', () => {
    const anywhere = Array.from({ length: 1500 }, () => place(2000 * uniform(rng), 2000 * uniform(rng)))
    expect(grainOf(anywhere)).toBe('exact')
    expect(grainOf([...anywhere, ...anywhere])).toBe('exact')
  })
  it('does not call points that are used once each a list, however far apart', () => {
    expect(grainOf(mapPoints)).toBe('exact')
    expect(grainOf([...mapPoints, ...mapPoints])).toBe('snapped')
  })
  it('recognises three decimals of a degree, and not four', () => {
    const rounded = (decimals: number): LatLng[] =>
      Array.from({ length: 3000 }, () => ({
        lat: Number((51.4 + 0.2 * uniform(rng)).toFixed(decimals)),
        lng: Number((-0.2 + 0.2 * uniform(rng)).toFixed(decimals)),
      }))
    expect([2, 3, 4].map((decimals) => grainOf(rounded(decimals)))).toEqual(['rounded', 'rounded', 'exact'])
    // Whole thousandths in the west of Greenwich and beyond: binary numbers do not meet them exactly.
    expect(
      grainOf(
        Array.from({ length: 300 }, (_, i) => ({
          lat: -33.001 - i / 1000,
          lng: 151 + uniformBelow(rng, 900) / 1000,
        })),
      ),
    ).toBe('rounded')
  })
  it('says nothing of a few points', () => {
    expect(grainOf(Array.from({ length: 99 }, (_, i) => ({ lat: 51 + i / 1000, lng: 0 })))).toBe('exact')
    expect(grainOf([])).toBe('exact')
    expect(sharedShare([])).toBe(0)
  })
})
