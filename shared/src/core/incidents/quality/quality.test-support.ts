import { METRES_PER_DEGREE, type LatLng } from '../../geo.ts'
import { createZone, parseLocalMinute } from '../../time.ts'
import type { IncidentColumns } from '../incident-columns.ts'
import { createIncidentTable, type IncidentContent } from '../incident-table.ts'

export const LONDON = createZone('Europe/London')

/** utcMin of a London wall-clock time. */
export const at = (local: string): number => LONDON.toUtcMin(parseLocalMinute(local)!).utcMin

const MIDDLE: LatLng = { lat: 51.5, lng: -0.1 }

/** A place so many metres north and east of the middle of the town. */
export const place = (northM: number, eastM: number): LatLng => ({
  lat: MIDDLE.lat + northM / METRES_PER_DEGREE,
  lng: MIDDLE.lng + eastM / METRES_PER_DEGREE / Math.cos((MIDDLE.lat * Math.PI) / 180),
})

export function columnsOf(rows: readonly Partial<IncidentContent>[]): IncidentColumns {
  const table = createIncidentTable()
  // Cells are not looked at here, and indexing takes longer than all else.
  const cells = { cell9: 'nine', cell10: 'ten' }
  for (const row of rows)
    table.add(
      {
        occurredFrom: at('2026-01-05T10:00'),
        occurredTo: null,
        precision: 'minute',
        recordedAt: null,
        offence: 'robbery',
        offenceCode: null,
        flags: [],
        howFound: 'public',
        domestic: false,
        placeType: 'street',
        placeName: null,
        ...MIDDLE,
        ...row,
      },
      cells,
    )
  return table.finish()
}

/** So many incidents at one place. */
export const repeat = (incidents: number, row: Partial<IncidentContent>): Partial<IncidentContent>[] =>
  Array.from({ length: incidents }, () => row)
