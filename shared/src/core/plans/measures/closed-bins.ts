import { MINUTES_PER_DAY } from '../../time.ts'
import type { PlanClock } from '../plan-clock.ts'
import { BINS_PER_DAY, type PlanInput } from '../plan.ts'

/**
 * Bins in which a place may not be visited, so that nobody can be praised or blamed for foreseeing them: those that a
 * blackout touches, and days without treatment. They come from what the plan was made with; a probability of 0 would not do,
 * since a stranger's timetable could hide behind it.
 *
 * @returns places x (days x 48), 1 for a closed bin; undefined when nothing is closed
 */
export function findClosedBins(
  places: readonly { id: string }[],
  { blackouts = [], treatment }: Pick<PlanInput, 'blackouts' | 'treatment'>,
  { zone, startDay, days, originUtcMin, minutes, bin }: PlanClock,
): Uint8Array | undefined {
  if (blackouts.length === 0 && treatment === undefined) return undefined
  const bins = days * BINS_PER_DAY
  const closed = new Uint8Array(places.length * bins)
  const midnight = (day: number): number => zone.toUtcMin((startDay + day) * MINUTES_PER_DAY).utcMin - originUtcMin
  places.forEach(({ id }, place) => {
    const close = (from: number, to: number): void => {
      for (let minute = Math.max(0, from); minute < Math.min(minutes, to); minute++)
        closed[place * bins + bin[minute]!] = 1
    }
    for (const { hotspotId, from, to } of blackouts)
      if (hotspotId === null || hotspotId === id) close(from - originUtcMin, to - originUtcMin)
    treatment?.get(id)?.forEach((treated, day) => {
      if (treated === 0) close(midnight(day), midnight(day + 1))
    })
  })
  return closed
}
