import type { Job } from '@planner/shared/schemas'
import { ProgressBar } from 'react-aria-components'
import { formatShare } from '../format.ts'
import { LABELS } from '../labels.ts'

/** Long work as a bar with words; when it fails, why. */
export function JobProgress({ job }: { job: Job | undefined }) {
  if (job === undefined) return null
  if (job.status === 'failed')
    return (
      <div className="notice notice-bad" role="alert">
        {job.error ??
          `${LABELS.jobs[job.kind]} stopped without a reason. Try again; if it stays so, tell your IT desk.`}
      </div>
    )
  if (job.status === 'completed') return null
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
