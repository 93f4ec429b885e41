import type { Import, IncidentSummary } from '@planner/shared/schemas'
import { useQueryClient } from '@tanstack/react-query'
import { useRouteContext } from '@tanstack/react-router'
import { useState } from 'react'
import { importsQuery, summaryQuery, uploadIncidents } from '../../api/queries.ts'
import { useWork } from '../../api/use-work.ts'
import { FileForm } from '../../components/file-form.tsx'
import { formText } from '../../components/form-text.ts'
import { ProgressLine, WorkProgress } from '../../components/work-progress.tsx'
import { formatCount, formatDay, formatMoment, formatShare } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { ImportResult } from './import-result.tsx'
import { Step } from './step.tsx'

export function IncidentsStep({ summary, imports }: { summary: IncidentSummary; imports: readonly Import[] }) {
  const queryClient = useQueryClient()
  const { session } = useRouteContext({ from: '/shell' })
  const [sent, setSent] = useState(0)
  const [opened, setOpened] = useState<string>()
  const refresh = (): void => {
    void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
    void queryClient.invalidateQueries({ queryKey: summaryQuery.queryKey })
  }
  const work = useWork({
    start: async ({ file, format }: { file: File; format: string }) => {
      const accepted = await uploadIncidents(file, format, setSent)
      refresh()
      return accepted
    },
    onDone: ({ resultId }) => {
      refresh()
      setOpened(resultId ?? undefined)
    },
  })
  const result = imports.find(({ importId }) => importId === opened)
  return (
    <Step number={1} title="Incidents" done={summary.incidents > 0}>
      <div className="data-columns">
        <div className="panel">
          <FileForm
            label="File of incidents"
            hint="CSV, or CSV packed with gzip (.gz). Only the columns of the format are read; the file is not kept."
            accept=".csv,.gz,text/csv"
            action="Load incidents"
            busy={work.isRunning}
            onFile={(file, form) => {
              setSent(0)
              setOpened(undefined)
              work.begin({ file, format: formText(form, 'format') })
            }}
          >
            <div className="field">
              <label htmlFor="format">Format</label>
              <select className="select" id="format" name="format">
                {Object.entries(LABELS.formats).map(([format, label]) => (
                  <option key={format} value={format}>
                    {label}
                  </option>
                ))}
              </select>
            </div>
          </FileForm>
          <WorkProgress work={work} starting={<ProgressLine label="Sending the file" share={sent} />} />
        </div>
        <div className="panel stack">
          <h3>What is loaded</h3>
          {summary.firstDay === null || summary.lastDay === null ? (
            <p className="muted">Nothing yet. Load a file to begin.</p>
          ) : (
            <dl className="pairs">
              <dt>Incidents</dt>
              <dd>{formatCount(summary.incidents)}</dd>
              <dt>From</dt>
              <dd>{formatDay(summary.firstDay)}</dd>
              <dt>To</dt>
              <dd>{formatDay(summary.lastDay)}</dd>
              <dt>Timed to the minute</dt>
              <dd>{formatShare(summary.minutePrecision)}</dd>
              <dt>Source says how they were found</dt>
              <dd>{formatShare(summary.howFoundKnown)}</dd>
            </dl>
          )}
        </div>
      </div>
      {result !== undefined && <ImportResult result={result} />}
      {imports.length > 0 && (
        <div className="table-scroll panel">
          <h3>Files loaded before</h3>
          <table className="data-table small">
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
                <th scope="col">
                  <span className="visually-hidden">Details</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {imports.map((item) => (
                <tr key={item.importId}>
                  <th scope="row" className="file-name">
                    {item.fileName}
                    <span className="place-area">{LABELS.formats[item.format]}</span>
                  </th>
                  <td className="nowrap">{formatMoment(item.createdAt, session.force.timezone)}</td>
                  <td>{LABELS.outcomes[item.status]}</td>
                  <td className="number">{formatCount(item.rows)}</td>
                  <td className="number">{formatCount(item.added)}</td>
                  <td className="number">{formatCount(item.rejected)}</td>
                  <td>
                    <button
                      type="button"
                      className="button button-small"
                      aria-label={`Show what became of ${item.fileName}`}
                      onClick={() => setOpened(item.importId)}
                    >
                      Show
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Step>
  )
}
