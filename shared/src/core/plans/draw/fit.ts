import { TIERS } from '../../hotspots/hotspot.ts'
import { createSeededRng, sha256Hex } from '../../random.ts'
import type { BcuTargets } from '../targets.ts'
import type { BcuInstance } from './bcu-instance.ts'
import { createActivityFit } from './fit-activities.ts'
import { meanHop } from './mean-hop.ts'
import { GAP_BINS, HOP_BINS, type Mechanism } from './mechanism.ts'
import { countClockRates, countNeighbourVisits, countReturns, listNeighbours, type Hazard } from './return-hazard.ts'
import type { DrawnVisit, Simulator } from './simulate.ts'

const ROUNDS = 16
/** Rounds at the end that use twice the draws, to settle. */
const SETTLING_ROUNDS = 6
/** Visits a day from which on one draw a round says enough. */
const MUCH_DEMAND = 200
/** Damping of the fixed-point steps: full steps would swing, since places share their crews. */
const WEIGHT_STEP = 0.7
const RATE_STEP = 0.7
const GAP_STEP = 0.6
const WEIGHT_RATIO = { least: 0.6, most: 1.7 } as const
const GAP_FACTOR = { least: 0.01, most: 30 } as const
/** Beyond this multiple of the visits wanted per patrol minute a higher rate adds nothing: crews are simply full. */
const MOST_RATE_OVER_NEED = 1.25
/** Share of the slack that is waited away once crews turn out to be full: the rest is kept for journeys longer than the mean. */
const FULL_SLACK_SHARE = 0.5
/** Then hops get shorter by this factor a round, as long as the visits wanted are not reached. */
const TAU_STEP = 0.85
const LEAST_TAU = 8
/** Candidates for the first `tau`, minutes: long hops mix places well, short ones leave more time for visits. */
const TAUS = [40, 32, 26, 21, 17, 14, 11, 8] as const
/** Neighbours may be visited this many times as often after a visit as at that hour anyhow, before they are held back. */
const NEIGHBOUR_RATIO = 1.45
/** The same where the roster cannot carry the dose, so that short journeys are all that can be saved. */
const FULL_NEIGHBOUR_RATIO = 1.75
const NEIGHBOUR_STEP = 0.6
const LEAST_NEIGHBOUR_FACTOR = 0.05
/** Share of the visits wanted below which hops get shorter and neighbours are held back less: long hops cost visits. */
const DOSE_MET = 0.985
const NEARLY_MET = 0.97
/** A place shall not stay below this share of its target: METRICS 2 asks for .70 of the dose, and this is reached by favour, not by force. */
const FLOOR_SHARE = 0.76
/**
 * Where a roster carries less than is wanted, the floor stays at this share of what is wanted as long as it is not above that
 * share of the target: a higher one would leave chance too little.
 */
const FLOOR_OF_WANTED = 0.74
const MOST_FLOOR_SHARE = 0.88
/**
 * Returns wanted in the first of GAP_BINS, over those that the clock rates expect. Nobody starts a visit where a crew stays, so
 * who looks each half-hour sees a lull after every arrival; a few returns more right after the stay make up for some of it.
 */
const EARLY_RETURNS = [1.06, 1.06, 1.03] as const
/** Visits that the common return hazard counts for, beside what was seen in a tier. */
const COMMON_HAZARD_WEIGHT = 10
/** How much of the earlier rounds' counts is kept: one round sees few returns to rare places. */
const MEMORY = 0.6

/** The random stream of all that depends only on the inputs: the same for every key, so the mechanism is too. */
export function createFitRng(instance: BcuInstance, purpose: string) {
  return createSeededRng(Number.parseInt(sha256Hex(`${purpose}/${instance.bcu}`).slice(0, 8), 16))
}

/**
 * Fits the controls of the jump process by simulation: the pull of each place to its dose, the return hazard to that of
 * a memoryless visitor, the pull of neighbours to a bounded lift, the rate to the visits wanted. Each round simulates,
 * compares, and corrects.
 */
