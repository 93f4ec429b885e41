import type { LatLng } from '../../geo.ts'
import { NO_NAME, type IncidentColumns } from '../incident-columns.ts'

/** One exact coordinate that incidents lie on. */
export interface IncidentPoint extends LatLng {
  incidents: number
  /** the name that most of its incidents' places have, the first met among equals; null: none has one */
  placeName: string | null
}

/** Every distinct coordinate with its incidents, in the order in which they were met. Equal to the last digit is the same. */
export function countPoints(columns: IncidentColumns): IncidentPoint[] {
  const points: IncidentPoint[] = []
  // By a number made of both coordinates the point met last, and for each point the one before it with the same: hardly ever there is one,
  // and numbers are found faster than texts.
  const lastAt = new Map<number, number>()
  const before: number[] = []
  const names = columns.placeNames.length
  /** incidents by point and name, as one number */
  const named = new Map<number, number>()
  for (let i = 0; i < columns.length; i++) {
    const lat = columns.lat[i]!
    const lng = columns.lng[i]!
    const place = 1000 * lat + lng
    const last = lastAt.get(place) ?? NONE
    let index = last
    while (index !== NONE && (points[index]!.lat !== lat || points[index]!.lng !== lng)) index = before[index]!
    if (index === NONE) {
      before.push(last)
      index = points.push({ lat, lng, incidents: 0, placeName: null }) - 1
      lastAt.set(place, index)
    }
    points[index]!.incidents += 1
    const name = columns.placeName[i]!
    if (name === NO_NAME) continue
    const key = index * names + name
    named.set(key, (named.get(key) ?? 0) + 1)
  }
  const most = new Uint32Array(points.length)
  for (const [key, count] of named) {
    const index = Math.floor(key / names)
    const name = columns.placeNames[key % names]!
    // Of equals the first by name, so that the order of rows says nothing.
    const isFirst = count === most[index]! && name < points[index]!.placeName!
    if (count < most[index]! || (count === most[index]! && !isFirst)) continue
    most[index] = count
    points[index]!.placeName = name
  }
  return points
}

const NONE = -1
