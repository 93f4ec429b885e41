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
  const byLat = new Map<number, Map<number, number>>()
  const points: IncidentPoint[] = []
  const names: Map<number, number>[] = []
  for (let i = 0; i < columns.length; i++) {
    const lat = columns.lat[i]!
    const lng = columns.lng[i]!
    let byLng = byLat.get(lat)
    if (byLng === undefined) byLat.set(lat, (byLng = new Map()))
    let index = byLng.get(lng)
    if (index === undefined) {
      index = points.push({ lat, lng, incidents: 0, placeName: null }) - 1
      byLng.set(lng, index)
      names.push(new Map())
    }
    points[index]!.incidents += 1
    const name = columns.placeName[i]!
    if (name !== NO_NAME) names[index]!.set(name, (names[index]!.get(name) ?? 0) + 1)
  }
  for (const [index, counts] of names.entries()) {
    let most = 0
    for (const [name, count] of counts) {
      if (count <= most) continue
      most = count
      points[index]!.placeName = columns.placeNames[name]!
    }
  }
  return points
}