export function fitMechanism(
  instance: BcuInstance,
  targets: BcuTargets,
  simulator: Simulator,
  onRound?: (share: number) => void,
): Mechanism {
  const { hotspots, clock } = instance
  const demand = sum(targets.wanted)
  const tau = chooseTau(instance, targets)
  const mechanism: Mechanism = {
    weights: targets.wanted.map((wanted) => (wanted * hotspots.length) / Math.max(demand, 1e-9)),
    targets: Float64Array.from(targets.wanted),
    floors: targets.wanted.map((wanted) => findFloor(wanted, wanted)),
    gapFactors: new Float64Array(TIERS.length * GAP_BINS.length).fill(1),
    neighbourFactors: new Float64Array(HOP_BINS.length).fill(1),
    tau,
    rate: (targets.aim * instance.activities.crewsPerVisit) / Math.max(1, instance.productive),
    slackShare: 1,
    meanHop: meanHop(instance.travel, targets.wanted, tau),
    activityPulls: new Float64Array(TIERS.length * instance.activities.list.length).fill(1),
  }
  if (demand === 0 || instance.productive === 0) return mechanism
  const rng = createFitRng(instance, 'fit')
  const returns = emptyHazard(mechanism.gapFactors.length)
  const neighbours = emptyHazard(HOP_BINS.length)
  const neighbourLists = listNeighbours(instance)
  const activityFit = createActivityFit(instance)
  const settled = new Float64Array(hotspots.length)
  const settledGaps = new Float64Array(mechanism.gapFactors.length)
  // A small unit has few visits in a draw, so it takes more draws to see as much.
  const draws = Math.min(12, Math.max(1, Math.ceil(90 / (demand / clock.days + 10))))
  for (let round = 0; round < ROUNDS; round++) {
    const isSettling = round >= ROUNDS - SETTLING_ROUNDS
    const repeats = isSettling && demand < MUCH_DEMAND * clock.days ? draws * 2 : draws
    const runs = Array.from({ length: repeats }, () => simulator.run(mechanism, rng).visits)
    const seen = new Float64Array(hotspots.length)
    for (const run of runs) for (const visit of run) seen[visit.place]! += 1 / repeats
    const rates = countClockRates(instance, runs)
    remember(returns, countReturns(instance, rates))
    remember(neighbours, countNeighbourVisits(instance, rates, neighbourLists))
    correctWeights(mechanism, targets, seen)
    if (isSettling)
      for (let place = 0; place < settled.length; place++) settled[place]! += Math.log(mechanism.weights[place]!)
    correctRate(mechanism, instance, targets, sum(seen), isSettling)
    mechanism.meanHop = observedHop(instance, runs, mechanism.meanHop)
    activityFit?.correct(mechanism, runs)
    correctReturns(mechanism, returns)
    if (isSettling)
      for (let bin = 0; bin < settledGaps.length; bin++) settledGaps[bin]! += Math.log(mechanism.gapFactors[bin]!)
    correctNeighbours(mechanism, neighbours, sum(seen) >= NEARLY_MET * Math.min(demand, targets.aim))
    for (const run of runs) simulator.recycle(run)
    onRound?.((round + 1) / ROUNDS)
  }
  // Each round's controls carry the chance of its few draws; their mean carries less.
  mechanism.weights = settled.map((logs) => (Number.isFinite(logs) ? Math.exp(logs / SETTLING_ROUNDS) : 0))
  mechanism.gapFactors = settledGaps.map((logs) => Math.exp(logs / SETTLING_ROUNDS))
  return mechanism
}

function findFloor(target: number, wanted: number): number {
  return clamp(wanted * FLOOR_OF_WANTED, target * FLOOR_SHARE, target * MOST_FLOOR_SHARE)
}

function correctWeights(mechanism: Mechanism, { share, aim, wanted }: BcuTargets, seen: Float64Array): void {
  // Where the roster cannot carry what is wanted, what it can is shared out again.
  const targets = share(Math.min(aim, Math.max(sum(seen), 1)))
  for (let place = 0; place < seen.length; place++) {
    const target = targets[place]!
    mechanism.targets[place] = target
    mechanism.floors[place] = findFloor(target, wanted[place]!)
    if (target === 0) continue
    const ratio = (target / Math.max(seen[place]!, 0.25)) ** WEIGHT_STEP
    mechanism.weights[place]! *= clamp(ratio, WEIGHT_RATIO.least, WEIGHT_RATIO.most)
  }
  const level = sum(mechanism.weights)
  for (let place = 0; place < seen.length; place++) mechanism.weights[place]! *= seen.length / level
}

