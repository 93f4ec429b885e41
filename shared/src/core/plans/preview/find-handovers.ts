import { MINUTES_PER_DAY } from '../../time.ts'
import type { BcuInstance } from '../draw/bcu-instance.ts'
import type { Handover } from './plan-preview.ts'

/** Longer than any briefing and booking-off together: then nobody is rostered, which is no handover. */
const LONGEST_HANDOVER_MIN = 120

/** Clock times at which crews of one tour are back and those of the next not yet out, with the mean minutes of it. */
export function findHandovers({ bcu, tours, clock }: Pick<BcuInstance, 'bcu' | 'clock' | 'tours'>): Handover[] {
  const spans = tours
    .filter((tour) => tour.inPeriod && tour.dutyEnd > tour.dutyStart)
    .map(({ dutyStart, dutyEnd }) => [dutyStart, dutyEnd] as const)
    .sort((a, b) => a[0] - b[0])
  const found = new Map<number, { minutes: number; days: number }>()
  let end = spans[0]?.[0] ?? 0
  for (const [from, to] of spans) {
    const gap = from - end
    if (gap > 0 && gap <= LONGEST_HANDOVER_MIN) {
      const local = clock.zone.toLocalMin(clock.originUtcMin + end)
      const minute = ((local % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY
      const known = found.get(minute) ?? { minutes: 0, days: 0 }
      found.set(minute, { minutes: known.minutes + gap, days: known.days + 1 })
    }
    end = Math.max(end, to)
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([minute, { minutes, days }]) => ({
      bcu,
      clock: `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
      minutesWithoutCrew: Math.round(minutes / days),
    }))
}
