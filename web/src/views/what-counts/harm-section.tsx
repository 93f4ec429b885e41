import type { ForceHarmTable, HarmTableRecord, NewHarmTable } from '@planner/shared/schemas'
import { useRef, useState } from 'react'
import { harmTableQuery, removeHarmTable, saveHarmTable } from '../../api/queries.ts'
import { controlProps } from '../../components/setup/control.ts'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { FormActions } from '../../components/setup/form-actions.tsx'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { formatMeasure } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { draftOfHarmTable, readHarmDraft, type HarmDraft } from '../../state/harm-draft.ts'
import { THEME_OFFENCES } from '../../state/theme-draft.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { OwnForm } from './own-form.tsx'
import { TextField } from './text-field.tsx'
import { useSaving } from './use-saving.ts'

/** How much harm an incident of each offence counts for, in rankings by harm. */
export function HarmSection({ table }: { table: ForceHarmTable }) {
  const { version } = table
  const [isEdited, setIsEdited] = useState(false)
  const [said, setSaid] = useState('')
  const close = (words: string): void => {
    setIsEdited(false)
    setSaid(words)
    document.getElementById('harm-table')?.focus({ preventScroll: true })
  }
  return (
    <SetupSection
      id="harm-table"
      title="Harm table"
      intro="Days that one incident of each offence counts for in rankings by harm. A single incident counts at most the cap, so that one rare event does not decide where patrols go. A ranking keeps the table that it was made with."
    >
      <p className="small" role="status">
        {said}
      </p>
      {isEdited ? (
        <HarmForm
          table={table}
          onSaved={() => close('Your table is saved. Later rankings by harm use it.')}
          onCancel={() => close('')}
        />
      ) : (
        <>
          <HarmFacts table={table} />
          <div className="row">
            <button
              type="button"
              className="button"
              onClick={() => {
                setIsEdited(true)
                setSaid('')
              }}
            >
              {table.isShipped ? 'Make a table of your own' : 'Change the table'}
            </button>
            {version !== null && (
              <ConfirmButton
                label="Go back to the shipped table"
                about="Go back to the shipped table"
                question="Your own table is deleted. Rankings made with it keep it. Go back?"
                action="Use the shipped table"
                send={() => removeHarmTable(version)}
                stale={harmTableQuery.queryKey}
                onDone={() => close('The shipped table is in use again.')}
              />
            )}
          </div>
        </>
      )}
    </SetupSection>
  )
}

function HarmFacts({ table }: { table: HarmTableRecord }) {
  const { name, source, capDays, days, isShipped } = table
  return (
    <>
      <div>
        <p>
          <strong>{name}</strong> <span className="in-use">{isShipped ? 'Shipped' : 'Your own'}</span>
        </p>
        <p className="field-hint">{source}</p>
      </div>
      <div className="table-scroll">
        <table className="data-table data-table-tight small harm-table">
          <thead>
            <tr>
              <th scope="col">Offence</th>
              <th scope="col" className="number">
                Days
              </th>
              <th scope="col" className="number">
                Counts, capped at {formatMeasure(capDays)}
              </th>
            </tr>
          </thead>
          <tbody>
            {THEME_OFFENCES.map((offence) => (
              <tr key={offence}>
                <th scope="row">{LABELS.offences[offence]}</th>
                <td className="number">{formatMeasure(days[offence])}</td>
                <td className="number">{formatMeasure(Math.min(days[offence], capDays))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small">Weapons and other offences are never ranked: such finds say where police searched.</p>
    </>
  )
}

interface HarmFormProps {
  table: ForceHarmTable
  onSaved: () => void
  onCancel: () => void
}

function HarmForm({ table, onSaved, onCancel }: HarmFormProps) {
  // As it was when the form was opened: a table that is saved meanwhile is not overwritten.
  const [{ version, days }] = useState(table)
  const [draft, setDraft] = useState(() => draftOfHarmTable(table))
  const form = useRef<HTMLFormElement>(null)
  const read = readHarmDraft(draft, { weapons: days.weapons, other: days.other })
  const saving = useSaving({
    prefix: 'harm',
    form,
    send: (own: NewHarmTable) => saveHarmTable({ ...own, version }),
    stale: harmTableQuery.queryKey,
    onSaved,
  })
  const faults = saving.shown(read.faults)
  const change = (patch: Partial<HarmDraft>): void => {
    saving.edited()
    setDraft({ ...draft, ...patch })
  }
  return (
    <OwnForm
      ref={form}
      title="Your own harm table"
      isTitled={false}
      error={saving.error}
      onSubmit={() => saving.submit(read.table, read.faults)}
      actions={<FormActions label="Save the table" isSaving={saving.isSaving} onCancel={onCancel} />}
    >
      <TextField
        path="harm/name"
        label="Name of the table"
        value={draft.name}
        faults={faults}
        maxLength={100}
        onChange={(name) => change({ name })}
      />
      <TextField
        path="harm/source"
        label="Where the days come from"
        value={draft.source}
        faults={faults}
        maxLength={500}
        onChange={(source) => change({ source })}
      />
      <TextField
        path="harm/capDays"
        label="Cap: the most days that one incident counts"
        value={draft.capDays}
        faults={faults}
        inputMode="decimal"
        onChange={(capDays) => change({ capDays })}
      />
      <fieldset className="choices">
        <legend className="field-label">Days of one incident, before the cap</legend>
        <ul className="plain-list weights">
          {THEME_OFFENCES.map((offence) => {
            const path = `harm/days/${offence}`
            const control = controlProps(path, faults)
            return (
              <li key={offence}>
                <label htmlFor={control.id}>{LABELS.offences[offence]}</label>
                <input
                  className="input input-number"
                  {...control}
                  inputMode="decimal"
                  value={draft.days[offence]}
                  onChange={(event) => change({ days: { ...draft.days, [offence]: event.target.value } })}
                />
                <FaultText path={path} faults={faults} />
              </li>
            )
          })}
        </ul>
      </fieldset>
    </OwnForm>
  )
}
