import { PRECISION_CODES, type IncidentColumns } from '../../incidents/incident-columns.ts'
import { hourOfWeek, type Zone } from '../../time.ts'

/** Longer spans ("some time over the weekend") say nothing about the hour. */
const LONGEST_SPAN_MIN = 24 * 60

/**
 * Weights are whole multiples of 1 / this, so that their sums are exact in whatever order rows come: 2^22 incidents of one hour that
 * earlier patrols affected (in parts of 2^-16) still fit into a number's 53 bits.
 */
const PARTS = 2 ** 15

/**
 * Spreads incident i over the hours of the week that it may have happened in, each by its share of the span's minutes to 1 / 32,768 (aoristic,
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
  let given = 0
  while (at < to) {
    const local = zone.toLocalMin(at)
    // Clocks change at the end of a local hour, so no step crosses a change.
    const next = Math.min(to, at + 60 - (((local % 60) + 60) % 60))
    // Rounded where it ends and not by itself, so that the parts of an incident add up to it.
    const until = Math.round(((next - from) / (to - from)) * PARTS)
    visit(hourOfWeek(local), (until - given) / PARTS)
    given = until
    at = next
  }
  return true
}
