import type { Operation, Roster } from '@planner/shared/schemas'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { rostersQuery, uploadRoster } from '../../api/queries.ts'
import { FileForm } from '../../components/file-form.tsx'
import { ErrorNotice } from '../../components/pages.tsx'
import { ProgressLine } from '../../components/work-progress.tsx'
import { formatDay, plural } from '../../format.ts'
import { Step } from './step.tsx'

/** Rosters, and the way to the screen where a plan is set up. */
export function PlanStep({
  number,
  operation,
  rosters,
}: {
  number: number
  operation: Operation | undefined
  rosters: readonly Roster[]
}) {
  const queryClient = useQueryClient()
  const [sent, setSent] = useState(0)
  const upload = useMutation({
    mutationFn: (file: File) => uploadRoster(file, setSent),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: rostersQuery.queryKey }),
  })
  const waitsFor =
    operation === undefined
      ? 'Make an operation first.'
      : operation.rankingId === null
        ? `Rank the places of ${operation.name} first.`
        : undefined
  return (
    <Step number={number} title="Plan tours" done={operation?.planId != null} waitsFor={waitsFor}>
      <div className="data-columns">
        <div className="panel">
          <FileForm
            label="Roster"
            hint="CSV with one row for each crew and tour: shift_id, team_id, bcu, start, end, break_minutes, base_lat, base_lng."
            accept=".csv,text/csv"
            action="Load the roster"
            busy={upload.isPending}
            onFile={(file) => {
              setSent(0)
              upload.mutate(file)
            }}
          />
          <div className="data-progress" aria-live="polite">
            {upload.isPending && <ProgressLine label="Sending the file" share={sent} />}
            {upload.data !== undefined && (
              <p className="notice notice-good">
                {plural(upload.data.tours, 'tour')} of {plural(upload.data.crews, 'crew')} loaded from{' '}
                {upload.data.fileName}.
              </p>
            )}
            <ErrorNotice error={upload.error} />
          </div>
        </div>
        <div className="panel stack">
          <h3>Fill the tours</h3>
          {rosters.length === 0 || operation === undefined ? (
            <p className="muted">No roster yet. Load the rostered tours; visits are only ever planned into them.</p>
          ) : (
            <>
              <ul className="roster-list small">
                {rosters.map((roster) => (
                  <li key={roster.rosterId}>
                    <span className="file-name">{roster.fileName}</span>
                    <span className="place-area">
                      {plural(roster.tours, 'tour')} of {plural(roster.crews, 'crew')},{' '}
                      {formatDay(roster.firstDay, 'short')} to {formatDay(roster.lastDay, 'short')}
                    </span>
                  </li>
                ))}
              </ul>
              <p className="muted small">
                Which roster is filled, how far visits follow the hours of risk, guarantees, activities and blackouts
                are set next; you see what each does before anything is planned.
              </p>
              <div className="row">
                <Link
                  className="button button-primary"
                  to="/operations/$operationId/plan/new"
                  params={{ operationId: operation.operationId }}
                >
                  {operation.planId === null ? 'Set up a plan' : 'Plan again'}
                </Link>
                {operation.planId !== null && (
                  <Link
                    className="button"
                    to="/operations/$operationId/plan"
                    params={{ operationId: operation.operationId }}
                  >
                    See the plan
                  </Link>
                )}
              </div>
            </>
          )}
        </div>
      </div>
    </Step>
  )
}
