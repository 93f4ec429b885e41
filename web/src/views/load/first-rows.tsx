import type { MappedField } from '@planner/shared/core'
import { formatCount, formatDay, plural } from '../../format.ts'
import type { JudgedIncident, JudgedReject, JudgedRows } from '../../incident-files/messages.ts'
import { labelOf, LABELS } from '../../labels.ts'
import { adviceInWords } from '../../reject-words.ts'

interface FirstRowsProps {
  judged: JudgedRows | undefined
  /** what must be chosen before anything can be read */
  missing: readonly MappedField[]
  /** whether the places are on a grid that is not known */
  needsGrid: boolean
}

/** What becomes of the first rows as they are read now: how many, in short. */
export function FirstRows({ judged, missing, needsGrid }: FirstRowsProps) {
  return (
    <section className="stack-tight" aria-label="The first rows" aria-live="polite">
      {missing.length > 0 ? (
        <>
          <h2>Say which column is</h2>
          <ul className="small missing-fields">
            {missing.map((field) => (
              <li key={field}>
                {LABELS.fields[field]}
                {field === 'offence' && <span className="muted">, or that every row is one offence</span>}
              </li>
            ))}
          </ul>
        </>
      ) : needsGrid ? (
        <h2>Say which grid the places are on</h2>
      ) : judged === undefined ? (
        <p className="muted small">Reading the first rows.</p>
      ) : judged.refused !== null ? (
        <p className="notice notice-bad small">{judged.refused}</p>
      ) : (
        <Counts judged={judged} />
      )}
    </section>
  )
}

function Counts({ judged: { rows, taken, outOfScope, rejected } }: { judged: JudgedRows }) {
  const leftOut = outOfScope.reduce((sum, { rows: some }) => sum + some, 0)
  return (
    <>
      <h2>
        Of the first {plural(rows, 'row')}, {formatCount(taken)} {taken === 1 ? 'is' : 'are'} taken
      </h2>
      <div className="outcome-bar" aria-hidden="true">
        <span className="outcome-taken" style={{ flexGrow: taken }} />
        <span className="outcome-left" style={{ flexGrow: leftOut }} />
        <span className="outcome-rejected" style={{ flexGrow: rejected }} />
      </div>
      <p className="row small outcome-key">
        <span data-kind="taken">{formatCount(taken)} taken</span>
        <span data-kind="left">{formatCount(leftOut)} left out</span>
        <span data-kind="rejected">{formatCount(rejected)} rejected</span>
      </p>
    </>
  )
}

/** Why rows are left out or rejected, and how those that are taken are understood. */
export function RowDetails({ judged }: { judged: JudgedRows }) {
  const { outOfScope, rejectsByCode, examples } = judged
  if (rejectsByCode.length + outOfScope.length + examples.length === 0) return null
  return (
    <section className="panel stack row-details" aria-label="Row by row" tabIndex={0}>
      {rejectsByCode.length > 0 && (
        <div className="stack-tight">
          <h3>Rejected</h3>
          <ul className="plain-list stack-tight two-lines">
            {rejectsByCode.map(({ code, rows, example }) => (
              <li key={code} className="small">
                <strong>
                  {labelOf(LABELS.rejectCodes, code)}: {plural(rows, 'row')}
                </strong>
                <span className="muted">{exampleInWords(example)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {outOfScope.length > 0 && (
        <div className="stack-tight">
          <h3>Left out</h3>
          <dl className="pairs">
            {outOfScope.map(({ reason, rows }) => (
              <div key={reason}>
                <dt>{labelOf(LABELS.outOfScope, reason)}</dt>
                <dd>{formatCount(rows)}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {examples.length > 0 && <Examples examples={examples} />}
    </section>
  )
}

function exampleInWords({ line, column, value, advice }: JudgedReject): string {
  const where = `Line ${formatCount(line)}${column === '' ? '' : `, ${column}`}`
  const what = value === '' ? 'it is empty' : `“${value}”`
  return `${where}: ${what}. ${adviceInWords(advice)}`
}

function Examples({ examples }: { examples: readonly JudgedIncident[] }) {
  return (
    <div className="stack-tight">
      <h3>Taken, as they are understood</h3>
      <ul className="plain-list two-lines small">
        {examples.map(({ line, occurredFrom, offence, lat, lng, placeName }) => (
          <li key={line}>
            <strong>{labelOf(LABELS.offences, offence)}</strong>
            <span className="muted">
              {writtenTime(occurredFrom)} · {lat.toFixed(5)}, {lng.toFixed(5)}
              {placeName === null ? '' : ` · ${placeName}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function writtenTime(local: string): string {
  const [day = '', time] = local.split('T')
  if (day.length < 10) return formatDay(`${day}-01`, 'month')
  return time === undefined ? formatDay(day) : `${formatDay(day)}, ${time}`
}
