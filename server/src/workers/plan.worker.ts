import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { formatPlanChunks, type PlanInput } from '@planner/shared/core'
import { planInThreads } from '../plans/plan-in-threads.ts'
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

await serveWorker<PlanResult>(async (work, onProgress) => {
  const { input, key, draw } = work as PlanWork
  const plan = await planInThreads(input, { key, draw, onProgress })
  return {
    ...summarisePlan(plan),
    file: await buffer(Readable.from(formatPlanChunks(plan)).pipe(createGzip())),
    inputsHash: plan.inputsHash,
    keyHash: plan.keyHash,
  }
})
