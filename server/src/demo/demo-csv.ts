import { formatLocalMinute, type Area } from '@planner/shared/core'
import { stringify } from 'csv-stringify/sync'
import type { DemoIncident } from './demo-incidents.ts'
import type { DemoShift } from './demo-shifts.ts'

/** Degrees to six decimals: a tenth of a metre. */
const degrees = (value: number): string => value.toFixed(6)

/** A file in the `canonical` incident format. */
export function demoIncidentsCsv(incidents: readonly DemoIncident[]): string {
  const rows = incidents.map((incident, index) => ({
    id: `SYN-${String(index + 1).padStart(7, '0')}`,
    occurred_from: formatLocalMinute(incident.occurredFrom),
    occurred_to: incident.occurredTo === null ? '' : formatLocalMinute(incident.occurredTo),
    offence: incident.offence,
    lat: degrees(incident.lat),
    lng: degrees(incident.lng),
    offence_code: incident.offenceCode,
    flags: incident.flags.join(' '),
    how_found: incident.howFound,
    domestic: String(incident.domestic),
    place_type: incident.place.placeType,
    recorded_at: formatLocalMinute(incident.recordedAt),
    place_name: incident.place.name,
  }))
  return stringify(rows, { header: true })
}

/** A shifts file as `plan --shifts` reads it. */
export function demoShiftsCsv(shifts: readonly DemoShift[]): string {
  const rows = shifts.map((shift) => ({
    shift_id: shift.id,
    team_id: shift.teamId,
    bcu: shift.bcu,
    start: formatLocalMinute(shift.start),
    end: formatLocalMinute(shift.end),
    break_minutes: shift.breakMinutes,
    base_lat: degrees(shift.base.lat),
    base_lng: degrees(shift.base.lng),
    crew_id: shift.crewId,
    call_sign: shift.callSign,
    team_kind: shift.teamKind,
    crew_size: shift.crewSize,
    briefing_minutes: shift.briefingMinutes,
    book_off_minutes: shift.bookOffMinutes,
    max_visits: shift.maxVisits,
    sergeant: String(shift.sergeant),
  }))
  return stringify(rows, { header: true })
}

/** The `area,bcu` file of `rank --areas`. */
export function demoAreasCsv(areas: readonly Area[]): string {
  return stringify(
    areas.map(({ name, bcu }) => ({ area: name, bcu })),
    { header: true },
  )
}

/** The boundaries of `rank --boundaries`: one feature a line, so that a change shows up as one line. */
export function demoBoundaries(areas: readonly Area[]): string {
  const features = areas.map(({ name, geometry }) =>
    JSON.stringify({ type: 'Feature', properties: { name }, geometry }),
  )
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}
