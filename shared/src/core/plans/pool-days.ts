import { weekdayOf } from '../time.ts'
import type { BcuInstance } from './draw/bcu-instance.ts'
import type { DayClasses } from './draw/day-classes.ts'
import { BINS_PER_DAY } from './plan.ts'

const HOURS_PER_DAY = 24
const HOURS_PER_WEEK = 168
/** Times that the two effects are fitted in turn: days of one roster are so alike that two would do nearly as well. */
const ROUNDS = 4

/**
 * Steadier sums of choice probabilities, from what days of the same roster have in common.
 *
 * When crews are free does not depend on the hours of risk: in each half-hour of the clock all days of one roster have as many
 * starts. They go to places by their hour factors, which are known, times a level that is the place's own. So the table of days
 * and places is fitted to its margins by raking (Deming and Stephan 1940): each place keeps its sum over the days, each day
 * gets its share of all. What is left of chance is that of some 20 days together. It is a model: the caller holds it
 * against the sums themselves.
 *
 * @param sums classes x 48 x places
 */
export function poolDays(
  { hotspots, hourFactors, clock }: Pick<BcuInstance, 'hotspots' | 'hourFactors' | 'clock'>,
  { classOf, sizes, rosterOf }: DayClasses,
  sums: Float64Array,
): Float64Array {
  const places = hotspots.length
  const pooled = Float64Array.from(sums)
  const midnights = sizes.map((_, index) => HOURS_PER_DAY * weekdayOf(clock.startDay + classOf.indexOf(index)))
  const level = new Float64Array(places)
  for (const classes of Map.groupBy(sizes.keys(), (index) => rosterOf[index]!).values()) {
    if (classes.length === 1) continue
    const dayEffects = new Float64Array(classes.length)
    const expected = new Float64Array(classes.length * places)
    for (let bin = 0; bin < BINS_PER_DAY; bin++) {
      for (const [row, index] of classes.entries()) {
        const hour = midnights[index]! + Math.floor((bin * HOURS_PER_DAY) / BINS_PER_DAY)
        for (let place = 0; place < places; place++)
          expected[row * places + place] = sizes[index]! * hourFactors[place * HOURS_PER_WEEK + hour]!
      }
      const from = classes.map((index) => (index * BINS_PER_DAY + bin) * places)
      const shares = classes.map((index) => sizes[index]!)
      rake({ sums, from, shares, expected }, level, dayEffects)
      for (const [row, start] of from.entries())
        for (let place = 0; place < places; place++)
          pooled[start + place] = expected[row * places + place]! * dayEffects[row]! * level[place]!
    }
  }
  return pooled
}

/** One half-hour: rows of `sums` that begin at `from`, what is expected in each, and the rows' shares of all starts. */
interface Table {
  sums: Float64Array
  from: readonly number[]
  shares: readonly number[]
  expected: Float64Array
}

/** Fits `level` of the columns and `effects` of the rows, so that expected x effect x level has the margins. */
function rake({ sums, from, shares, expected }: Table, level: Float64Array, effects: Float64Array): void {
  const places = level.length
  let perShare = 0
  for (const start of from) for (let place = 0; place < places; place++) perShare += sums[start + place]!
  perShare /= shares.reduce((sum, share) => sum + share, 0)
  effects.fill(1)
  for (let round = 0; round < ROUNDS; round++) {
    for (let place = 0; place < places; place++) {
      let seen = 0
      let foreseen = 0
      for (let row = 0; row < from.length; row++) {
        seen += sums[from[row]! + place]!
        foreseen += expected[row * places + place]! * effects[row]!
      }
      level[place] = foreseen === 0 ? 0 : seen / foreseen
    }
    for (let row = 0; row < from.length; row++) {
      let foreseen = 0
      for (let place = 0; place < places; place++) foreseen += expected[row * places + place]! * level[place]!
      effects[row] = foreseen === 0 ? 0 : (perShare * shares[row]!) / foreseen
    }
  }
}
