import { createSeededRng, sha256Hex } from '../../random.ts'
import type { BcuTargets } from '../targets.ts'
import { STAY_MEAN, type BcuInstance } from './bcu-instance.ts'
import { createHourFactors, GAP_BINS, type Mechanism } from './mechanism.ts'
import { countReturns } from './return-hazard.ts'
import type { DrawnVisit, Simulator } from './simulate.ts'

const ROUNDS = 16
/** Rounds at the end that use twice the draws, to settle. */
const SETTLING_ROUNDS = 6
/** Damping of the fixed-point steps: full steps would swing, since places share their crews. */
const WEIGHT_STEP = 0.7
const RATE_STEP = 0.7
const GAP_STEP = 0.6
const WEIGHT_RATIO = { least: 0.6, most: 1.7 } as const
const GAP_FACTOR = { least: 0.01, most: 30 } as const
/** Beyond this multiple of the visits wanted per patrol minute a higher rate adds nothing: crews are simply full. */
const MOST_RATE_OVER_NEED = 1.25
/** Candidates for `tau`, minutes: long hops mix places well, short ones leave more time for visits. */
const TAUS = [40, 32, 26, 21, 17, 14, 11, 8] as const

/** The random stream of all that depends only on the inputs: the same for every key, so the mechanism is too. */
export function createFitRng(instance: BcuInstance, purpose: string) {
  return createSeededRng(Number.parseInt(sha256Hex(`${purpose}/${instance.bcu}`).slice(0, 8), 16))
}

/**
 * Fits the controls of the jump process by simulation: the pull of each place to its dose, the return hazard to that of
 * a memoryless visitor, the rate to the visits wanted. Each round simulates, compares, and corrects.
 */
export function fitMechanism(
  instance: BcuInstance,
  targets: BcuTargets,
  simulator: Simulator,
  onRound?: (share: number) => void,
): Mechanism {
  const { hotspots, clock } = instance
  const demand = sum(targets.wanted)
  const need = targets.aim / Math.max(1, instance.productive)
  const tau = chooseTau(instance, targets)
  const mechanism: Mechanism = {
    weights: Float64Array.from(targets.wanted),
    targets: Float64Array.from(targets.wanted),
    feedback: new Float64Array(hotspots.length),
    gapFactors: new Float64Array(GAP_BINS.length).fill(1),
    tau,
    rate: need,
    meanHop: meanHop(instance, targets.wanted, tau),
    hourFactors: createHourFactors(hotspots),
  }
  if (demand === 0 || instance.productive === 0) return mechanism
  setFeedback(mechanism, instance)
  const rng = createFitRng(instance, 'fit')
  // A small unit has few visits in a draw, so it takes more draws to see as much.
  const draws = Math.min(12, Math.max(2, Math.ceil(120 / (demand / clock.days + 10))))
  for (let round = 0; round < ROUNDS; round++) {
    const repeats = round >= ROUNDS - SETTLING_ROUNDS ? draws * 2 : draws
    const runs = Array.from({ length: repeats }, () => simulator.run(mechanism, rng).visits)
    correct(mechanism, instance, targets, runs, need)
    onRound?.((round + 1) / ROUNDS)
  }
  return mechanism
}

function correct(
  mechanism: Mechanism,
  instance: BcuInstance,
  targets: BcuTargets,
  runs: readonly (readonly DrawnVisit[])[],
  need: number,
): void {
  const seen = new Float64Array(instance.hotspots.length)
  for (const run of runs) for (const visit of run) seen[visit.place]! += 1 / runs.length
  const got = sum(seen)
  const demand = sum(targets.wanted)
  // Where the roster cannot carry the dose, everybody gets the same share of it.
  const share = Math.min(targets.aim, Math.max(got, 1)) / demand
  for (let place = 0; place < seen.length; place++) {
    const target = targets.wanted[place]! * share
    mechanism.targets[place] = target
    if (target === 0) continue
    const ratio = (target / Math.max(seen[place]!, 0.25)) ** WEIGHT_STEP
    mechanism.weights[place]! *= clamp(ratio, WEIGHT_RATIO.least, WEIGHT_RATIO.most)
  }
  const level = sum(mechanism.weights)
  for (let place = 0; place < seen.length; place++) mechanism.weights[place]! *= demand / level
  setFeedback(mechanism, instance)
  const rate = mechanism.rate * (targets.aim / Math.max(got, 1)) ** RATE_STEP
  mechanism.rate = Math.min(rate, need * MOST_RATE_OVER_NEED)
  mechanism.meanHop = observedHop(instance, runs, mechanism.meanHop)
  const { seen: returns, expected } = countReturns(instance, runs)
  for (let bin = 0; bin < GAP_BINS.length; bin++) {
    if (expected[bin]! < 5) continue // too few to say anything
    const ratio = Math.max(returns[bin]!, 0.5) / expected[bin]!
    const factor = mechanism.gapFactors[bin]! * clamp(ratio ** -GAP_STEP, 0.4, 2.5)
    mechanism.gapFactors[bin] = clamp(factor, GAP_FACTOR.least, GAP_FACTOR.most)
  }
}

/**
 * Feedback makes a place's count vary by 1 / (2 x feedback) about its target. This is the weakest that keeps a place
 * above 0.7 of its dose in nearly every draw: stronger feedback is itself a pattern that an observer could learn.
 */
function setFeedback(mechanism: Mechanism, { hotspots, clock }: BcuInstance): void {
  for (const [place, { dosePerDay }] of hotspots.entries()) {
    const dose = dosePerDay * clock.days
    if (dose === 0) continue
    const margin = (Math.max(0.12, mechanism.targets[place]! / dose - 0.7) * dose) / 2.8
    mechanism.feedback[place] = Math.min(0.4, 2 / (2 * margin ** 2))
  }
}

/** The longest tau whose mean hop the roster can afford at the visits wanted. */
function chooseTau(instance: BcuInstance, { wanted, aim }: BcuTargets): number {
  const affordable = instance.productive / Math.max(aim, 1) - STAY_MEAN
  return TAUS.find((tau) => meanHop(instance, wanted, tau) <= affordable) ?? TAUS.at(-1)!
}

/** Mean minutes of a hop when places are left as often as they are wanted. */
function meanHop({ hotspots, travel }: BcuInstance, wanted: Float64Array, tau: number): number {
  const places = hotspots.length
  let mean = 0
  let mass = 0
  for (let from = 0; from < places; from++) {
    let weights = 0
    let minutes = 0
    for (let to = 0; to < places; to++) {
      if (to === from) continue
      const hop = travel[from * places + to]!
      const weight = wanted[to]! * Math.exp(-hop / tau)
      weights += weight
      minutes += weight * hop
    }
    if (weights === 0) continue
    mean += (wanted[from]! * minutes) / weights
    mass += wanted[from]!
  }
  return mass === 0 ? 0 : mean / mass
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
    for (const { tour, place } of run) {
      const here = at[tour]!
      minutes += here < 0 ? fromBase[tours[tour]!.base * places + place]! : travel[here * places + place]!
      hops += 1
      at[tour] = place
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
