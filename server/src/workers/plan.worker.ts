import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { checkPlan, DomainError, formatPlanChunks, toPlanFile, type Plan, type PlanInput } from '@planner/shared/core'
import type { Plan as PlanRecord } from '@planner/shared/schemas'
import { planInThreads } from '../plans/plan-in-threads.ts'
import { finishInput, type InputFinish } from '../plans/finish-input.ts'
import { lookAhead } from '../plans/look-ahead.ts'
import { summarisePlan, type PlanSummary } from '../plans/summarise-plan.ts'
import { toObserver, toPlanVerdict } from '../plans/verdicts.ts'
import { serveWorker } from './serve-worker.ts'

export interface PlanWork {
  input: PlanInput
  finish: InputFinish
  /** days that the hotspots' expected counts cover */
  horizonDays: number
  /** where finished command units are kept until the plan is */
  unitFolder?: string
}

export interface PlanResult extends Omit<PlanSummary, 'figures'> {
  figures: PlanSummary['figures'] & Pick<PlanRecord, 'preview' | 'power' | 'doses' | 'verdicts' | 'observers'>
  /** the plan file of the contract, gzip */
  file: Uint8Array
  inputsHash: string
  keyHash: string
}

/** Parts of the time, for the progress alone. */
const LOOKING_SHARE = 0.02
const DRAWING_SHARE = 0.5

await serveWorker<PlanResult>(async (work, onProgress) => {
  const { input, finish, horizonDays, unitFolder } = work as PlanWork
  onProgress(0, 'looking ahead')
  const finished = finishInput(input, finish)
  const outlook = lookAhead(finished, horizonDays)
  const plan = await planInThreads(finished.input, {
    key: finish.key,
    draw: finish.draw,
    ...(unitFolder !== undefined && { unitFolder }),
    onProgress: (share) => onProgress(LOOKING_SHARE + DRAWING_SHARE * share, 'planning patrol windows'),
  })
  onProgress(LOOKING_SHARE + DRAWING_SHARE, 'measuring: what could an observer foresee?')
  const { figures, ...summary } = summarisePlan(plan)
  return {
    ...summary,
    figures: { ...figures, ...outlook, ...judge(plan) },
    file: await buffer(Readable.from(formatPlanChunks(plan)).pipe(createGzip())),
    inputsHash: plan.inputsHash,
    keyHash: plan.keyHash,
  }
})

/**
 * The plan as `check` sees it, which knows nothing of how it was made.
 *
 * @throws {DomainError} INFEASIBLE for a plan that breaks a rule: no crew is to be sent out on it
 */
function judge(plan: Plan): Pick<PlanRecord, 'verdicts' | 'observers'> {
  const { violations, bars, observers } = checkPlan(toPlanFile(plan))
  if (violations.length > 0) {
    const shown = violations.map(({ kind, count, examples }) => `${count} x ${kind} (${examples[0] ?? ''})`)
    throw new DomainError('INFEASIBLE', `The plan breaks a rule and was not kept: ${shown.join('; ')}. Report this.`)
  }
  return { verdicts: bars.map(toPlanVerdict), observers: observers.map(toObserver) }
}
