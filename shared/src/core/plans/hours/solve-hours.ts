import { BENEFIT_RATE, describeHours, type HourPlan, type HourProgramme } from './hour-programme.ts'
import { solveArrow, type ArrowSide } from './arrow-system.ts'

const MOST_ROUNDS = 60
/** After a whole step this short in every logarithm the next would be about its square: rows hold to a millionth. */
const SETTLED = 1e-3
/** Most that a logarithm moves in a round, so that a far start does not overshoot. */
const LONGEST_STEP = 1.5

/**
 * The optimum at a temperature above 0. From the optimum at about twice the temperature it takes two to four rounds.
 *
 * @param from where to start: `planEvenHours`, or an optimum of the same programme
 */
export function solveHours(programme: HourProgramme, temperature: number, from: HourPlan): HourPlan {
  const { places, slots } = programme
  const plan = {
    temperature,
    logRates: Float64Array.from(from.logRates),
    placePrices: Float64Array.from(from.placePrices),
    slotPrices: Float64Array.from(from.slotPrices),
  }
  const { logRates, placePrices, slotPrices } = plan
  const system = createSystem(places, slots)
  const { slopes, shifts } = system
  for (let round = 0; round < MOST_ROUNDS; round++) {
    fillSystem(programme, plan, system)
    const steps = solveArrow(system.rows, system.columns, system.cells)
    let longest = 0
    for (let place = 0, at = 0; place < places; place++) {
      const ofPlace = steps.rows[place]!
      for (let slot = 0; slot < slots; slot++, at++) {
        const shift = shifts[at]! - slopes[at]! * (ofPlace + steps.columns[slot]!)
        shifts[at] = shift
        longest = Math.max(longest, Math.abs(shift))
      }
    }
    const share = Math.min(1, LONGEST_STEP / longest)
    for (let place = 0, at = 0; place < places; place++) {
      const least = Math.log(programme.leastRates[place]!)
      for (let slot = 0; slot < slots; slot++, at++) logRates[at] = Math.max(least, logRates[at]! + share * shifts[at]!)
    }
    for (let place = 0; place < places; place++) placePrices[place]! += share * steps.rows[place]!
    for (let slot = 0; slot < slots; slot++) slotPrices[slot]! += share * steps.columns[slot]!
    if (longest < SETTLED) break
  }
  return describeHours(programme, plan)
}

/** Newton's system for the prices, and what moves the rates when prices stay and when they change. */
interface System {
  rows: ArrowSide
  columns: ArrowSide
  /** places x slots: visits that one unit more of a price takes away */
  cells: Float64Array
  /** places x slots: what it takes from the logarithm of the rate */
  slopes: Float64Array
  /** places x slots: what is missing to the best logarithm at these prices */
  shifts: Float64Array
}

function createSystem(places: number, slots: number): System {
  const side = (size: number): ArrowSide => ({ diagonal: new Float64Array(size), excess: new Float64Array(size) })
  const table = (): Float64Array => new Float64Array(places * slots)
  return { rows: side(places), columns: side(slots), cells: table(), slopes: table(), shifts: table() }
}

function fillSystem(
  { places, slots, pace, occurrences, risks, visits, leastRates }: HourProgramme,
  { temperature, logRates, placePrices, slotPrices }: Omit<HourPlan, 'coverage' | 'entropy'>,
  { rows, columns, cells, slopes, shifts }: System,
): void {
  const ofSlots = columns.diagonal.fill(0)
  const overSlots = columns.excess
  const total = visits.reduce((sum, count) => sum + count, 0)
  for (let slot = 0; slot < slots; slot++) overSlots[slot] = -total * pace[slot]!
  for (let place = 0, at = 0; place < places; place++) {
    const ofPlace = visits[place]!
    const price = placePrices[place]!
    const least = Math.log(leastRates[place]!)
    let diagonal = 0
    let excess = -ofPlace
    for (let slot = 0; slot < slots; slot++, at++) {
      const logRate = logRates[at]!
      const here = ofPlace * pace[slot]! * Math.exp(logRate)
      const load = (BENEFIT_RATE * here) / occurrences[slot]!
      const marginal = BENEFIT_RATE * risks[at]! * Math.exp(-load)
      const rest = marginal - temperature * logRate - price - slotPrices[slot]!
      // At the least rate a place would like to leave the slot out: it stays where it is.
      const slope = logRate <= least && rest < 0 ? 0 : 1 / (marginal * load + temperature)
      const shift = rest * slope
      const cell = here * slope
      slopes[at] = slope
      shifts[at] = shift
      cells[at] = cell
      diagonal += cell
      excess += here + here * shift
      ofSlots[slot]! += cell
      overSlots[slot]! += here + here * shift
    }
    rows.diagonal[place] = diagonal
    rows.excess[place] = excess
  }
}
