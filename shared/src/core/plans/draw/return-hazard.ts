import { TIERS } from '../../hotspots/hotspot.ts'
import { BIN_MINUTES, BINS_PER_DAY } from '../plan.ts'
import type { BcuInstance } from './bcu-instance.ts'
import { GAP_BINS, GAP_LIMIT, GAP_BIN_OF_MINUTE, HOP_BINS } from './mechanism.ts'
import type { DrawnVisit } from './simulate.ts'

/** Runs of one unit, looked at from each place: how often it is visited around the clock. */
export interface ClockRates {
  runs: readonly (readonly DrawnVisit[])[]
  /** places x (2 x 48 + 1): expected starts from midnight to the start of each half-hour, over two days */
  cumulative: Float64Array
  /** starts per minute that one visit of one run stands for */
  perVisit: number
}

export function countClockRates(
  { hotspots, clock }: BcuInstance,
  runs: readonly (readonly DrawnVisit[])[],
): ClockRates {
  const slots = 2 * BINS_PER_DAY + 1
  const cumulative = new Float64Array(hotspots.length * slots)
  const perVisit = 1 / (BIN_MINUTES * Math.max(1, clock.days * runs.length - 1))
  for (const run of runs)
    for (const { place, start } of run)
      cumulative[place * slots + (clock.bin[start]! % BINS_PER_DAY) + 1]! += perVisit * BIN_MINUTES
  for (let place = 0; place < hotspots.length; place++) {
    const row = cumulative.subarray(place * slots, (place + 1) * slots)
    for (let slot = 1; slot <= BINS_PER_DAY; slot++) row[slot + BINS_PER_DAY] = row[slot]!
    for (let slot = 1; slot < slots; slot++) row[slot]! += row[slot - 1]!
  }
  return { runs, cumulative, perVisit }
}

/** Expected starts at a place between its midnight and a minute of the clock, up to two days later. */
function startsBefore(cumulative: Float64Array, place: number, minute: number): number {
  const at = place * (2 * BINS_PER_DAY + 1) + Math.floor(minute / BIN_MINUTES)
  const before = cumulative[at]!
  return before + ((minute % BIN_MINUTES) / BIN_MINUTES) * ((cumulative[at + 1] ?? before) - before)
}

/** Minute of the local day, near enough: by half-hours where the clock changes. */
function minuteOfDay({ clock }: BcuInstance, minute: number): number {
  return (clock.bin[minute]! % BINS_PER_DAY) * BIN_MINUTES + (minute % BIN_MINUTES)
}

/** What was seen in each bin, against what the clock rates of the places expect. */
export interface Hazard {
  seen: Float64Array
  expected: Float64Array
}

/**
 * How often a place is visited again in each gap bin after a visit ends, against how often it is visited at those clock
 * times anyhow, by tier. Equal: a visit tells nothing about the next, there is no safe window.
 *
 * The clock rate of a place is taken from all other visits of the runs, never from the return that is being judged.
 */
export function countReturns(instance: BcuInstance, { runs, cumulative, perVisit }: ClockRates): Hazard {
  const { hotspots, clock } = instance
  const seen = new Float64Array(TIERS.length * GAP_BINS.length)
  const expected = new Float64Array(seen.length)
  for (const run of runs) {
    const byPlace: DrawnVisit[][] = hotspots.map(() => [])
    for (const visit of run) byPlace[visit.place]!.push(visit)
    for (const [place, visits] of byPlace.entries()) {
      visits.sort((a, b) => a.start - b.start)
      const row = TIERS.indexOf(hotspots[place]!.tier) * GAP_BINS.length
      for (const [i, { end }] of visits.entries()) {
        if (end >= clock.minutes) continue
        const from = minuteOfDay(instance, end)
        let before = startsBefore(cumulative, place, from)
        for (let bin = 0; bin < GAP_BINS.length; bin++) {
          const until = Math.min(GAP_BINS[bin]!, clock.minutes - end)
          const after = startsBefore(cumulative, place, from + until)
          expected[row + bin]! += after - before
          before = after
        }
        for (let k = i + 1; k < visits.length; k++) {
          const gap = visits[k]!.start - end
          if (gap >= GAP_LIMIT) break
          const bin = row + GAP_BIN_OF_MINUTE[gap]!
          seen[bin]! += 1
          // The return itself made up part of the rate over the half-hour in which it starts.
          expected[bin]! -= BIN_MINUTES * perVisit
        }
      }
    }
  }
  return { seen, expected }
}

/** Minutes after a visit in which visits to its neighbours are counted (METRICS L). */
const NEIGHBOUR_MIN = 30
/** Visits looked at, about: each is held against all its neighbours. */
const NEIGHBOUR_SAMPLE = 600

/** By place: the places within the last of HOP_BINS. */
export function listNeighbours({ hotspots, travel }: BcuInstance): Int32Array[] {
  const places = hotspots.length
  return hotspots.map((_, from) =>
    Int32Array.from(
      [...hotspots.keys()].filter((to) => to !== from && travel[from * places + to]! <= HOP_BINS.at(-1)!),
    ),
  )
}

/** How often places at each distance are visited within 30 minutes after a visit ends, against their clock rates. */
export function countNeighbourVisits(
  instance: BcuInstance,
  { runs, cumulative }: ClockRates,
  neighbours: readonly Int32Array[],
): Hazard {
  const { hotspots, clock, travel } = instance
  const places = hotspots.length
  const seen = new Float64Array(HOP_BINS.length)
  const expected = new Float64Array(HOP_BINS.length)
  const binOf = (from: number, to: number): number => {
    const hop = travel[from * places + to]!
    return HOP_BINS.findIndex((end) => hop <= end)
  }
  const visits = runs.reduce((sum, run) => sum + run.length, 0)
  const stride = Math.max(1, Math.floor(visits / NEIGHBOUR_SAMPLE))
  for (const run of runs) {
    const sorted = run.toSorted((a, b) => a.start - b.start)
    for (let i = 0; i < sorted.length; i += stride) {
      const { place, end } = sorted[i]!
      if (end + NEIGHBOUR_MIN > clock.minutes) continue
      const from = minuteOfDay(instance, end)
      for (const other of neighbours[place]!)
        expected[binOf(place, other)]! +=
          startsBefore(cumulative, other, from + NEIGHBOUR_MIN) - startsBefore(cumulative, other, from)
      for (let k = i + 1; k < sorted.length && sorted[k]!.start < end + NEIGHBOUR_MIN; k++) {
        if (sorted[k]!.start < end || sorted[k]!.place === place) continue
        const bin = binOf(place, sorted[k]!.place)
        if (bin >= 0) seen[bin]! += 1
      }
    }
  }
  return { seen, expected }
}
