import { uniformBelow, type Rng } from '../../random.ts'
import type { TourSlot } from './bcu-instance.ts'

/** Tries to keep crews of one unit from eating together, which would leave the streets empty (METRICS D). */
const TRIES = 12

/**
 * The minute after which a crew takes its refreshments at the first moment free: uniform in the span, drawn again while
 * it would overlap those of another crew.
 *
 * @param others starts of the refreshments of crews on tour now, with their lengths
 */
export function drawBreakTarget(
  tour: TourSlot,
  others: readonly { start: number; minutes: number }[],
  rng: Rng,
): number {
  const choices = tour.breakLatest - tour.breakFrom + 1
  if (tour.breakMinutes === 0 || choices < 1) return tour.breakFrom
  let target = tour.breakFrom + uniformBelow(rng, choices)
  for (let attempt = 1; attempt < TRIES; attempt++) {
    const at = target
    if (!others.some(({ start, minutes }) => start < at + tour.breakMinutes && at < start + minutes)) break
    target = tour.breakFrom + uniformBelow(rng, choices)
  }
  return target
}
