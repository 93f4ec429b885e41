import type { Import } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { rejectsQuery } from '../../api/queries.ts'
import { ErrorNotice } from '../../components/pages.tsx'
import { formatCount, plural } from '../../format.ts'

/** What became of one file: every row is in one of these counts. */
export function ImportResult({ result }: { result: Import }) {
  if (result.status === 'queued' || result.status === 'running')
    return <p className="notice">{result.fileName} is still being loaded.</p>
  if (result.status === 'refused')
    return (
      <div className="notice notice-bad" role="alert">
        <strong>{result.fileName} was refused.</strong> {result.refusedBecause ?? 'Nothing of it was loaded.'}
      </div>
    )
  const counts = [
    ['Rows', result.rows, 'in the file'],
    ['Added', result.added, 'new incidents'],
    ['Unchanged', result.unchanged, 'already there'],
    ['Updated', result.updated, 'there with other content'],
    ['Out of scope', result.outOfScope, 'weapons and other offences: never ranked'],
    ['Rejected', result.rejected, 'could not be read'],
  ] as const
  return (
    <section className="panel stack" aria-label={`Result of ${result.fileName}`}>
      <h3>{result.fileName}</h3>
      <p>{inWords(result)}</p>
      <dl className="counts">
        {counts.map(([label, count, meaning]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatCount(count)}</dd>
            <dd className="muted small">{meaning}</dd>
          </div>
        ))}
      </dl>
      {result.rejected > 0 && <Rejects importId={result.importId} />}
    </section>
  )
}

/** The same counts as one sentence: what was taken, and what was not. */
function inWords({ rows, added, updated, unchanged, outOfScope, rejected }: Import): string {
  const accepted = added + updated + unchanged
  const left = [
    ...(outOfScope > 0 ? [`${formatCount(outOfScope)} left out as out of scope`] : []),
    ...(rejected > 0 ? [`${formatCount(rejected)} rejected`] : []),
  ]
  return `Of ${plural(rows, 'row')}, ${formatCount(accepted)} accepted (${formatCount(added)} new, ${formatCount(updated)} updated, ${formatCount(unchanged)} unchanged)${left.map((text) => `, ${text}`).join('')}.`
}

function Rejects({ importId }: { importId: string }) {
  const { data, error } = useQuery(rejectsQuery(importId))
  if (data === undefined) return <ErrorNotice error={error} />
  return (
    <div className="stack">
      <div className="row">
        <p>
          {data.rejects.length < data.total
            ? `The first ${formatCount(data.rejects.length)} of ${plural(data.total, 'rejected row')}`
            : plural(data.total, 'rejected row')}
        </p>
        <a className="button button-small" href={`/api/imports/${importId}/rejects.csv`} download>
          Download all as CSV
        </a>
      </div>
      <div className="table-scroll rejects">
        <table className="data-table small">
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
            {data.rejects.map((reject) => (
              <tr key={`${reject.line} ${reject.column} ${reject.code}`}>
                <td className="number">{formatCount(reject.line)}</td>
                <td>{reject.column}</td>
                <td className="reject-value">{reject.value === '' ? <em>empty</em> : reject.value}</td>
                <td>{reject.advice}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
