import {
  ANY_OTHER_VALUE,
  CODED_FIELDS,
  CODED_VALUES,
  type CodedField,
  type IncidentMapping,
} from '@planner/shared/core'
import { useState } from 'react'
import { formatCount, plural } from '../../format.ts'
import type { OpenedFile } from '../../incident-files/messages.ts'
import { labelOf, LABELS } from '../../labels.ts'
import { meaningsOf, setMeaning, type ValueMeaning } from '../../state/mapping-draft.ts'

interface MeaningsSectionProps {
  opened: OpenedFile
  mapping: IncidentMapping
  onChange: (mapping: IncidentMapping) => void
}

/** What the words of the file's code lists mean, those that nobody has given a meaning first. */
export function MeaningsSection({ opened, mapping, onChange }: MeaningsSectionProps) {
  const fields = CODED_FIELDS.flatMap((field) => {
    const meanings = meaningsOf(mapping, field, opened.columns)
    return meanings === undefined ? [] : [{ field, meanings }]
  })
  // As they stood at first, those that need somebody before the others.
  const [order] = useState(() =>
    fields.filter(({ meanings }) => meanings.some(({ ours }) => ours === undefined)).map(({ field }) => field),
  )
  fields.sort((a, b) => Number(order.includes(b.field)) - Number(order.includes(a.field)))
  const noList = CODED_FIELDS.filter(
    (field) => mapping.columns[field] !== undefined && !fields.some((one) => one.field === field),
  )
  if (fields.length === 0 && noList.length === 0) return null
  return (
    <section className="panel stack" aria-label="What its words mean">
      <div className="load-section-head">
        <h2>What its words mean</h2>
        <p className="muted small">
          Counted in the first {plural(opened.sampleRows, 'row')}. A row with a word that has no meaning is rejected.
        </p>
      </div>
      {noList.map((field) => (
        <p key={field} className="notice notice-warn small">
          {mapping.columns[field]} has too many different values for a code list, so it cannot be read as{' '}
          {LABELS.fields[field].toLowerCase()}. Choose another column.
        </p>
      ))}
      <div className="fields-meanings">
        {fields.map(({ field, meanings }) => (
          <FieldMeanings
            key={field}
            field={field}
            column={mapping.columns[field] ?? ''}
            meanings={meanings}
            rest={mapping.values[field]?.[ANY_OTHER_VALUE]}
            onSet={(value, ours) => onChange(setMeaning(mapping, field, value, ours))}
          />
        ))}
      </div>
    </section>
  )
}

/** Known words of a list are shown up to here until all are asked for. */
const SHOWN_KNOWN = 5

interface FieldMeaningsProps {
  field: CodedField
  column: string
  meanings: readonly ValueMeaning[]
  /** what every other value means */
  rest: string | undefined
  onSet: (value: string, ours: string | undefined) => void
}

function FieldMeanings({ field, column, meanings, rest, onSet }: FieldMeaningsProps) {
  const [isWhole, setIsWhole] = useState(false)
  // In the order of the first look: a word does not run away when it is given a meaning.
  const [order] = useState(() => meanings.map(({ value }) => value))
  const sorted = meanings.toSorted((a, b) => rankIn(order, a.value) - rankIn(order, b.value))
  const openAtFirst = useState(() => meanings.filter(({ ours }) => ours === undefined).length)[0]
  const open = meanings.filter(({ ours }) => ours === undefined).length
  const shown = isWhole ? sorted : sorted.slice(0, openAtFirst + SHOWN_KNOWN)
  return (
    <div className="stack-tight field-meanings" role="group" aria-label={LABELS.fields[field]}>
      <h3>
        {LABELS.fields[field]} <span className="muted">from {column}</span>
      </h3>
      <p className={open > 0 ? 'small field-error' : 'small muted'}>
        {open > 0
          ? `${plural(open, 'word')} without a meaning`
          : `All ${plural(meanings.length, 'word')} have a meaning`}
      </p>
      <ul className="plain-list meanings">
        {shown.map(({ value, rows, ours }) => (
          <li key={value} data-open={ours === undefined}>
            <span className="meaning-value">{value}</span>
            <span className="muted small number">{formatCount(rows)}</span>
            <MeaningSelect
              field={field}
              label={`${LABELS.fields[field]}: what ${value} means`}
              none="Choose"
              value={ours}
              onChange={(chosen) => onSet(value, chosen)}
            />
          </li>
        ))}
        {isWhole || shown.length === sorted.length ? null : (
          <li>
            <button type="button" className="disclosure-button" onClick={() => setIsWhole(true)}>
              {plural(sorted.length - shown.length, 'more word')}
            </button>
          </li>
        )}
        <li className="meaning-rest">
          <span className="meaning-value">Any other word of the file</span>
          <span />
          <MeaningSelect
            field={field}
            label={`${LABELS.fields[field]}: what any other word means`}
            none="Reject the row"
            value={rest}
            onChange={(chosen) => onSet(ANY_OTHER_VALUE, chosen)}
          />
        </li>
      </ul>
    </div>
  )
}

const rankIn = (order: readonly string[], value: string): number => {
  const at = order.indexOf(value)
  return at === -1 ? order.length : at
}

interface MeaningSelectProps {
  field: CodedField
  label: string
  /** what stands there while nothing is chosen */
  none: string
  value: string | undefined
  onChange: (ours: string | undefined) => void
}

const NOT_CHOSEN = ' '

function MeaningSelect({ field, label, none, value, onChange }: MeaningSelectProps) {
  const words = CODED_VALUES[field]
  return (
    <select
      className="select"
      aria-label={label}
      value={value ?? NOT_CHOSEN}
      onChange={({ target }) => onChange(target.value === NOT_CHOSEN ? undefined : target.value)}
    >
      <option value={NOT_CHOSEN}>{none}</option>
      {words.map((word) => (
        <option key={word} value={word}>
          {labelOf(WORD_LABELS[field], word)}
        </option>
      ))}
      {/* Several flags in one word of the file come from a mapping that was made elsewhere. */}
      {value !== undefined && value !== '' && !words.includes(value) && <option value={value}>{value}</option>}
      <option value="">
        {field === 'offence' ? 'Leave it out' : field === 'status' ? 'It counts' : 'Says nothing'}
      </option>
    </select>
  )
}

const WORD_LABELS: Record<CodedField, Readonly<Record<string, string>>> = {
  offence: LABELS.offences,
  flags: LABELS.flags,
  how_found: LABELS.howFound,
  domestic: LABELS.domesticValues,
  place_type: LABELS.placeTypes,
  status: LABELS.statuses,
}
