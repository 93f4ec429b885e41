import { dayOf, MINUTES_PER_DAY } from '../time.ts'
import type { BcuInstance } from './draw/bcu-instance.ts'
import type { BcuDraw } from './draw/simulate.ts'
import type { Plan } from './plan.ts'

/** Patrol minutes of each day's tours that hold neither a stay nor a journey: the waits, and whatever the plan left over. */
export function findUnused(instance: BcuInstance, { visits }: BcuDraw): Plan['unused'] {
  const { tours, clock, travel, fromBase, toBase, hotspots, bcu } = instance
  const places = hotspots.length
  const spent = new Float64Array(tours.length)
  const at = new Int32Array(tours.length).fill(-1)
  for (const { tour, place, start, end } of visits) {
    const homeOf = (from: number): number => toBase[tours[tour]!.base * places + from]!
    const here = at[tour]!
    // The way home counts from the last place: take back what the place before had counted.
    spent[tour]! +=
      here < 0 ? fromBase[tours[tour]!.base * places + place]! : travel[here * places + place]! - homeOf(here)
    spent[tour]! += end - start + homeOf(place)
    at[tour] = place
  }
  const minutes = new Float64Array(clock.days)
  for (const [index, tour] of tours.entries()) {
    if (!tour.inPeriod) continue
    const day = dayOf(clock.zone.toLocalMin(tour.shift.start) - clock.startDay * MINUTES_PER_DAY)
    minutes[day]! += Math.max(0, tour.productive - spent[index]!)
  }
  return [...minutes].flatMap((left, day) => (left > 0 ? [{ bcu, day: clock.startDay + day, minutes: left }] : []))
}
