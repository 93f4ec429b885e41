import type { PlanPreviewAnswer } from '@planner/shared/schemas'
import type { Faults, PlanDraft } from '../../state/plan-draft.ts'

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

/** The id of a setting's control. */
export const fieldId = (path: string): string => `setup-${path.replaceAll('/', '-')}`

/** Ties a control to its path and to its fault. */
export function controlProps(path: string, faults: Faults) {
  const isBad = faults[path] !== undefined
  return {
    id: fieldId(path),
    'data-path': path,
    'aria-invalid': isBad || undefined,
    'aria-describedby': isBad ? `${fieldId(path)}-fault` : undefined,
  }
}
