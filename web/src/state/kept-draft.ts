import { emptyDraft, TRAVEL_FIELDS, type PlanDraft } from './plan-draft.ts'

/** Where the draft of an operation's plan is kept: it survives a reload of the page and ends with the tab. */
const nameOf = (operationId: string): string => `planner.plan-draft.${operationId}`

export function keepDraft(operationId: string, draft: PlanDraft): void {
  try {
    sessionStorage.setItem(nameOf(operationId), JSON.stringify(draft))
  } catch {
    // Storage may be forbidden or full; the draft then lasts as long as the page.
  }
}

export function forgetDraft(operationId: string): void {
  try {
    sessionStorage.removeItem(nameOf(operationId))
  } catch {
    // As above.
  }
}

export function readKeptDraft(operationId: string): PlanDraft | undefined {
  try {
    return parseDraft(sessionStorage.getItem(nameOf(operationId)))
  } catch {
    return undefined
  }
}

/** A draft that was kept; undefined for anything that this version of the screen cannot show. */
export function parseDraft(text: string | null): PlanDraft | undefined {
  if (text === null) return undefined
  try {
    const draft = { ...emptyDraft(), ...(JSON.parse(text) as Partial<PlanDraft>) }
    const rows = [draft.guarantees, draft.activities ?? [], draft.blackouts]
    const whole =
      rows.every((list) => Array.isArray(list) && list.every((row) => typeof row.key === 'string')) &&
      TRAVEL_FIELDS.every((field) => typeof draft.travel[field] === 'string')
    return whole ? draft : undefined
  } catch {
    return undefined
  }
}
