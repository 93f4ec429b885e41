import type { Operation, Roster } from '@planner/shared/schemas'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { operationsQuery, rostersQuery, startPlan, uploadRoster } from '../../api/queries.ts'
import { useJob } from '../../api/use-job.ts'
import { FileForm } from '../../components/file-form.tsx'
import { JobProgress, ProgressLine } from '../../components/job-progress.tsx'
import { ErrorNotice } from '../../components/pages.tsx'
import { formatDay, plural } from '../../format.ts'
import { Step } from './step.tsx'

export function PlanStep({ operation, rosters }: { operation: Operation | undefined; rosters: readonly Roster[] }) {
  const queryClient = useQueryClient()
  const [sent, setSent] = useState(0)
  const upload = useMutation({
    mutationFn: (file: File) => uploadRoster(file, setSent),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: rostersQuery.queryKey }),
  })
  const start = useMutation({ mutationFn: startPlan })
  const { job, error } = useJob(
    start.data?.jobId,
    () => void queryClient.invalidateQueries({ queryKey: operationsQuery.queryKey }),
  )
  const running = start.isPending || (start.isSuccess && job?.status !== 'completed' && job?.status !== 'failed')
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const rosterId = new FormData(event.currentTarget).get('roster')
    if (operation !== undefined && typeof rosterId === 'string')
      start.mutate({ operationId: operation.operationId, rosterId })
  }
  const waitsFor =
    operation === undefined
      ? 'Make an operation first.'
      : operation.rankingId === null
        ? `Rank the places of ${operation.name} first.`
        : undefined
  return (
    <Step number={4} title="Plan tours" done={operation?.planId != null} waitsFor={waitsFor}>
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
        <form className="panel stack" onSubmit={submit}>
          <h3>Fill the tours</h3>
          {rosters.length === 0 ? (
            <p className="muted">No roster yet. Load the rostered tours; visits are only ever planned into them.</p>
          ) : (
            <>
              <div className="field">
                <label htmlFor="plan-roster">Roster to fill</label>
                <select className="select" id="plan-roster" name="roster">
                  {rosters.map((roster) => (
                    <option key={roster.rosterId} value={roster.rosterId}>
                      {roster.fileName} · {plural(roster.tours, 'tour')}, {formatDay(roster.firstDay, 'short')} to{' '}
                      {formatDay(roster.lastDay, 'short')}
                    </option>
                  ))}
                </select>
              </div>
              <div className="row">
                <button type="submit" className="button button-primary" disabled={running}>
                  {operation?.planId == null ? 'Plan tours' : 'Plan again'}
                </button>
                {operation?.planId != null && (
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
          <div className="data-progress" aria-live="polite">
            <JobProgress job={job} />
            {job?.status === 'completed' && <p className="notice notice-good">The tours are planned.</p>}
            <ErrorNotice error={start.error ?? error} />
          </div>
        </form>
      </div>
    </Step>
  )
}
