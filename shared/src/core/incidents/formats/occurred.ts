import { dayOf, MINUTES_PER_DAY, startOfMonth, type TimePrecision } from '../../time.ts'
import type { Incident } from '../incident.ts'
import type { TimeConverter, WrittenTime } from './local-time.ts'

const COARSENESS: Record<TimePrecision, number> = { minute: 0, day: 1, month: 2 }

/** Start of the minute, day or month that holds `localMin`. */
function floorTo(localMin: number, precision: TimePrecision): number {
  if (precision === 'minute') return localMin
  return (precision === 'day' ? dayOf(localMin) : startOfMonth(dayOf(localMin))) * MINUTES_PER_DAY
}

/**
 * The span in which it happened. Where the two ends are written with different precision, the coarser one holds for both:
 * "22:14 to some time that day" must not count as an order of events, nor as timed to the minute.
 *
 * @param refuseOrder stops the row when it ends before it begins
 */
export function spanOf(
  from: WrittenTime,
  to: WrittenTime | undefined,
  times: TimeConverter,
  refuseOrder: () => never,
): Pick<Incident, 'occurredFrom' | 'occurredTo' | 'precision'> {
  const occurredFrom = times.toUtcMin(from)
  if (to === undefined) {
    const occurredTo = from.lengthMin === undefined ? null : occurredFrom + from.lengthMin - 1
    return { occurredFrom, occurredTo, precision: from.precision }
  }
  const precision = COARSENESS[to.precision] > COARSENESS[from.precision] ? to.precision : from.precision
  const isMinute = precision === 'minute'
  const lastMin = to.localMin + (to.lengthMin ?? 1) - 1
  const end = times.endToUtcMin(
    isMinute ? { ...to, localMin: lastMin } : { localMin: Math.max(from.localMin, to.localMin), precision },
    occurredFrom,
  )
  const isBefore = floorTo(lastMin, precision) < floorTo(from.localMin, precision)
  const isExact = from.utcMin !== undefined && to.utcMin !== undefined
  // In autumn a later time may read earlier: then it lies in the second pass of the hour that happens twice.
  if (isMinute && isExact ? end < occurredFrom : isBefore && !(isMinute && end > occurredFrom)) refuseOrder()
  // In spring a time that does not exist moves on by an hour and can overtake the end that was written after it.
  return { occurredFrom, occurredTo: Math.max(occurredFrom, end), precision }
}
