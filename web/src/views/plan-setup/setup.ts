import type { PlanPreviewAnswer } from '@planner/shared/schemas'
import type { Faults } from '../../state/draft.ts'
import type { PlanDraft } from '../../state/plan-draft.ts'

/** What every part of the screen is given. */
export interface SetupProps {
  draft: PlanDraft
  change: (patch: Partial<PlanDraft>) => void
  /** those that may be shown by now, by the path of the setting */
  faults: Faults
  /** what the settings would do; undefined until it is known for the first time */
  answer: PlanPreviewAnswer | undefined
  /** there is no answer, and none is to be waited for */
  isStuck: boolean
}
