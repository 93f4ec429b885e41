import type { PlanInput } from '@planner/shared/core'
import type { PlanPreviewAnswer } from '@planner/shared/schemas'
import { finishInput, type InputFinish } from '../plans/finish-input.ts'
import { lookAhead } from '../plans/look-ahead.ts'
import { serveRequests } from './serve-worker.ts'

export interface PreviewWork {
  input: PlanInput
  finish: Pick<InputFinish, 'design' | 'doses'>
  /** days that the hotspots' expected counts cover */
  horizonDays: number
}

/** For an example of the design: which days are treated is for the plan's own key to decide, how many is not. */
const EXAMPLE = { key: new Uint8Array(32), draw: 0 }

// It stays and answers one request after another: starting a thread takes longer than a preview.
serveRequests<PlanPreviewAnswer>((work) => {
  const { input, finish, horizonDays } = work as PreviewWork
  return lookAhead(finishInput(input, { ...finish, ...EXAMPLE }), horizonDays)
})
