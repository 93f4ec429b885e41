import { CODED_VALUES, type IncidentMapping } from '@planner/shared/core'
import type { OpenedFile } from '../../incident-files/messages.ts'
import { labelOf, LABELS } from '../../labels.ts'
import { setOffenceOfAll } from '../../state/mapping-draft.ts'

interface OffenceOfAllProps {
  opened: OpenedFile
  mapping: IncidentMapping
  onChange: (mapping: IncidentMapping) => void
}

/** For a file in which no column says the offence, since every row is the same one. */
export function OffenceOfAll({ opened, mapping, onChange }: OffenceOfAllProps) {
  const { columns, constants } = mapping
  const offence = constants?.offence
  if (columns.offence !== undefined || (columns.offence_code !== undefined && offence === undefined)) return null
  return (
    <section className="panel stack" aria-label="Offence of every row">
      <div className="load-section-head">
        <h2>Offence of every row</h2>
        <p className="muted small">
          No column is read as the offence. In an export of one offence only, such as robberies, say here which it is.
        </p>
      </div>
      <label className="field offence-of-all">
        <span className="field-label">Every row is</span>
        <select
          className="select"
          value={offence ?? ''}
          onChange={({ target }) => onChange(setOffenceOfAll(mapping, target.value || undefined))}
        >
          <option value="">Not said</option>
          {CODED_VALUES.offence.map((one) => (
            <option key={one} value={one}>
              {labelOf(LABELS.offences, one)}
            </option>
          ))}
        </select>
        {offence !== undefined && (
          <span className="field-hint guess-mark">
            {offence === opened.guess.mapping.constants?.offence
              ? `A guess from the name ${opened.name}: look at it.`
              : 'Whatever else is in the file will be counted as this.'}
          </span>
        )}
      </label>
    </section>
  )
}
