import type { Import } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { rejectsQuery, REJECTS_PER_PAGE } from '../../api/queries.ts'
import { FileDrop } from '../../components/file-drop.tsx'
import { ErrorNotice } from '../../components/pages.tsx'
import { formatCount, plural } from '../../format.ts'
import { labelOf, LABELS } from '../../labels.ts'
import { adviceInWords } from '../../reject-words.ts'
import { handOver } from '../../state/chosen-file.ts'

/** What to do about the rows of each code, in general; each row has its own advice besides. */
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  MISSING_VALUE: 'Fill in the value, or leave the row out of the file.',
  BAD_TIME:
    'Write the time as the file does elsewhere; if all look alike, the order of dates or the time zone was chosen wrong.',
  TIME_ORDER: 'See which of the two times is wrong, or whether the columns are swapped.',
  BAD_OFFENCE: 'Give the word a meaning in the mapping, and load the rows again.',
  BAD_COORDINATE: 'Correct the place; if all look alike, degrees and grid were chosen wrong.',
  SWAPPED_COORDINATES: 'Swap latitude and longitude, in the file or in the mapping.',
  ZERO_COORDINATES: 'The place was never found: look it up, or leave the row out.',
  NO_COORDINATES: 'Look the place up: without one it cannot be on the map.',
  BAD_CODE_VALUE: 'Give the word a meaning in the mapping, and load the rows again.',
  DUPLICATE_ID: 'See which of the rows with this id is right, and keep that one.',
  WRONG_COLUMN_COUNT: 'Look in the source for a field too many or too few, often a quote that is missing.',
  BAD_TEXT: 'Save the source again as "CSV UTF-8".',
  REPEATED_HEADER: 'Nothing: the header stands there a second time.',
}

/** The rows that were not taken: of which kinds they are, one by one, and the way to mend them. */
export function RejectsSection({ item }: { item: Import }) {
  const navigate = useNavigate()
  const [code, setCode] = useState<string>()
  // Where each page began, so that one can go back.
  const [starts, setStarts] = useState([0])
  const { data, error, isPlaceholderData } = useQuery(rejectsQuery(item.importId, { after: starts.at(-1) ?? 0, code }))
  const choose = (next: string | undefined): void => {
    setCode(next)
    setStarts([0])
  }
  if (data === undefined) return <ErrorNotice error={error} />
  const { byCode, rejects, next, total } = data
  const shown = code === undefined ? total : (byCode.find((one) => one.code === code)?.rejects ?? 0)
  const before = (starts.length - 1) * REJECTS_PER_PAGE
  return (
    <section className="panel stack" aria-labelledby="rejects-title">
      <h2 id="rejects-title">{plural(total, 'rejected row')}</h2>
      <ul className="plain-list reject-codes">
        {byCode.map((one) => (
          <li key={one.code}>
            <button
              type="button"
              className="button reject-code"
              aria-pressed={one.code === code}
              onClick={() => choose(one.code === code ? undefined : one.code)}
            >
              <span className="reject-code-name">{labelOf(LABELS.rejectCodes, one.code)}</span>
              <span className="number">{formatCount(one.rejects)}</span>
              <span className="field-hint">{WHAT_TO_DO[one.code]}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="table-scroll rejects" role="group" aria-label="Rejected rows, one by one" tabIndex={0}>
        <table className="data-table data-table-tight small rows-table">
          <thead>
            <tr>
              <th scope="col" className="number">
                Line
              </th>
              <th scope="col">Column</th>
              <th scope="col">Value</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {rejects.map((reject) => (
              <tr key={reject.rejectId}>
                <td className="number" data-label="Line">
                  {formatCount(reject.line)}
                </td>
                <td data-label="Column">{reject.column === '' ? <em className="muted">the row</em> : reject.column}</td>
                <td className="reject-value" data-label="Value">
                  {reject.value === '' ? <em className="muted">empty</em> : reject.value}
                </td>
                <td data-label="What to do">{adviceInWords(reject.advice)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown > REJECTS_PER_PAGE && (
        <div className="row">
          <button
            type="button"
            className="button button-small"
            disabled={starts.length === 1}
            onClick={() => setStarts(starts.slice(0, -1))}
          >
            Earlier
          </button>
          <button
            type="button"
            className="button button-small"
            // Until the page is there, what comes after it is not known: `next` is still that of the page before.
            disabled={next === null || isPlaceholderData}
            onClick={() => next !== null && setStarts([...starts, next])}
          >
            Later
          </button>
          <span className="small muted" aria-live="polite">
            {isPlaceholderData
              ? 'Looking them up'
              : `${formatCount(before + 1)} to ${formatCount(before + rejects.length)} of ${formatCount(shown)}`}
          </span>
        </div>
      )}
      <div className="reject-mend">
        <div className="stack-tight">
          <h3>Mend and load again</h3>
          <p className="small">
            The CSV has each row as it was read, with what is wrong beside it. Correct the values, save it, and drop it
            here: what was taken before stays as it is.
          </p>
          <p>
            <a className="button" href={`/api/imports/${item.importId}/rejects.csv`} download>
              Download all as CSV
            </a>
          </p>
        </div>
        <FileDrop
          action="Choose the mended file"
          accept=".csv,.txt,.gz,.zip,text/csv"
          hint="It is opened on this computer first."
          onFile={(file) => {
            handOver(file, item.timezone)
            void navigate({ to: '/data/load' })
          }}
        />
      </div>
    </section>
  )
}
