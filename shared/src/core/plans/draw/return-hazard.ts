import { BIN_MINUTES, BINS_PER_DAY } from '../plan.ts'
import type { BcuInstance } from './bcu-instance.ts'
import { GAP_BIN_OF_MINUTE, GAP_BINS, GAP_LIMIT } from './mechanism.ts'
import type { DrawnVisit } from './simulate.ts'

/** Minutes between the points at which the clock rate is summed. */
const STEP_MIN = 2

/**
 * How often a place is visited again in each gap bin after a visit ends, against how often it is visited at those clock
 * times anyhow. Equal: a visit tells nothing about the next, there is no safe window.
 *
 * The clock rate of a place is taken from all other visits of the runs, never from the return that is being judged.
 */
export function countReturns(
  { hotspots, clock }: BcuInstance,
  runs: readonly (readonly DrawnVisit[])[],
): { seen: Float64Array; expected: Float64Array } {
  const seen = new Float64Array(GAP_BINS.length)
  const expected = new Float64Array(GAP_BINS.length)
  const rates = new Float64Array(hotspots.length * BINS_PER_DAY)
  const perVisit = 1 / (BIN_MINUTES * (clock.days * runs.length - 1))
  for (const run of runs)
    for (const { place, start } of run) rates[place * BINS_PER_DAY + (clock.bin[start]! % BINS_PER_DAY)]! += perVisit
  for (const run of runs) {
    const byPlace: DrawnVisit[][] = hotspots.map(() => [])
    for (const visit of run) byPlace[visit.place]!.push(visit)
    for (const visits of byPlace) {
      visits.sort((a, b) => a.start - b.start)
      for (const [i, { place, end }] of visits.entries()) {
        for (let minute = 0; minute < GAP_LIMIT && end + minute < clock.minutes; minute += STEP_MIN)
          expected[GAP_BIN_OF_MINUTE[minute]!]! +=
            STEP_MIN * rates[place * BINS_PER_DAY + (clock.bin[end + minute]! % BINS_PER_DAY)]!
        for (let k = i + 1; k < visits.length; k++) {
          const gap = visits[k]!.start - end
          if (gap >= GAP_LIMIT) break
          seen[GAP_BIN_OF_MINUTE[gap]!]! += 1
          // The return itself made up part of the rate over the half-hour in which it starts.
          expected[GAP_BIN_OF_MINUTE[gap]!]! -= BIN_MINUTES * perVisit
        }
      }
    }
  }
  return { seen, expected }
}
