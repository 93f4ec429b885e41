import { createBcuInstance, type BcuInstance } from '../draw/bcu-instance.ts'
import { foresee, PROFILE_POWERS, raiseProfiles, isWithinBars } from '../draw/hour-factors.ts'
import { listUnits } from '../make-plan.ts'
import { normaliseInput } from '../normalise-input.ts'
import { createPlanClock } from '../plan-clock.ts'
import type { PlanInput } from '../plan.ts'
import { selectUnit } from '../plan-unit.ts'
import { findTargets } from '../targets.ts'
import { findHandovers } from './find-handovers.ts'
import type { PlanPreview, TradeOff, UnitCapacity } from './plan-preview.ts'

const HOURS = 168
const BLOCK_HOURS = 2
/** Minutes of a journey that the first estimate of capacity counts on. */
const USUAL_HOP = 12
/** Expected benefit of visits that come at random: 1 - e^-n over a Poisson n is 1 - e^(-0.632 mean). */
const BENEFIT_RATE = 1 - Math.exp(-1)

/**
 * What a plan from this input will look like, without drawing it.
 *
 * @throws {DomainError} INVALID_INPUT as `makePlan` does
 */
export function previewPlan(given: PlanInput): PlanPreview {
  const input = normaliseInput(given)
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  const units = listUnits(input).map((bcu) => {
    const { hotspots, shifts } = selectUnit(input, bcu)
    return createBcuInstance(bcu, hotspots, shifts, input.travel, clock, input)
  })
  const raw = PROFILE_POWERS.toReversed().map((power) => weighUnits(units, power))
  const greatest = Math.max(...raw.map(({ coverage }) => coverage), 1e-9)
  const tradeOff = raw.map((point) => ({ ...point, coverage: point.coverage / greatest }))
  const floor = input.entropyFloor
  const chosen =
    (floor === undefined
      ? tradeOff.findLast(({ withinBars }) => withinBars)
      : tradeOff.findLast(({ entropy }) => entropy >= floor)) ?? tradeOff[0]!
  return {
    capacity: units.map(measureCapacity),
    tradeOff,
    chosen,
    guarantees: (input.guarantees ?? []).map(({ area, leastPerDay }) => ({
      area,
      leastPerDay,
      withoutPerDay: input.hotspots
        .filter((hotspot) => hotspot.area === area)
        .reduce((sum, { dosePerDay }) => sum + dosePerDay, 0),
      costShare: 0,
    })),
    handovers: units.flatMap(findHandovers),
  }
}

function measureCapacity(instance: BcuInstance): UnitCapacity {
  const { bcu, tours, productive, activities } = instance
  const { wanted } = findTargets(instance)
  const wantedVisits = wanted.reduce((sum, visits) => sum + visits, 0)
  const possibleVisits = tours
    .filter((tour) => tour.inPeriod)
    .reduce((sum, tour) => sum + Math.min(tour.maxVisits, tour.productive / (activities.meanStay + USUAL_HOP)), 0)
  return {
    bcu,
    tours: tours.filter((tour) => tour.inPeriod).length,
    patrolMinutes: productive,
    wantedVisits,
    possibleVisits,
    share: wantedVisits === 0 ? 1 : Math.min(1, possibleVisits / wantedVisits),
  }
}

function weighUnits(units: readonly BcuInstance[], power: number): TradeOff {
  let coverage = 0
  let visits = 0
  let told = 0
  let staticSkill = 0
  let safestDecile = 0
  for (const { hotspots, clock } of units) {
    if (hotspots.length === 0) continue
    const factors = raiseProfiles(hotspots, power)
    const seen = foresee(hotspots, factors)
    const demand = hotspots.reduce((sum, { dosePerDay }) => sum + dosePerDay, 0)
    const shares = new Float64Array(factors.length)
    for (let hour = 0; hour < HOURS; hour++) {
      let total = 0
      for (const [place, { dosePerDay }] of hotspots.entries()) total += dosePerDay * factors[place * HOURS + hour]!
      for (const [place, { dosePerDay }] of hotspots.entries())
        shares[place * HOURS + hour] = total === 0 ? 0 : (dosePerDay * factors[place * HOURS + hour]!) / total
    }
    for (const [place, { profile, expected }] of hotspots.entries()) {
      const own = shares.subarray(place * HOURS, (place + 1) * HOURS)
      const mean = own.reduce((sum, share) => sum + share, 0) / HOURS
      for (let hour = 0; hour < HOURS; hour += BLOCK_HOURS) {
        const risk = (expected * (profile[hour]! + profile[hour + 1]!)) / HOURS
        const inBlock = (demand / 24) * (own[hour]! + own[hour + 1]!)
        coverage += (risk * clock.days * (1 - Math.exp(-BENEFIT_RATE * inBlock))) / 7
      }
      for (const share of own) if (share > 0) told += (demand * share * Math.log(share / mean)) / HOURS
    }
    visits += demand
    staticSkill += demand * seen.staticSkill
    safestDecile += demand * seen.safestDecile
  }
  const entropy = visits === 0 ? 1 : 1 - told / visits / Math.log(HOURS)
  const skills = {
    staticSkill: visits === 0 ? 0 : staticSkill / visits,
    safestDecile: visits === 0 ? 1 : safestDecile / visits,
  }
  return {
    entropyFloor: Math.floor(entropy * 1e6) / 1e6,
    entropy,
    coverage,
    ...skills,
    withinBars: isWithinBars(skills),
  }
}
