import { createSeededRng, uniform, uniformBelow, type Rng } from '../../random.ts'
import { findPatrolledBins, type BcuInstance, type TourSlot } from '../draw/bcu-instance.ts'
import type { StartRhythm } from '../hours/foresee.ts'
import { drawFirstDeparture, drawPlannedVisits, drawWait } from '../draw/level.ts'
import { meanHop } from '../draw/mean-hop.ts'
import { drawBreakTarget } from '../draw/refreshments.ts'
import { BINS_PER_DAY } from '../plan.ts'
import { findTargets } from '../targets.ts'

/** Times that every tour is tried: enough for a hundred starts or more in each half-hour of the clock. */
const TRIES = 3
/** Hops of crews in a hurry and of crews with time to spare, as the fit chooses between them. */
const TAUS = { shortest: 8, longest: 40 } as const
/** Single journeys lie about their mean. */
const HOP_SPREAD = { least: 0.4, most: 1.6 } as const
/** Places that a crew looks at before it gives up. */
const CHOICES = 8

/** What a tour is made of when it is not known where it goes. */
interface Pace {
  rate: number
  stay: number
  hop: number
  /** minutes home from each of the places */
  waysHome: Uint16Array
}

/**
 * When a unit's crews start visits, foreseen from its tours alone: none that would keep them beyond booking off, and fewer
 * around refreshments, which the number of crews on patrol does not show.
 */
export function foreseeRhythm(instance: BcuInstance): StartRhythm {
  const patrolled = new Float64Array(BINS_PER_DAY)
  for (const [bin, isOut] of findPatrolledBins(instance).entries()) patrolled[bin % BINS_PER_DAY]! += isOut
  const starts = countStarts(instance)
  return { rates: starts.map((count, bin) => (patrolled[bin] === 0 ? 0 : count / patrolled[bin]!)), patrolled }
}

function countStarts(instance: BcuInstance): Float64Array {
  const starts = new Float64Array(BINS_PER_DAY)
  const { wanted, aim, possible, share } = findTargets(instance)
  const visits = share(Math.min(aim, possible)).reduce((sum, count) => sum + count, 0)
  if (visits === 0) return starts
  const { clock, tours, travel, toBase, activities, productive, hotspots } = instance
  const affordable = productive / visits - activities.meanStay
  const [least, most] = [meanHop(travel, wanted, TAUS.shortest), meanHop(travel, wanted, TAUS.longest)]
  const rng = createSeededRng(1)
  for (const tour of tours) {
    if (!tour.inPeriod) continue
    const pace: Pace = {
      rate: visits / productive,
      stay: activities.meanStay,
      hop: Math.min(most, Math.max(least, affordable)),
      waysHome: toBase.subarray(tour.base * hotspots.length, (tour.base + 1) * hotspots.length),
    }
    for (let attempt = 0; attempt < TRIES; attempt++)
      for (const start of drawStarts(tour, pace, rng))
        if (start < clock.minutes) starts[clock.bin[start]! % BINS_PER_DAY]! += 1
  }
  return starts
}

/** The starts of one tour as the jump process would have them, were all places alike. */
function drawStarts(tour: TourSlot, { rate, stay, hop, waysHome }: Pace, rng: Rng): number[] {
  const starts: number[] = []
  const breakTarget = drawBreakTarget(tour, [], rng)
  let free = tour.dutyStart + drawFirstDeparture(rng)
  let isRested = tour.breakMinutes === 0
  let visitsLeft = drawPlannedVisits(tour, rate, rng)
  const rest = (): void => {
    free = Math.max(free, breakTarget) + tour.breakMinutes
    isRested = true
  }
  const spread = (minutes: number): number =>
    minutes * (HOP_SPREAD.least + (HOP_SPREAD.most - HOP_SPREAD.least) * uniform(rng))
  while (visitsLeft > 0 && free < tour.dutyEnd) {
    if (!isRested && free >= breakTarget) rest()
    const minutesLeft = tour.dutyEnd - free - (isRested ? 0 : tour.breakMinutes)
    const wait = drawWait(minutesLeft, visitsLeft, { stay, hop }, 1, starts.length === 0, rng)
    if (!isRested && free + wait >= breakTarget) {
      rest()
      continue
    }
    // Late in a tour a crew goes where it still can: some of the places it might go to are nearer to base than others.
    let start: number | undefined
    for (let choice = 0; choice < CHOICES && start === undefined; choice++) {
      const minute = Math.floor(free + (choice < CHOICES / 2 ? wait : wait >> 1) + spread(hop))
      const way = waysHome[uniformBelow(rng, waysHome.length)]!
      if (minute + stay + way <= tour.dutyEnd) start = minute
    }
    if (start === undefined) {
      if (isRested) break
      rest()
      continue
    }
    starts.push(start)
    free = start + stay
    visitsLeft -= 1
  }
  return starts
}
