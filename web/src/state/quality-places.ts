import type { IncidentQuality } from '@planner/shared/schemas'
import { LABELS } from '../labels.ts'

/** Why a place is looked at. */
export type QualityKind = 'pile' | 'outside' | 'suggested' | 'excluded'

/** A place of the report, as the list and the map have it. */
export interface QualityPlace {
  id: string
  kind: QualityKind
  lat: number
  lng: number
  name: string
  /** null: one or two, which is not told */
  incidents: number | null
  /** what is suspicious about it */
  words: string
}

/** How a suggestion is named in an address. */
export const suggestionKey = ({ lat, lng }: { lat: number; lng: number }): string => `${lat},${lng}`

const count = (value: number): string => value.toLocaleString('en-GB')
const distance = (metres: number): string =>
  metres < 1000 ? `${count(Math.round(metres))} m` : `${count(Math.round(metres / 1000))} km`

/** The places of a report, those that ask for something first. */
export function qualityPlaces({ suggestions, piles, outside, nearExcluded }: IncidentQuality): QualityPlace[] {
  return [
    ...suggestions.map((place) => ({
      ...at('suggested', place),
      name: place.name,
      incidents: place.incidents,
      words: place.reason,
    })),
    ...piles.listed.map((place) => ({
      ...at('pile', place),
      name: place.placeName ?? coordinates(place),
      incidents: place.incidents,
      words: `On one coordinate; ${count(place.around)} within 250 m around it.`,
    })),
    ...(outside?.listed ?? []).map((place) => ({
      ...at('outside', place),
      name: coordinates(place),
      incidents: place.incidents,
      words: `${distance(place.distanceM)} beyond the nearest boundary.${place.mistake === null ? '' : ` ${LABELS.coordinateMistakes[place.mistake]}`}`,
    })),
    ...nearExcluded.map((place) => ({
      ...at('excluded', place),
      name: place.name,
      incidents: place.incidents,
      words: `Left out already, ${count(place.radiusM)} m around: ${place.reason}`,
    })),
  ]
}

const coordinates = ({ lat, lng }: { lat: number; lng: number }): string => `${lat.toFixed(4)}, ${lng.toFixed(4)}`

const at = (kind: QualityKind, { lat, lng }: { lat: number; lng: number }) => ({
  id: `${kind} ${lat},${lng}`,
  kind,
  lat,
  lng,
})
