import { createBcuInstance, type BcuInstance } from '../draw/bcu-instance.ts'
import { coolHours, meetEntropy } from '../hours/cool-hours.ts'
import { foreseeSafestDecile, foreseeStaticSkill } from '../hours/foresee.ts'
import type { HourPlan } from '../hours/hour-programme.ts'
import { BARS, type FigureName } from '../measures/bars.ts'
import { listUnits } from '../make-plan.ts'
import { normaliseInput } from '../normalise-input.ts'
import { createPlanClock } from '../plan-clock.ts'
import type { PlanInput } from '../plan.ts'
import { selectUnit } from '../plan-unit.ts'
import { findTargets } from '../targets.ts'
import { findHandovers } from './find-handovers.ts'
import type { PlanPreview, TradeOff, UnitCapacity } from './plan-preview.ts'
import { priceGuarantees } from './price-guarantees.ts'
import { foreseeRhythm } from './start-rhythm.ts'

/** Positions of the slider. */
const POSITIONS = 9
/** Unevenness of the k-th position is (k / 8) to this power of the most: closest together where plans are within the bars. */
const SPACING = 2.5
const FLOOR_STEPS = 1e6
/** Doses and tours alone may leave some half-hours safe; hours shall then not make much of a difference to it. */
const KEPT_DECILE = 0.8

/**
 * What a plan from this input will be like, without drawing it.
 *
 * @throws {DomainError} INVALID_INPUT and INFEASIBLE as `makePlan` does
 */
export function previewPlan(given: PlanInput): PlanPreview {
  const input = normaliseInput(given)
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  const units = listUnits(input).map((bcu) => {
    const unit = selectUnit(input, bcu)
    return createBcuInstance(bcu, unit.hotspots, unit.shifts, unit.travel, clock, unit)
  })
  const rhythms = units.map(foreseeRhythm)
  const paths = units.map(({ hours }) => coolHours(hours.programme))
  const coldest = paths.map((path) => path.at(-1)!)
  const greatest = sumCoverage(coldest)
  const seen = (plans: readonly HourPlan[]): { staticSkill: number; safestDecile: number } => {
    const rates = units.map(({ hours }, unit) => ({
      hours,
      logRates: plans[unit]!.logRates,
      rhythm: rhythms[unit]!,
    }))
    return { staticSkill: foreseeStaticSkill(rates), safestDecile: foreseeSafestDecile(rates) }
  }
  const decileOfRoster = seen(paths.map((path) => path[0]!)).safestDecile
  const leastDecile = Math.min(barOf('safestDecileLocal').low ?? 0, KEPT_DECILE * decileOfRoster)
  const describe = (plans: readonly HourPlan[], floor?: number): TradeOff => {
    const { staticSkill, safestDecile } = seen(plans)
    const entropy = meanEntropy(units, plans)
    return {
      entropyFloor: floor ?? Math.floor(entropy * FLOOR_STEPS) / FLOOR_STEPS,
      entropy,
      coverage: greatest === 0 ? 1 : sumCoverage(plans) / greatest,
      staticSkill,
      safestDecile,
      withinBars: staticSkill <= (barOf('staticSkill').high ?? 1) && safestDecile >= leastDecile,
    }
  }
  const leastEntropy = Math.min(1, ...coldest.map(({ entropy }) => entropy))
  const tradeOff = Array.from({ length: POSITIONS }, (_, position) => {
    const share = (position / (POSITIONS - 1)) ** SPACING
    const floor = Math.floor((1 - (1 - leastEntropy) * share) * FLOOR_STEPS) / FLOOR_STEPS
    return describe(
      units.map(({ hours }, unit) => meetEntropy(hours.programme, floor, paths[unit]!)),
      floor,
    )
  })
  return {
    capacity: units.map(measureCapacity),
    tradeOff,
    chosen: describe(
      units.map(({ hourPlan }) => hourPlan),
      input.entropyFloor,
    ),
    guarantees: priceGuarantees(units, input),
    handovers: units.flatMap(findHandovers),
  }
}

function sumCoverage(plans: readonly HourPlan[]): number {
  return plans.reduce((sum, { coverage }) => sum + coverage, 0)
}

function meanEntropy(units: readonly BcuInstance[], plans: readonly HourPlan[]): number {
  let visits = 0
  let entropy = 0
  for (const [unit, { hours }] of units.entries()) {
    const ofUnit = hours.programme.visits.reduce((sum, count) => sum + count, 0)
    visits += ofUnit
    entropy += ofUnit * plans[unit]!.entropy
  }
  return visits === 0 ? 1 : entropy / visits
}

function barOf(name: FigureName): { low?: number; high?: number } {
  return BARS.find((bar) => bar.name === name) ?? {}
}

function measureCapacity(instance: BcuInstance): UnitCapacity {
  const { bcu, hotspots, tours, clock, closures, productive } = instance
  const { wanted, possible } = findTargets(instance)
  // Also what no crew can get to is wanted.
  const wantedVisits = hotspots.reduce(
    (sum, { dosePerDay }, place) =>
      sum + Math.max(wanted[place]!, dosePerDay * clock.days * (closures?.openShare[place] ?? 1)),
    0,
  )
  return {
    bcu,
    tours: tours.filter((tour) => tour.inPeriod).length,
    patrolMinutes: productive,
    wantedVisits,
    possibleVisits: possible,
    share: wantedVisits === 0 ? 1 : Math.min(1, possible / wantedVisits),
  }
}
