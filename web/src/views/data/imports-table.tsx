import type { Import } from '@planner/shared/schemas'
import { Link, useRouteContext } from '@tanstack/react-router'
import { useState } from 'react'
import { formatCount, formatMoment, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'

const SHOWN = 8

/** The files of before, the newest first; each opens what became of it. */
export function ImportsTable({ imports }: { imports: readonly Import[] }) {
  const { session } = useRouteContext({ from: '/shell' })
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? imports : imports.slice(0, SHOWN)
  return (
    <div className="panel stack">
      <h3>Files</h3>
      <div className="table-scroll">
        <table className="data-table small rows-table">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">When</th>
              <th scope="col">Outcome</th>
              <th scope="col" className="number">
                Rows
              </th>
              <th scope="col" className="number">
                Added
              </th>
              <th scope="col" className="number">
                Rejected
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((item) => (
              <tr key={item.importId}>
                <th scope="row" className="file-name">
                  <Link to="/data/imports/$importId" params={{ importId: item.importId }}>
                    {item.fileName}
                  </Link>
                  <span className="place-area">{LABELS.formats[item.format]}</span>
                </th>
                <td className="nowrap" data-label="When">
                  {formatMoment(item.createdAt, session.force.timezone)}
                </td>
                <td data-label="Outcome">
                  <span>
                    {item.takeBackJobId === null ? LABELS.outcomes[item.status] : 'Being taken back'}
                    {item.takenBack !== null && (
                      <span className="place-area">
                        {formatMoment(item.takenBack.at, session.force.timezone)} by {item.takenBack.by}
                      </span>
                    )}
                  </span>
                </td>
                <td className="number" data-label="Rows">
                  {formatCount(item.rows)}
                </td>
                <td className="number" data-label="Added">
                  {item.takenBack === null ? (
                    formatCount(item.added)
                  ) : (
                    <s className="muted">{formatCount(item.added)}</s>
                  )}
                </td>
                <td className="number" data-label="Rejected">
                  {item.takenBack === null ? (
                    formatCount(item.rejected)
                  ) : (
                    <s className="muted">{formatCount(item.rejected)}</s>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {imports.length > shown.length && (
        <div>
          <button type="button" className="disclosure-button" onClick={() => setIsWhole(true)}>
            {plural(imports.length - shown.length, 'earlier file')}
          </button>
        </div>
      )}
    </div>
  )
}
