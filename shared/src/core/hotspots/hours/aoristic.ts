import { PRECISION_CODES, type IncidentColumns } from '../../incidents/incident-columns.ts'
import { hourOfWeek, type Zone } from '../../time.ts'

/** Longer spans ("some time over the weekend") say nothing about the hour. */
const LONGEST_SPAN_MIN = 24 * 60

/**
 * Spreads incident i over the hours of the week that it may have happened in, each by its share of the span's minutes (aoristic,
 * Ratcliffe 2000, doi 10.1080/136588100424963): the time on a record is often the moment it was found. The clock is the wall's: an
 * hour that happens twice can get twice the minutes, a skipped one none, and the weights add up to 1 all the same.
 *
 * @param visit called with the hour of the week (0 is Monday 00:00 local) and a weight; nothing else is allocated
 * @returns false, and no visit, when the hour is not known: no time of day, or a span of over a day
 */
export function spreadHours(
  incidents: IncidentColumns,
  i: number,
  zone: Zone,
  visit: (hour: number, weight: number) => void,
): boolean {
  if (incidents.precision[i] !== PRECISION_CODES.minute) return false
  const from = incidents.occurredFrom[i]!
  const to = incidents.occurredTo[i]!
  if (to - from > LONGEST_SPAN_MIN) return false
  if (to <= from) {
    visit(hourOfWeek(zone.toLocalMin(from)), 1)
    return true
  }
  let at = from
  while (at < to) {
    const local = zone.toLocalMin(at)
    // Clocks change at the end of a local hour, so no step crosses a change.
    const next = Math.min(to, at + 60 - (((local % 60) + 60) % 60))
    visit(hourOfWeek(local), (next - at) / (to - from))
    at = next
  }
  return true
}
