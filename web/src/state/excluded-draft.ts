import type { NewExcludedPlace } from '@planner/shared/schemas'
import type { Polygon } from 'geojson'
import { readNumber, type Faults } from './draft.ts'

/** A place to leave out while it is being written; numbers are text until they are read. */
export interface ExcludedDraft {
  name: string
  reason: string
  lat: string
  lng: string
  radiusM: string
}

export const emptyExcludedDraft = (): ExcludedDraft => ({ name: '', reason: '', lat: '', lng: '', radiusM: '200' })

/** A place that somebody or something suggests, to be looked over. */
export const draftOfExcluded = ({ name, reason, lat, lng, radiusM }: NewExcludedPlace): ExcludedDraft => ({
  name: name.slice(0, 100),
  reason: reason.slice(0, 500),
  lat: lat.toFixed(5),
  lng: lng.toFixed(5),
  radiusM: String(Math.round(radiusM)),
})

const WIDEST_M = 5000

/** As the server takes it; only fit to be sent where there are no faults. */
export function readExcludedDraft(draft: ExcludedDraft): { place: NewExcludedPlace; faults: Faults } {
  const faults: Record<string, string> = {}
  const name = draft.name.trim()
  const reason = draft.reason.trim()
  const number = (path: 'lat' | 'lng' | 'radiusM', least: number, most: number): number => {
    const value = readNumber(draft[path])
    if (value !== undefined && value >= least && value <= most) return value
    faults[path] = `Give a number from ${least} to ${most.toLocaleString('en-GB')}`
    return Number.NaN
  }
  const lat = number('lat', -90, 90)
  const lng = number('lng', -180, 180)
  const radiusM = number('radiusM', 1, WIDEST_M)
  // In the order of the form: the first of them is gone to.
  if (name === '') faults['name'] = 'Give the place a name'
  if (reason === '') faults['reason'] = 'Say why nobody is sent there: it is shown with each ranking'
  return { place: { name, reason, lat, lng, radiusM }, faults }
}

/** Metres in a degree of latitude; near enough for a picture of a circle of 5 km at most. */
const DEGREE_M = 111_320
const CORNERS = 48

/** The ground within a radius, to be drawn. */
export function circleAround({ lat, lng, radiusM }: Pick<NewExcludedPlace, 'lat' | 'lng' | 'radiusM'>): Polygon {
  const north = radiusM / DEGREE_M
  const east = north / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  const ring = Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const angle = ((corner % CORNERS) / CORNERS) * 2 * Math.PI
    return [lng + east * Math.cos(angle), lat + north * Math.sin(angle)]
  })
  return { type: 'Polygon', coordinates: [ring] }
}
