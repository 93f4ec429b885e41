import { packUnit, planUnit, type PlanInput } from '@planner/shared/core'
import { serveRequests } from './serve-worker.ts'

export interface UnitWork {
  bcu: string
  /** as `selectUnit` cuts it */
  input: PlanInput
  key: Uint8Array
  draw: number
}

serveRequests((work, onProgress) => {
  const { bcu, input, key, draw } = work as UnitWork
  return packUnit(planUnit(bcu, input, { key, draw, onProgress }))
})
