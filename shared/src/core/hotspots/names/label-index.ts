import { distanceKm, METRES_PER_DEGREE, type LatLng } from '../../geo.ts'
import { remembered } from '../../remembered.ts'
import { isKind, plainPlaceName } from '../../source-names.ts'

/** A street or place name on a map. */
export interface PlaceLabel extends LatLng {
  name: string
}

/** A label further away than this is the name of somewhere else. */
const REACH_KM = 0.25
/** Labels lie in rows of a reach from south to north, so that those of three rows are all that can be near. */
const ROW_DEGREES = (1000 * REACH_KM) / METRES_PER_DEGREE

const rowsOf = remembered(
  1,
  () => '',
  (labels: readonly PlaceLabel[]) => {
    const rows = new Map<number, PlaceLabel[]>()
    for (const label of labels) {
      const name = plainPlaceName(label.name)
      if (name === '' || isKind(name)) continue
      const row = Math.floor(label.lat / ROW_DEGREES)
      const own = rows.get(row)
      if (own === undefined) rows.set(row, [{ ...label, name }])
      else own.push({ ...label, name })
    }
    return rows
  },
)

/** Names of the labels within 250 m of a place, the nearest first, equals by name; kinds of place are no names. */
export function labelsNear(labels: readonly PlaceLabel[], place: LatLng): string[] {
  const rows = rowsOf(labels, undefined)
  const middle = Math.floor(place.lat / ROW_DEGREES)
  return [middle - 1, middle, middle + 1]
    .flatMap((row) => rows.get(row) ?? [])
    .map((label) => ({ name: label.name, away: distanceKm(place, label) }))
    .filter(({ away }) => away < REACH_KM)
    .sort((a, b) => a.away - b.away || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ name }) => name)
}
