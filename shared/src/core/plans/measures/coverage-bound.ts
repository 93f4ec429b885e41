import type { TravelModel } from '../plan.ts'
import { travelMinutes } from '../travel.ts'
import { BLOCK_MINUTES, BLOCKS_PER_DAY, listRisks } from './coverage.ts'
import type { MeasuredPlan } from './measured-plan.ts'

/** Mean stay of a high-visibility patrol, and the least pause before a crew may be at the same place again. */
const STAY_MEAN = 14
const LEAST_RETURN_MIN = 4
/** Beyond the third visit in a block the benefit left is below 0.05: the rest is counted as a fourth and last piece. */
export const PIECES = 4
const ROUNDS = 300
/** A bound this close to what a plan can reach is close enough. */
const CLOSE = 0.002

/** One command unit's share of the coverage problem: any feasible plan satisfies every row, so its optimum bounds all plans. */
export interface CoverageProblem {
  places: number
  days: number
  /** places x (days x 12) */
  risks: Float64Array
  capDay: Int32Array
  capWeek: Int32Array
  /** by place: minutes of stay and of the shortest possible way there */
  cost: Float64Array
  /** minutes and visits of all tours together */
  minutes: number
  visits: number
  /** by block: minutes of crews on duty in it, and one stay more for each crew, since a stay may begin at its very end */
  blockMinutes: Float64Array
}

/** The hard caps of METRICS 2 (6/3/2 a day and 38/18/10 a week by tier): the dose, rounded up to a day and to a week. */
export function hardCaps(dosePerDay: number): { capDay: number; capWeek: number } {
  return { capDay: Math.ceil(dosePerDay - 1e-9), capWeek: Math.round(dosePerDay * 7) }
}

/**
 * The most coverage that any plan could have under the hard caps and the rostered minutes: an upper bound from the dual of
 * the linear relaxation, in which visits may be split, crews of a unit share their minutes, every way is the shortest.
 */
export function boundCoverage(plan: MeasuredPlan, travel: TravelModel): number {
  return listCoverageProblems(plan, travel).reduce((sum, problem) => sum + boundProblem(problem), 0)
}

export function listCoverageProblems(plan: MeasuredPlan, travel: TravelModel): CoverageProblem[] {
  const all = listRisks(plan)
  const blocks = plan.days * BLOCKS_PER_DAY
  return [...Map.groupBy(plan.places.keys(), (place) => plan.places[place]!.bcu)].map(([bcu, members]) => {
    const tours = plan.tours.filter((tour) => tour.bcu === bcu)
    const risks = new Float64Array(members.length * blocks)
    for (const [k, place] of members.entries())
      risks.set(all.subarray(place * blocks, (place + 1) * blocks), k * blocks)
    const caps = members.map((place) => hardCaps(plan.places[place]!.dosePerDay))
    const end = plan.days * BLOCKS_PER_DAY * BLOCK_MINUTES
    const blockMinutes = new Float64Array(blocks)
    let minutes = 0
    for (const { dutyStart, dutyEnd, refreshments } of tours) {
      const rest = refreshments === null ? 0 : refreshments.end - refreshments.start
      minutes += Math.max(0, Math.min(dutyEnd, end) + STAY_MEAN - dutyStart - rest)
      for (
        let block = Math.max(0, Math.floor(dutyStart / BLOCK_MINUTES));
        block * BLOCK_MINUTES < Math.min(dutyEnd, end);
        block++
      ) {
        const within = Math.min(dutyEnd, (block + 1) * BLOCK_MINUTES) - Math.max(dutyStart, block * BLOCK_MINUTES)
        blockMinutes[block]! += within + STAY_MEAN
      }
    }
    return {
      places: members.length,
      days: plan.days,
      risks,
      capDay: Int32Array.from(caps, ({ capDay }) => capDay),
      capWeek: Int32Array.from(caps, ({ capWeek }) => capWeek),
      cost: Float64Array.from(members, (place) => {
        const here = plan.places[place]!
        const ways = members
          .filter((other) => other !== place)
          .map((other) => travelMinutes(plan.places[other]!, here, travel))
        return STAY_MEAN + Math.min(LEAST_RETURN_MIN, ...ways)
      }),
      minutes,
      visits: tours.reduce((sum, { maxVisits }) => sum + (maxVisits ?? Number.POSITIVE_INFINITY), 0),
      blockMinutes,
    }
  })
}

/** Benefit of the k-th visit of a block, from 0; the last piece is all that is left. */
export function pieceBenefit(k: number): number {
  return k === PIECES - 1 ? Math.exp(-k) : Math.exp(-k) * (1 - Math.exp(-1))
}

/**
 * Upper bound on one unit's problem. With prices on minutes, visits and blocks the places fall apart, and each takes the
 * blocks that pay best within its day and week caps; any prices of at least 0 give a bound (Lagrangian relaxation), and
 * subgradient steps towards the best feasible value found make it tight.
 */
