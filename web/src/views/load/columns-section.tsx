import { INCIDENT_FLAGS, MAPPED_FIELDS, type IncidentMapping, type MappedField } from '@planner/shared/core'
import { useId, useState } from 'react'
import { formatShare, plural } from '../../format.ts'
import type { FileColumn, OpenedFile } from '../../incident-files/messages.ts'
import { LABELS } from '../../labels.ts'
import { fieldsOf, markOf, readColumnAs, readColumnAsMark } from '../../state/mapping-draft.ts'

interface ColumnsSectionProps {
  opened: OpenedFile
  mapping: IncidentMapping
  onChange: (mapping: IncidentMapping) => void
}

/** The file's columns with some of their values, and what each is read as: nothing, unless somebody says so. */
export function ColumnsSection({ opened, mapping, onChange }: ColumnsSectionProps) {
  const [sought, setSought] = useState('')
  const [isWhole, setIsWhole] = useState(false)
  const restId = useId()
  const people = new Set(opened.people)
  const others = opened.columns.filter(({ name }) => !people.has(name))
  // In the order in which they were found: a row does not run away when it is set.
  const [first] = useState(() => new Set(others.filter(({ name }) => isRead(mapping, name))))
  const shown = (column: FileColumn): boolean => column.name.toLowerCase().includes(sought.trim().toLowerCase())
  const rows = (columns: readonly FileColumn[]) =>
    columns
      .filter(shown)
      .map((column) => (
        <ColumnRow key={column.index} column={column} opened={opened} mapping={mapping} onChange={onChange} />
      ))
  const rest = others.filter((column) => !first.has(column))
  const isRestShown = isWhole || sought.trim() !== ''
  return (
    <section className="panel stack" aria-label="Columns">
      <div className="load-section-head">
        <h2>Columns</h2>
        <p className="muted small">
          Values are shown from this computer; they are not sent. A column is read only where you say as what.
        </p>
      </div>
      <label className="load-seek small">
        <span>Find a column</span>
        <input
          className="input"
          type="search"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          autoComplete="off"
        />
      </label>
      <table className="data-table data-table-tight columns-table">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Most common values</th>
            <th scope="col">Read as</th>
          </tr>
        </thead>
        <tbody>{rows(others.filter((column) => first.has(column)))}</tbody>
        {rest.length > 0 && (
          <tbody id={restId}>
            <tr className="columns-divide">
              <th scope="rowgroup" colSpan={3}>
                <span>{plural(rest.length, 'other column')}, not read</span>{' '}
                <button
                  type="button"
                  className="disclosure-button"
                  aria-expanded={isRestShown}
                  aria-controls={restId}
                  onClick={() => setIsWhole(!isWhole)}
                >
                  {isWhole ? 'Close the list' : 'Show them and choose'}
                </button>
                {!isRestShown && <span className="columns-rest">{rest.map(({ name }) => name).join(' · ')}</span>}
              </th>
            </tr>
            {isRestShown && rows(rest)}
          </tbody>
        )}
      </table>
      {people.size > 0 && (
        <div className="notice notice-bad stack-tight people-columns" role="note" aria-label="Never read">
          <strong>
            {plural(people.size, 'column')} about people: not read, and {people.size === 1 ? 'it' : 'they'} cannot be
          </strong>
          <ul className="plain-list">
            {[...people].map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** Before a flag, where a choice is a field or a flag. */
const MARK = 'mark:'

const isRead = (mapping: IncidentMapping, column: string): boolean =>
  fieldsOf(mapping, column).length > 0 || markOf(mapping, column) !== undefined

function ColumnRow({ column, opened, mapping, onChange }: ColumnsSectionProps & { column: FileColumn }) {
  const { name, samples, filled } = column
  const fields = fieldsOf(mapping, name)
  const mark = markOf(mapping, name)
  const isTwice = opened.columns.filter((other) => other.name.trim() === name.trim()).length > 1
  const isNarrative = opened.guess.narratives.includes(name)
  return (
    <tr data-read={isRead(mapping, name)}>
      <th scope="row">{name.trim() === '' ? <em className="muted">no name</em> : name}</th>
      <td className="column-values">
        {isNarrative ? (
          <em className="muted">Accounts of what happened: not shown</em>
        ) : samples.length === 0 ? (
          <em className="muted">empty</em>
        ) : (
          <>
            {samples.map((value) => (
              <span key={value}>{value}</span>
            ))}
            {filled < 0.995 && <em className="muted">{formatShare(filled)} filled</em>}
          </>
        )}
      </td>
      <td>
        {name.trim() === '' || isTwice || isNarrative ? (
          <span className="muted small">
            {isTwice
              ? 'Not read: the name is there twice'
              : isNarrative
                ? 'Not read: people are named in it'
                : 'Not read'}
          </span>
        ) : (
          (fields.length === 0 ? [undefined] : fields).map((field) => (
            <select
              key={field ?? ''}
              className="select"
              aria-label={`Read ${name} as`}
              value={field ?? (mark === undefined ? '' : `${MARK}${mark}`)}
              onChange={(event) => {
                const { value } = event.target
                const flag = INCIDENT_FLAGS.find((one) => value === `${MARK}${one}`)
                const unmarked = mark === undefined ? mapping : readColumnAsMark(mapping, name, undefined)
                onChange(
                  flag === undefined
                    ? readColumnAs(unmarked, name, (value as MappedField) || undefined, field)
                    : readColumnAsMark(mapping, name, flag),
                )
              }}
            >
              <option value="">Not read</option>
              {MAPPED_FIELDS.map((one) => (
                <option key={one} value={one}>
                  {LABELS.fields[one]}
                </option>
              ))}
              <optgroup label="Yes or no: a flag">
                {INCIDENT_FLAGS.map((flag) => (
                  <option key={flag} value={`${MARK}${flag}`}>
                    Flag: {LABELS.flags[flag]}
                  </option>
                ))}
              </optgroup>
            </select>
          ))
        )}
        {((mark !== undefined && opened.guess.mapping.marks?.[name] === mark) ||
          fields.some(
            (field) => opened.guess.why[field]?.header === name && opened.guess.why[field].sureness === 'likely',
          )) && <span className="field-hint guess-mark">A guess: look at it</span>}
      </td>
    </tr>
  )
}
