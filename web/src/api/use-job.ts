import type { Job } from '@planner/shared/schemas'
import { useEffect, useState } from 'react'
import { followJob } from './jobs.ts'

/** Follow a job; `onDone` is called once, when it has completed. */
export function useJob(
  jobId: string | undefined,
  onDone: (job: Job) => void,
): { job: Job | undefined; error: Error | null } {
  const [state, setState] = useState<{ jobId: string; job?: Job; error?: Error }>()
  useEffect(() => {
    if (jobId === undefined) return undefined
    return followJob(
      jobId,
      (job) => {
        setState({ jobId, job })
        if (job.status === 'completed') onDone(job)
      },
      (error) => setState({ jobId, error: error instanceof Error ? error : new Error(String(error)) }),
    )
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `onDone` belongs to the job being followed, not to the render
  }, [jobId])
  const current = state?.jobId === jobId ? state : undefined
  return { job: current?.job, error: current?.error ?? null }
}
