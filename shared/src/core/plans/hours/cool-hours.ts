import { BENEFIT_RATE, planEvenHours, type HourPlan, type HourProgramme } from './hour-programme.ts'
import { solveHours } from './solve-hours.ts'

/** The search begins so warm that hours hardly matter, and ends so cold that coverage gains nothing more worth having. */
const WARMEST = 8
const COLDEST = 1 / 32
const COOLING = 0.4
const TRIES = 4
/** An entropy is met when it lies above its floor by no more than this share of what the floor leaves free. */
const NEAR_FLOOR = 0.02
const MOST_ROUNDS = 40

/** Optima from the most even plan to the one that follows risk most, each colder than the one before. */
export function coolHours(programme: HourProgramme, isAllowed: (plan: HourPlan) => boolean = () => true): HourPlan[] {
  const unit = meanMarginal(programme)
  const path = [planEvenHours(programme)]
  if (unit === 0) return path
  for (let temperature = WARMEST; temperature >= COLDEST; temperature *= COOLING) {
    const plan = solveHours(programme, temperature * unit, path.at(-1)!)
    path.push(plan)
    if (!isAllowed(plan)) break
  }
  return path
}

/** The plan that follows risk most of those that are allowed; the even plan where none is. */
export function followRisk(programme: HourProgramme, isAllowed: (plan: HourPlan) => boolean): HourPlan {
  const path = coolHours(programme, isAllowed)
  const last = path.at(-1)!
  let allowed = path.at(-2) ?? last
  if (path.length === 1 || isAllowed(last)) return last
  let cold = last.temperature
  let warm = Math.min(allowed.temperature, cold / COOLING)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const middle = Math.sqrt(warm * cold)
    const between = solveHours(programme, middle, allowed)
    if (isAllowed(between)) {
      allowed = between
      warm = middle
    } else cold = middle
  }
  return allowed
}

/**
 * The plan of most coverage whose entropy is at least the floor.
 *
 * @param path as `coolHours` gives it
 */
export function meetEntropy(programme: HourProgramme, floor: number, path: readonly HourPlan[]): HourPlan {
  const belowAt = path.findIndex(({ entropy }) => entropy < floor)
  if (belowAt < 1) return belowAt < 0 ? path.at(-1)! : path[0]!
  let above = path[belowAt - 1]!
  let below = path[belowAt]!
  if (floor >= 1) return above
  // Unevenness grows about with the square of 1 / temperature: nearly a straight line in logarithms.
  const height = (plan: HourPlan): number => Math.log((1 - plan.entropy) / (1 - floor))
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (1 - above.entropy >= (1 - NEAR_FLOOR) * (1 - floor)) break
    const warm = Math.min(above.temperature, below.temperature / COOLING ** (round + 2))
    const [a, b] = [height(above), height(below)]
    // Kept off both ends, so that the bracket shrinks from either side.
    const share = Number.isFinite(a) ? Math.min(0.95, Math.max(0.05, (-NEAR_FLOOR / 2 - a) / (b - a))) : 0.5
    const plan = solveHours(programme, warm * (below.temperature / warm) ** share, above)
    if (plan.entropy >= floor) above = plan
    else below = plan
  }
  return above
}

/** Coverage of one visit more where visits are even: the unit in which temperatures mean the same for every programme. */
function meanMarginal({ places, slots, pace, occurrences, risks, visits }: HourProgramme): number {
  let sum = 0
  let total = 0
  for (let place = 0; place < places; place++) {
    total += visits[place]!
    for (let slot = 0; slot < slots; slot++) {
      const here = visits[place]! * pace[slot]!
      sum += here * risks[place * slots + slot]! * Math.exp((-BENEFIT_RATE * here) / occurrences[slot]!)
    }
  }
  return total === 0 ? 0 : (BENEFIT_RATE * sum) / total
}
