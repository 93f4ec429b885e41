import loadHighs, { type Highs } from 'highs'
import { createSeededRng, uniform } from '../../random.ts'
import { BENEFIT_RATE, type HourPlan, type HourProgramme } from './hour-programme.ts'

// TypeScript sees the CommonJS build of the package, Node the module.
const load = loadHighs as unknown as () => Promise<Highs>

/** Rates of a place in a slot over its mean beyond which no optimum of these tests goes. */
const MOST_RATE = 12
const PIECES = 60
/** Ends of pieces about a known optimum, as logarithms: a hundredth of it at first, then coarser. */
const NEARBY = [0.01, 0.05, 0.2, 0.7]

/** Programmes with places of few and of many visits, crews that come and go, and risk that has its hours. */
export function createProgramme(places: number, slots: number, seed: number): HourProgramme {
  const rng = createSeededRng(seed)
  const between = (low: number, high: number): number => low + (high - low) * uniform(rng)
  const crews = Float64Array.from({ length: slots }, () => (uniform(rng) < 0.2 ? 1 : 3))
  const all = crews.reduce((sum, count) => sum + count, 0)
  const visits = Float64Array.from({ length: places }, () => 3 * between(8, 40))
  const mean = visits.reduce((sum, count) => sum + count, 0) / places
  const risks = new Float64Array(places * slots)
  for (let place = 0; place < places; place++) {
    const level = between(0.2, 1) ** 2
    const [peak, depth] = [between(0, slots), between(0, 0.9)]
    for (let slot = 0; slot < slots; slot++)
      risks[place * slots + slot] = level * (1 + depth * Math.cos(((slot - peak) / Math.min(slots, 12)) * 2 * Math.PI))
  }
  return {
    places,
    slots,
    pace: crews.map((count) => count / all),
    occurrences: new Float64Array(slots).fill(3),
    risks,
    visits,
    leastRates: visits.map((count) => Math.min(0.8, (0.4 * mean) / count)),
  }
}

/**
 * The optimum of a programme as HiGHS finds it with every cell's gain cut into chords: never above the true optimum, and
 * below it by no more than the cut.
 *
 * @param bands visits that places may have, with the same sum; absent: the programme's
 * @param around cuts finest there. What is optimal cannot be bettered nearby, so that a few pieces are a sharp test.
 */
export async function solveByHighs(
  { places, slots, pace, occurrences, risks, visits, leastRates }: HourProgramme,
  temperature: number,
  { bands, around }: { bands?: { least: Float64Array; most: Float64Array }; around?: HourPlan } = {},
): Promise<number> {
  const total = visits.reduce((sum, count) => sum + count, 0)
  const objective: string[] = []
  const bounds: string[] = []
  const ofPlace: string[][] = Array.from({ length: places }, () => [])
  const ofSlot: string[][] = Array.from({ length: slots }, () => [])
  const held = new Float64Array(places)
  const heldInSlot = new Float64Array(slots)
  let constant = 0
  for (let place = 0; place < places; place++)
    for (let slot = 0; slot < slots; slot++) {
      const even = visits[place]! * pace[slot]!
      const often = occurrences[slot]!
      const gainAt = (rate: number): number =>
        often * risks[place * slots + slot]! * (1 - Math.exp((-BENEFIT_RATE * even * rate) / often)) -
        temperature * even * rate * Math.log(rate)
      const [low, high] = [leastRates[place]!, MOST_RATE]
      const ends = cut(low, high, around?.logRates[place * slots + slot])
      constant += gainAt(low)
      held[place]! += even * low
      heldInSlot[slot]! += even * low
      for (let k = 0; k + 1 < ends.length; k++) {
        const [from, to] = [ends[k]!, ends[k + 1]!]
        const name = `x${place}_${slot}_${k}`
        objective.push(`${toTerm((gainAt(to) - gainAt(from)) / ((to - from) * even))} ${name}`)
        ofPlace[place]!.push(`+ ${name}`)
        ofSlot[slot]!.push(`+ ${name}`)
        bounds.push(`0 <= ${name} <= ${even * (to - from)}`)
      }
    }
  const rows = [
    ...ofPlace.flatMap((terms, place) =>
      bands === undefined
        ? [`p${place}: ${terms.join('\n')}\n = ${visits[place]! - held[place]!}`]
        : [
            `l${place}: ${terms.join('\n')}\n >= ${bands.least[place]! - held[place]!}`,
            `m${place}: ${terms.join('\n')}\n <= ${bands.most[place]! - held[place]!}`,
          ],
    ),
    ...ofSlot.map((terms, slot) => `s${slot}: ${terms.join('\n')}\n = ${total * pace[slot]! - heldInSlot[slot]!}`),
  ]
  const highs = await load()
  const solution = highs.solve(
    `Maximize\n obj: ${objective.join('\n')}\nSubject To\n${rows.join('\n')}\nBounds\n${bounds.join('\n')}\nEnd`,
  )
  if (solution.Status !== 'Optimal') throw new Error(`HiGHS says ${solution.Status}.`)
  return solution.ObjectiveValue + constant
}

function cut(low: number, high: number, logRate: number | undefined): number[] {
  if (logRate === undefined) return Array.from({ length: PIECES + 1 }, (_, k) => low * (high / low) ** (k / PIECES))
  const near = [0, ...NEARBY, ...NEARBY.map((step) => -step)].map((step) => Math.exp(logRate + step))
  const inside = near.filter((rate) => rate > low * 1.0001 && rate < high)
  return [low, ...inside.sort((a, b) => a - b), high]
}

function toTerm(weight: number): string {
  return `${weight < 0 ? '-' : '+'} ${Math.abs(weight)}`
}
