import type { NewTheme } from '@planner/shared/schemas'
import { useRef, useState } from 'react'
import { changeTheme, createTheme, themesQuery } from '../../api/queries.ts'
import { controlProps } from '../../components/setup/control.ts'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { FormActions } from '../../components/setup/form-actions.tsx'
import { LABELS } from '../../labels.ts'
import { readThemeDraft, THEME_OFFENCES, toggled, type ThemeDraft } from '../../state/theme-draft.ts'
import { HoursGrid } from './hours-grid.tsx'
import { OwnForm } from './own-form.tsx'
import { TextField } from './text-field.tsx'
import { useSaving } from './use-saving.ts'

const FLAGS = Object.keys(LABELS.flags) as NewTheme['flags']
const PLACE_TYPES = Object.keys(LABELS.placeTypes) as NewTheme['placeTypes']

interface ThemeFormProps {
  start: ThemeDraft
  onSaved: (name: string) => void
  onCancel: () => void
}

/** A theme of the force's own, new or changed. */
export function ThemeForm({ start, onSaved, onCancel }: ThemeFormProps) {
  const [draft, setDraft] = useState(start)
  const form = useRef<HTMLFormElement>(null)
  const read = readThemeDraft(draft)
  const saving = useSaving({
    prefix: 'theme',
    form,
    send: (theme: NewTheme) =>
      draft.saved === null
        ? createTheme(theme)
        : changeTheme(draft.saved.id, { ...theme, version: draft.saved.version }),
    stale: themesQuery.queryKey,
    onSaved: () => onSaved(read.theme.name),
  })
  const faults = saving.shown(read.faults)
  const change = (patch: Partial<ThemeDraft>): void => {
    saving.edited()
    setDraft({ ...draft, ...patch })
  }
  return (
    <OwnForm
      ref={form}
      title={draft.saved === null ? 'New theme' : `Change ${start.name}`}
      error={saving.error}
      onSubmit={() => saving.submit(read.theme, read.faults)}
      actions={<FormActions label="Save the theme" isSaving={saving.isSaving} onCancel={onCancel} />}
    >
      <TextField
        path="theme/name"
        label="Name"
        value={draft.name}
        faults={faults}
        maxLength={100}
        onChange={(name) => change({ name })}
      />
      <OffencesField draft={draft} faults={faults} change={change} />
      <label className="check">
        <input
          type="checkbox"
          checked={draft.includeDomestic}
          onChange={(event) => change({ includeDomestic: event.target.checked })}
        />
        Count incidents known to be domestic
      </label>
      <ChoiceField
        legend="Flags"
        hint={draft.flags.length === 0 ? 'None chosen: flagged or not.' : 'Any one of them is enough.'}
        labels={LABELS.flags}
        choices={FLAGS}
        chosen={draft.flags}
        onChange={(flags) => change({ flags })}
      />
      <ChoiceField
        legend="Kinds of place"
        hint={draft.placeTypes.length === 0 ? 'None chosen: any kind.' : 'Only these.'}
        labels={LABELS.placeTypes}
        choices={PLACE_TYPES}
        chosen={draft.placeTypes}
        onChange={(placeTypes) => change({ placeTypes })}
      />
      <fieldset className="choices">
        <legend className="field-label">Hours of the week</legend>
        <p className="field-hint">
          Choose hours, a whole day by its name or an hour of every day by its number; with Shift, all between two.
        </p>
        <HoursGrid hours={draft.hours} onChange={(hours) => change({ hours })} />
      </fieldset>
    </OwnForm>
  )
}

interface OffencesFieldProps {
  draft: ThemeDraft
  faults: Readonly<Record<string, string>>
  change: (patch: Partial<ThemeDraft>) => void
}

/** Each offence that counts, and how much one of it does. */
function OffencesField({ draft, faults, change }: OffencesFieldProps) {
  return (
    <fieldset className="choices">
      <legend className="field-label">Offences and their weights</legend>
      <p className="field-hint">
        A weight of 2 makes one incident count as two towards the order of places; counts that are shown stay
        unweighted.
      </p>
      <ul className="plain-list weights">
        {THEME_OFFENCES.map((offence, index) => {
          const isIn = draft.offences.includes(offence)
          const path = `theme/weights/${offence}`
          return (
            <li key={offence}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={isIn}
                  {...(index === 0 ? controlProps('theme/offences', faults) : {})}
                  onChange={() => change({ offences: toggled(draft.offences, offence) })}
                />
                {LABELS.offences[offence]}
              </label>
              <input
                className="input input-small"
                {...controlProps(path, faults)}
                aria-label={`Weight of ${LABELS.offences[offence].toLowerCase()}`}
                inputMode="decimal"
                disabled={!isIn}
                value={isIn ? draft.weights[offence] : ''}
                onChange={(event) => change({ weights: { ...draft.weights, [offence]: event.target.value } })}
              />
              <FaultText path={path} faults={faults} />
            </li>
          )
        })}
      </ul>
      <FaultText path="theme/offences" faults={faults} />
    </fieldset>
  )
}

interface ChoiceFieldProps<T extends string> {
  legend: string
  hint: string
  labels: Readonly<Record<T, string>>
  choices: readonly T[]
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
}

function ChoiceField<T extends string>({ legend, hint, labels, choices, chosen, onChange }: ChoiceFieldProps<T>) {
  return (
    <fieldset className="choices">
      <legend className="field-label">{legend}</legend>
      <p className="field-hint">{hint}</p>
      <div className="row tick-boxes">
        {choices.map((choice) => (
          <label key={choice} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(choice)}
              onChange={() => onChange(toggled(chosen, choice))}
            />
            {labels[choice]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
