import { drawMechanism, type DrawRange, type MechanismDraws, type PlanInput } from '@planner/shared/core'
import { serveWorker } from './serve-worker.ts'

export interface MeasureWork {
  input: PlanInput
  range: DrawRange
}

await serveWorker<MechanismDraws>((work, onProgress) => {
  const { input, range } = work as MeasureWork
  return drawMechanism(input, range, onProgress)
})
