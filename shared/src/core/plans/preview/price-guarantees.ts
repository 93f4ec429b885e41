import type { BcuInstance } from '../draw/bcu-instance.ts'
import { planEvenHours } from '../hours/hour-programme.ts'
import { solveHours } from '../hours/solve-hours.ts'
import { createUnitHours } from '../hours/unit-hours.ts'
import type { PlanInput } from '../plan.ts'
import { findTargets } from '../targets.ts'
import type { GuaranteePrice } from './plan-preview.ts'

/** What each guarantee changes by itself, the others kept: visits of its area, and expected coverage of the whole plan. */
export function priceGuarantees(units: readonly BcuInstance[], { guarantees = [] }: PlanInput): GuaranteePrice[] {
  const covered = units.reduce((sum, { hourPlan }) => sum + hourPlan.coverage, 0)
  return guarantees.map(({ area, leastPerDay }) => {
    let withoutPerDay = 0
    let gained = 0
    for (const unit of units) {
      if (!unit.hotspots.some((hotspot) => hotspot.area === area)) continue
      const others = unit.guarantees.filter((guarantee) => guarantee.area !== area)
      const targets = findTargets({ ...unit, guarantees: others })
      const visits = targets.share(Math.min(targets.aim, targets.possible))
      for (const [place, hotspot] of unit.hotspots.entries())
        if (hotspot.area === area) withoutPerDay += visits[place]! / unit.clock.days
      // At the same price of telling places by their hours: the guarantee is priced, not the floor.
      const { programme } = createUnitHours(unit.hotspots, visits, unit.hours.roster)
      const { temperature, coverage } = unit.hourPlan
      const even = planEvenHours(programme)
      const without = Number.isFinite(temperature) ? solveHours(programme, temperature, even) : even
      gained += without.coverage - coverage
    }
    return { area, leastPerDay, withoutPerDay, costShare: covered === 0 ? 0 : gained / (covered + gained) }
  })
}
