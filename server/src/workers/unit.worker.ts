import { planUnit, type PlanInput } from '@planner/shared/core'
import { serveWorker } from './serve-worker.ts'

export interface UnitWork {
  bcu: string
  /** as `selectUnit` cuts it */
  input: PlanInput
  key: Uint8Array
  draw: number
}

await serveWorker((work, onProgress) => {
  const { bcu, input, key, draw } = work as UnitWork
  return planUnit(bcu, input, { key, draw, onProgress })
})
