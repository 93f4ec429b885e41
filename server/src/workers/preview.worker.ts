import { parentPort } from 'node:worker_threads'
import { DomainError, type PlanInput } from '@planner/shared/core'
import type { PlanPreviewAnswer } from '@planner/shared/schemas'
import { finishInput, type InputFinish } from '../plans/finish-input.ts'
import { lookAhead } from '../plans/look-ahead.ts'
import type { WorkerMessage } from './run-in-worker.ts'

export interface PreviewWork {
  input: PlanInput
  finish: Pick<InputFinish, 'design' | 'doses'>
  /** days that the hotspots' expected counts cover */
  horizonDays: number
}

/** For an example of the design: which days are treated is for the plan's own key to decide, how many is not. */
const EXAMPLE = { key: new Uint8Array(32), draw: 0 }

/** Unlike other threads it stays and answers one request after another: starting it takes longer than a preview. */
parentPort?.on('message', ({ input, finish, horizonDays }: PreviewWork) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  const post = (message: WorkerMessage<PlanPreviewAnswer>): void => parentPort?.postMessage(message)
  try {
    post({ kind: 'done', output: lookAhead(finishInput(input, { ...finish, ...EXAMPLE }), horizonDays) })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    post({ kind: 'refused', code: error.code, message: error.message })
  }
})
