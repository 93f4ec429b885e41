import type { Job } from '@planner/shared/schemas'
import type { ReactNode } from 'react'
import { ProgressBar } from 'react-aria-components'
import type { Work } from '../api/use-work.ts'
import { formatShare } from '../format.ts'
import { LABELS } from '../labels.ts'
import { ErrorNotice } from './pages.tsx'

interface WorkProgressProps {
  // What was asked for does not matter here.
  work: Omit<Work<never>, 'begin'>
  /** shown until the server has taken the work on */
  starting?: ReactNode
  /** said when it has completed; left out where the screen shows the result itself */
  done?: string
}

/** Long work from its beginning to its end: how far it is, the way out of it, and what became of it. */
export function WorkProgress({ work, starting, done }: WorkProgressProps) {
  const { job, isRunning, isCancelling, error } = work
  return (
    <div className="work" aria-live="polite">
      {isRunning && (
        <div className="work-running">
          {job === undefined ? (
            (starting ?? <ProgressLine label="Starting" share={undefined} />)
          ) : (
            <JobLine job={job} />
          )}
          {job !== undefined && (
            <button type="button" className="button button-small" disabled={isCancelling} onClick={work.cancel}>
              {isCancelling ? 'Cancelling' : 'Cancel'}
            </button>
          )}
        </div>
      )}
      {job?.status === 'failed' && (
        <div className="notice notice-bad" role="alert">
          {job.error ??
            `${LABELS.jobs[job.kind]} stopped without a reason. Try again; if it stays so, tell your IT desk.`}
        </div>
      )}
      {job?.status === 'cancelled' && <p className="notice">Cancelled. What was there before has not changed.</p>}
      {job?.status === 'completed' && done !== undefined && <p className="notice notice-good">{done}</p>}
      <ErrorNotice error={error} />
    </div>
  )
}

function JobLine({ job }: { job: Job }) {
  return (
    <ProgressLine
      label={job.message === '' ? LABELS.jobs[job.kind] : job.message}
      share={job.status === 'queued' ? undefined : job.progress}
    />
  )
}

/** A bar from 0 to 1; without a share, only that something is going on. */
export function ProgressLine({ label, share }: { label: string; share: number | undefined }) {
  return (
    <ProgressBar
      className="progress"
      aria-label={label}
      minValue={0}
      maxValue={1}
      value={share ?? 0}
      isIndeterminate={share === undefined}
    >
      <span className="small">
        {label}
        {share === undefined ? '' : ` · ${formatShare(share)}`}
      </span>
      <div className="progress-track">
        <div className="progress-fill" style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
    </ProgressBar>
  )
}