/** More visits by a higher rate; once crews are full, by less waiting, and then by shorter hops. */
function correctRate(
  mechanism: Mechanism,
  { productive, activities }: BcuInstance,
  { aim, wanted }: BcuTargets,
  got: number,
  isSettling: boolean,
): void {
  const most = ((aim * activities.crewsPerVisit) / Math.max(1, productive)) * MOST_RATE_OVER_NEED
  const rate = mechanism.rate * (aim / Math.max(got, 1)) ** RATE_STEP
  mechanism.rate = Math.min(rate, most)
  if (isSettling || rate <= most || got >= DOSE_MET * Math.min(aim, sum(wanted))) return
  if (mechanism.slackShare > FULL_SLACK_SHARE) mechanism.slackShare = FULL_SLACK_SHARE
  else mechanism.tau = Math.max(LEAST_TAU, mechanism.tau * TAU_STEP)
}

function correctReturns(mechanism: Mechanism, { seen, expected }: Hazard): void {
  const bins = GAP_BINS.length
  for (let bin = 0; bin < bins; bin++) {
    let allSeen = 0
    let allExpected = 0
    for (let at = bin; at < seen.length; at += bins) {
      allSeen += seen[at]!
      allExpected += expected[at]!
    }
    if (allExpected < 5) continue // too few to say anything
    const common = allSeen / allExpected
    for (let at = bin; at < seen.length; at += bins) {
      const ratio =
        (Math.max(0, seen[at]!) + COMMON_HAZARD_WEIGHT * common) / (Math.max(0, expected[at]!) + COMMON_HAZARD_WEIGHT)
      const step = Math.max(ratio / (EARLY_RETURNS[bin] ?? 1), 0.01) ** -GAP_STEP
      const factor = mechanism.gapFactors[at]! * clamp(step, 0.4, 2.5)
      mechanism.gapFactors[at] = clamp(factor, GAP_FACTOR.least, GAP_FACTOR.most)
    }
  }
}

function correctNeighbours(mechanism: Mechanism, { seen, expected }: Hazard, isDoseMet: boolean): void {
  for (let bin = 0; bin < HOP_BINS.length; bin++) {
    if (expected[bin]! < 5) continue
    const ratio = Math.max(seen[bin]! / expected[bin]!, 0.01)
    const step = ((isDoseMet ? NEIGHBOUR_RATIO : FULL_NEIGHBOUR_RATIO) / ratio) ** NEIGHBOUR_STEP
    const factor = mechanism.neighbourFactors[bin]! * clamp(step, 0.6, 1.5)
    mechanism.neighbourFactors[bin] = clamp(factor, LEAST_NEIGHBOUR_FACTOR, 1)
  }
}

function emptyHazard(bins: number): Hazard {
  return { seen: new Float64Array(bins), expected: new Float64Array(bins) }
}

function remember(kept: Hazard, { seen, expected }: Hazard): void {
  for (let bin = 0; bin < seen.length; bin++) {
    kept.seen[bin] = MEMORY * kept.seen[bin]! + seen[bin]!
    kept.expected[bin] = MEMORY * kept.expected[bin]! + expected[bin]!
  }
}

/** The longest tau whose mean hop the roster can afford at the visits wanted. */
function chooseTau(instance: BcuInstance, { wanted, aim }: BcuTargets): number {
  const { meanStay, crewsPerVisit } = instance.activities
  const affordable = instance.productive / Math.max(aim * crewsPerVisit, 1) - meanStay
  return TAUS.find((tau) => meanHop(instance.travel, wanted, tau) <= affordable) ?? TAUS.at(-1)!
}

function observedHop(
  { hotspots, travel, fromBase, tours }: BcuInstance,
  runs: readonly (readonly DrawnVisit[])[],
  before: number,
): number {
  const places = hotspots.length
  let hops = 0
  let minutes = 0
  for (const run of runs) {
    const at = new Int32Array(tours.length).fill(-1)
    const go = (tour: number, place: number): void => {
      const here = at[tour]!
      minutes += here < 0 ? fromBase[tours[tour]!.base * places + place]! : travel[here * places + place]!
      hops += 1
      at[tour] = place
    }
    for (const { tour, partners, place } of run) {
      go(tour, place)
      for (const partner of partners) go(partner, place)
    }
  }
  return hops === 0 ? before : minutes / hops
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
