import { previewPlan } from '@planner/shared/core'
import type { PlanPreviewAnswer } from '@planner/shared/schemas'
import type { finishInput } from './finish-input.ts'
import { statePower } from './plan-design.ts'

/** What can be said of a plan before anything is drawn: capacity, the trade-off, and what could be learnt from it. */
export function lookAhead({ input, doses }: ReturnType<typeof finishInput>, horizonDays: number): PlanPreviewAnswer {
  const { capacity, tradeOff, chosen, guarantees, handovers } = previewPlan(input)
  return {
    preview: {
      capacity: [...capacity],
      tradeOff: [...tradeOff],
      chosen,
      guarantees: [...guarantees],
      handovers: [...handovers],
    },
    power: statePower(input, horizonDays),
    doses,
  }
}
