import { TIERS, type Hotspot } from '../../hotspots/hotspot.ts'
import { createKeyedRng, shuffled, uniformBelow, type Rng } from '../../random.ts'
import { weekdayOf } from '../../time.ts'

/** What a plan is drawn for: visits alone, or visits that can be compared with days without any. */
export const DESIGN_NAMES = ['ordinary', 'crossover-daily', 'crossover-blocks'] as const
export type DesignName = (typeof DESIGN_NAMES)[number]
export type CrossoverName = Exclude<DesignName, 'ordinary'>

/** Every assignment is a fair coin: pairs and halves keep the balance without moving it. */
export const TREATMENT_PROBABILITY = 0.5

const WEEK = 7

/** One place's days of a crossover. Both rows have one value for each day of the plan. */
export interface CrossoverRow {
  hotspotId: string
  /** 1: visits as usual; 0: none on that local day */
  treated: Uint8Array
  /** 0: a washout day, on which what the block before did may linger [ARK3]; left out of the comparison */
  analysed: Uint8Array
}

/** Hotspot-days drawn to treatment or none. */
export interface Crossover {
  name: CrossoverName
  /** which draw of the key it belongs to */
  draw: number
  /** P(treated) of every place-day, over keys: exact, by symmetry of the two arms */
  probability: number
  /** by hotspot id */
  rows: readonly CrossoverRow[]
}

interface CrossoverInput {
  hotspots: readonly Pick<Hotspot, 'id' | 'bcu' | 'tier'>[]
  /** local day number of the first day */
  startDay: number
  days: number
}

/**
 * Draws hotspot-days to treatment or none from the stream `design/<draw>`.
 *
 * Places are paired at random, within command unit and tier as far as numbers allow, and one of a pair is treated when the
 * other is not: so both arms have equally many places on every day. Each place has half its days treated, daily: half its
 * Mondays, half its Tuesdays, and so on; in blocks of 3 and 4 days: one of the two of each week, the early one in half the
 * weeks. Where halves are not whole, a coin says which arm has one more. Swapping the arms of everything leaves all this as
 * it is, so that the probability of each assignment is exactly 1/2.
 *
 * Deterministic; the order of hotspots does not matter.
 */
export function drawCrossover(
  name: CrossoverName,
  { hotspots, startDay, days }: CrossoverInput,
  { key, draw }: { key: Uint8Array; draw: number },
): Crossover {
  const rng = createKeyedRng(key, `design/${draw}`)
  const rows = pairPlaces(hotspots, rng).flatMap(([first, second]) => {
    const { treated, analysed } = name === 'crossover-daily' ? drawDays(startDay, days, rng) : drawBlocks(days, rng)
    const row = { hotspotId: first, treated, analysed }
    if (second === undefined) return [row]
    return [row, { hotspotId: second, treated: treated.map((on) => 1 - on), analysed: Uint8Array.from(analysed) }]
  })
  rows.sort((a, b) => (a.hotspotId < b.hotspotId ? -1 : 1))
  return { name, draw, probability: TREATMENT_PROBABILITY, rows }
}

/** The days that the draw of visits may use, as `PlanInput` takes them. */
export function toTreatment({ rows }: Crossover): Map<string, Uint8Array> {
  return new Map(rows.map(({ hotspotId, treated }) => [hotspotId, treated]))
}

/** Random pairs within unit and tier; who is left over is paired within the unit, then with the rest. */
function pairPlaces(hotspots: CrossoverInput['hotspots'], rng: Rng): (readonly [string, string?])[] {
  const sorted = [...hotspots].sort((a, b) => (a.id < b.id ? -1 : 1))
  const pairs: [string, string?][] = []
  /** Pairs what it can and returns the odd one. */
  const pairUp = (ids: readonly string[]): string[] => {
    const order = shuffled(ids, rng)
    for (let at = 0; at + 1 < order.length; at += 2) pairs.push([order[at]!, order[at + 1]!])
    return order.length % 2 === 0 ? [] : [order.at(-1)!]
  }
  const left = [...new Set(sorted.map(({ bcu }) => bcu))].sort().flatMap((bcu) => {
    const odd = TIERS.flatMap((tier) =>
      pairUp(sorted.filter((place) => place.bcu === bcu && place.tier === tier).map(({ id }) => id)),
    )
    return pairUp(odd)
  })
  for (const id of pairUp(left)) pairs.push([id])
  return pairs
}

/** Days one by one, half of each weekday's. */
function drawDays(startDay: number, days: number, rng: Rng): { treated: Uint8Array; analysed: Uint8Array } {
  const byWeekday = Array.from({ length: WEEK }, (_, weekday) =>
    Array.from({ length: days }, (__, day) => day).filter((day) => weekdayOf(startDay + day) === weekday),
  )
  const treated = new Uint8Array(days)
  // Weekdays of an odd number of days: half of them have one more treated day, the others one fewer.
  const odd = byWeekday.flatMap((list, weekday) => (list.length % 2 === 1 ? [weekday] : []))
  const more = new Set(drawHalf(odd, rng))
  for (const [weekday, list] of byWeekday.entries()) {
    const count = (list.length + (list.length % 2 === 0 ? 0 : more.has(weekday) ? 1 : -1)) / 2
    for (const day of shuffled(list, rng).slice(0, count)) treated[day] = 1
  }
  return { treated, analysed: new Uint8Array(days).fill(1) }
}

/** Two blocks a week, of 3 and 4 days or of 4 and 3; one is treated. The first day of each block is washout. */
function drawBlocks(days: number, rng: Rng): { treated: Uint8Array; analysed: Uint8Array } {
  const firstBlock = 3 + uniformBelow(rng, 2)
  const weeks = Array.from({ length: Math.ceil(days / WEEK) }, (_, week) => week)
  const early = new Set(drawHalf(weeks, rng))
  const treated = new Uint8Array(days)
  const analysed = new Uint8Array(days)
  for (let day = 0; day < days; day++) {
    const ofWeek = day % WEEK
    const isEarly = ofWeek < firstBlock
    treated[day] = isEarly === early.has(Math.floor(day / WEEK)) ? 1 : 0
    // Always, also where the arm does not change: what is analysed must not depend on what was drawn.
    analysed[day] = ofWeek === 0 || ofWeek === firstBlock ? 0 : 1
  }
  return { treated, analysed }
}

/** A random half; of an odd number of items one more or one fewer, each as likely. */
function drawHalf(items: readonly number[], rng: Rng): number[] {
  const extra = items.length % 2 === 0 ? 0 : uniformBelow(rng, 2)
  return shuffled(items, rng).slice(0, Math.floor(items.length / 2) + extra)
}