export function boundProblem(problem: CoverageProblem): number {
  const { places, days, cost, minutes, visits, blockMinutes } = problem
  const blocks = days * BLOCKS_PER_DAY
  const limited = Number.isFinite(visits)
  let minutePrice = 0
  let visitPrice = 0
  const blockPrice = new Float64Array(blocks)
  const used = new Float64Array(blocks)
  let best = Number.POSITIVE_INFINITY
  let reached = 0
  let stride = 1
  let stale = 0
  for (let round = 0; round < ROUNDS; round++) {
    used.fill(0)
    let bound = minutePrice * minutes + (limited ? visitPrice * visits : 0)
    for (let block = 0; block < blocks; block++) bound += blockPrice[block]! * blockMinutes[block]!
    const chosen: Choice[] = []
    for (let place = 0; place < places; place++)
      bound += choose(problem, place, minutePrice * cost[place]! + visitPrice, blockPrice, chosen)
    let spent = 0
    for (const { place, block } of chosen) {
      spent += cost[place]!
      used[block]! += STAY_MEAN
    }
    if (bound < best * (1 - 1e-4)) stale = 0
    else if (++stale >= 10) {
      stride /= 2
      stale = 0
    }
    best = Math.min(best, bound)
    reached = Math.max(reached, fill(problem, chosen))
    if (best - reached <= CLOSE * best) break
    // Each row in units of its own limit, or minutes would drown visits.
    const minuteScale = Math.max(1, minutes)
    const visitScale = limited ? Math.max(1, visits) : 1
    const overMinutes = (spent - minutes) / minuteScale
    const overVisits = limited ? (chosen.length - visits) / visitScale : 0
    const overBlock = used.map((spentIn, block) => (spentIn - blockMinutes[block]!) / Math.max(1, blockMinutes[block]!))
    let norm = countStep(overMinutes, minutePrice) + countStep(overVisits, visitPrice)
    for (let block = 0; block < blocks; block++) norm += countStep(overBlock[block]!, blockPrice[block]!)
    if (norm === 0) break
    const step = (stride * (bound - reached)) / norm
    minutePrice = Math.max(0, minutePrice + (step * overMinutes) / minuteScale)
    visitPrice = Math.max(0, visitPrice + (step * overVisits) / visitScale)
    for (let block = 0; block < blocks; block++)
      blockPrice[block] = Math.max(
        0,
        blockPrice[block]! + (step * overBlock[block]!) / Math.max(1, blockMinutes[block]!),
      )
  }
  return best
}

/** A row counts in the length of a step when its price can move. */
function countStep(over: number, price: number): number {
  return over > 0 || price > 0 ? over ** 2 : 0
}

interface Choice {
  place: number
  block: number
  value: number
}

/** Adds one place's best visits at these prices to `chosen`: greedy is exact, since day caps nest in week caps. */
function choose(
  { days, risks, capDay, capWeek }: CoverageProblem,
  place: number,
  price: number,
  blockPrice: Float64Array,
  chosen: Choice[],
): number {
  const blocks = days * BLOCKS_PER_DAY
  let sum = 0
  for (let from = 0; from < days; from += 7) {
    const offers: { block: number; net: number; value: number }[] = []
    const to = Math.min(days, from + 7)
    for (let day = from; day < to; day++) {
      const ofDay: typeof offers = []
      for (let block = day * BLOCKS_PER_DAY; block < (day + 1) * BLOCKS_PER_DAY; block++)
        for (let k = 0; k < PIECES; k++) {
          const value = risks[place * blocks + block]! * pieceBenefit(k)
          const net = value - price - blockPrice[block]! * STAY_MEAN
          if (net <= 0) break
          ofDay.push({ block, net, value })
        }
      ofDay.sort((a, b) => b.net - a.net || a.block - b.block)
      offers.push(...ofDay.slice(0, capDay[place]))
    }
    offers.sort((a, b) => b.net - a.net || a.block - b.block)
    for (const { block, net, value } of offers.slice(0, capWeek[place])) {
      sum += net
      chosen.push({ place, block, value })
    }
  }
  return sum
}

/** What a plan of the relaxation reaches with these visits, dearest first, while minutes, visits and blocks last. */
function fill({ days, cost, minutes, visits, blockMinutes }: CoverageProblem, chosen: readonly Choice[]): number {
  const left = Float64Array.from(blockMinutes).subarray(0, days * BLOCKS_PER_DAY)
  let minutesLeft = minutes
  let visitsLeft = visits
  let value = 0
  for (const choice of [...chosen].sort(
    (a, b) => b.value / cost[b.place]! - a.value / cost[a.place]! || a.block - b.block,
  )) {
    const share = Math.min(1, visitsLeft, minutesLeft / cost[choice.place]!, left[choice.block]! / STAY_MEAN)
    visitsLeft -= share
    minutesLeft -= share * cost[choice.place]!
    left[choice.block]! -= share * STAY_MEAN
    value += share * choice.value
  }
  return value
}
