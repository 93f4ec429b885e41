import { listUnits, selectUnit, type PlanInput } from '../../../shared/src/core/index.ts'
import { createBcuInstance, type BcuInstance } from '../../../shared/src/core/plans/draw/bcu-instance.ts'
import { fitMechanism } from '../../../shared/src/core/plans/draw/fit.ts'
import type { Mechanism } from '../../../shared/src/core/plans/draw/mechanism.ts'
import { createSimulator, type Simulator } from '../../../shared/src/core/plans/draw/simulate.ts'
import { createPlanClock } from '../../../shared/src/core/plans/plan-clock.ts'
import { findTargets } from '../../../shared/src/core/plans/targets.ts'

/** Every command unit ready to be drawn from. */
export function prepareUnits(
  input: PlanInput,
): { instance: BcuInstance; mechanism: Mechanism; simulator: Simulator }[] {
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  return listUnits(input).map((bcu) => {
    const { hotspots, shifts } = selectUnit(input, bcu)
    const instance = createBcuInstance(bcu, hotspots, shifts, input.travel, clock, input)
    const simulator = createSimulator(instance)
    return { instance, mechanism: fitMechanism(instance, findTargets(instance), simulator), simulator }
  })
}
