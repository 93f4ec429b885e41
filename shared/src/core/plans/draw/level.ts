import { uniform, uniformBelow, type Rng } from '../../random.ts'
import type { TourSlot } from './bcu-instance.ts'

/** Most minutes between the end of briefing and the first departure, so that tours do not open on the minute. */
const FIRST_DEPARTURE_MIN = 8
/** Weight of the gap after the last visit, against 1 for a gap between two. */
const LAST_GAP = 0.5

export function drawFirstDeparture(rng: Rng): number {
  return uniformBelow(rng, FIRST_DEPARTURE_MIN + 1)
}

/** How many visits a crew sets out to make: `rate` x its patrol minutes, the fraction by a coin, at most `max_visits`. */
export function drawPlannedVisits(tour: TourSlot, rate: number, rng: Rng): number {
  const wanted = rate * tour.productive
  const whole = Math.floor(wanted)
  return Math.min(tour.maxVisits, whole + (uniform(rng) < wanted - whole ? 1 : 0))
}

/**
 * Minutes to wait before leaving for the next of `visits`: the first of that many random points in the time that is not
 * needed, so that starts lie anywhere in the tour and the wait tells nothing about the next one.
 *
 * The gaps before the first and after the last visit come out half as long as those between: both hold a journey to or
 * from base as well, and all crews have them at the same hour, when a handover would otherwise leave nobody out.
 *
 * @param perVisit mean minutes of a stay and of a journey
 * @param slackShare share of the slack that may be waited away: less than 1 where crews have hardly time for their visits
 */
export function drawWait(
  minutesLeft: number,
  visits: number,
  perVisit: { stay: number; hop: number },
  slackShare: number,
  isFirst: boolean,
  rng: Rng,
): number {
  const slack = findSlack(minutesLeft, visits, perVisit, slackShare)
  // The number is drawn even when there is no slack: a stream must not shift with a tour's length.
  const share = 1 - uniform(rng) ** (1 / (visits - LAST_GAP))
  return slack > 0 ? Math.floor(slack * (isFirst ? share / 2 : share)) : 0
}

/** The mean of `drawWait` for a visit that is not the first, without drawing it. */
export function meanWait(
  minutesLeft: number,
  visits: number,
  perVisit: { stay: number; hop: number },
  slackShare: number,
): number {
  const slack = findSlack(minutesLeft, visits, perVisit, slackShare)
  // U^(1/n) has the mean n / (n + 1).
  return slack > 0 ? slack / (visits - LAST_GAP + 1) : 0
}

/** Minutes that neither stays nor journeys need, less what is kept back; below 0 where time is short. */
function findSlack(
  minutesLeft: number,
  visits: number,
  perVisit: { stay: number; hop: number },
  slackShare: number,
): number {
  return slackShare * (minutesLeft - perVisit.hop - visits * (perVisit.stay + perVisit.hop))
}
