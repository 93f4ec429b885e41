import type { Faults } from '../../state/draft.ts'
import { fieldId } from './control.ts'

/** What is wrong with a setting, beside it. */
export function FaultText({ path, faults }: { path: string; faults: Faults }) {
  const fault = faults[path]
  if (fault === undefined) return null
  return (
    <p className="field-error" id={`${fieldId(path)}-fault`}>
      <span className="visually-hidden">Error: </span>
      {fault}
    </p>
  )
}
