import type { NewPlanPreview, PlanPreviewAnswer } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { resolveSettings, toPlanInput } from '../plans/plan-settings.ts'
import type { PreviewWork } from '../workers/preview.worker.ts'
import type { StandingWorker } from '../workers/standing-worker.ts'
import { loadPlanBase } from './plan-input.service.ts'
import { findSources } from './plan.service.ts'

/** Answers one preview at a time, in a thread of its own. */
export type Previewer = StandingWorker<PlanPreviewAnswer>

/**
 * What a plan with these settings would be, without drawing it.
 *
 * @throws {DomainError} as `startPlan` does; the signal's reason when it is aborted
 */
export async function previewSettings(
  db: Kysely<Database>,
  previewer: Previewer,
  { operationId, rosterId, settings: given }: NewPlanPreview,
  signal: AbortSignal,
): Promise<PlanPreviewAnswer> {
  const settings = resolveSettings(given)
  const { design, doses } = settings
  const { base, horizonDays } = await loadPlanBase(db, await findSources(db, { operationId, rosterId }))
  signal.throwIfAborted()
  const work: PreviewWork = { input: toPlanInput(base, settings), finish: { design, doses }, horizonDays }
  return previewer.ask(work, signal)
}
