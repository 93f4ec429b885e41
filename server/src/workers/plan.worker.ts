import { gzipSync } from 'node:zlib'
import { formatPlanFile, makePlan, type PlanInput } from '@planner/shared/core'
import { summarisePlan, type PlanSummary } from '../plans/summarise-plan.ts'
import { serveWorker } from './serve-worker.ts'

export interface PlanWork {
  input: PlanInput
  key: Uint8Array
  draw: number
}

export interface PlanResult extends PlanSummary {
  /** the plan file of the contract, gzip */
  file: Uint8Array
  inputsHash: string
  keyHash: string
}

await serveWorker<PlanResult>((work, onProgress) => {
  const { input, key, draw } = work as PlanWork
  const plan = makePlan(input, { key, draw, onProgress })
  return {
    ...summarisePlan(plan),
    file: gzipSync(formatPlanFile(plan)),
    inputsHash: plan.inputsHash,
    keyHash: plan.keyHash,
  }
})
