import { drawMechanism, type DrawRange, type MechanismDraws, type PlanInput } from '@planner/shared/core'
import { finishInput, type InputFinish } from '../plans/finish-input.ts'
import { serveWorker } from './serve-worker.ts'

export interface MeasureWork {
  input: PlanInput
  finish?: InputFinish
  range: DrawRange
}

await serveWorker<MechanismDraws>((work, onProgress) => {
  const { input, finish, range } = work as MeasureWork
  return drawMechanism(finish === undefined ? input : finishInput(input, finish).input, range, onProgress)
})
