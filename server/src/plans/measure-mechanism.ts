import { availableParallelism } from 'node:os'
import { judgeMechanism, type MechanismDraws, type MechanismReport, type PlanInput } from '@planner/shared/core'
import type { MeasureWork } from '../workers/measure.worker.ts'
import type { InputFinish } from './finish-input.ts'
import { runInWorker } from '../workers/run-in-worker.ts'

const WORKER = new URL('../workers/measure.worker.ts', import.meta.url)
/** A thread fits the mechanism anew, so that fewer draws than this are not worth one. */
const LEAST_DRAWS_PER_THREAD = 20
/** Draws that the red team watches: the others give the cheaper figures and fidelity. */
const OBSERVED_DRAWS = 20

export interface MeasureOptions {
  /** what is still to be worked out of the input; absent: nothing */
  finish?: InputFinish
  signal: AbortSignal
  onProgress: (share: number) => void
}

/**
 * Measures a mechanism over many draws, in as many threads as the machine has processors. The figures do not depend on how
 * many those are.
 */
export async function measureMechanism(
  input: PlanInput,
  draws: number,
  { finish, signal, onProgress }: MeasureOptions,
): Promise<MechanismReport> {
  const threads = Math.max(1, Math.min(availableParallelism(), Math.floor(draws / LEAST_DRAWS_PER_THREAD)))
  const observeEvery = Math.max(1, Math.floor(draws / OBSERVED_DRAWS))
  const shares = new Float64Array(threads)
  const parts = await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const from = Math.round((thread * draws) / threads)
      const work: MeasureWork = {
        input,
        ...(finish && { finish }),
        range: { from, to: Math.round(((thread + 1) * draws) / threads), observeEvery },
      }
      return runInWorker<MechanismDraws>(WORKER, work, {
        signal,
        onProgress: (share) => {
          shares[thread] = share
          onProgress(shares.reduce((sum, value) => sum + value, 0) / threads)
        },
      })
    }),
  )
  onProgress(1)
  return judgeMechanism(parts)
}
