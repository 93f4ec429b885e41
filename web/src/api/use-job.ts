import type { Job } from '@planner/shared/schemas'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { followJob, hasEnded } from './jobs.ts'
import { cancelJob } from './queries.ts'
import type { Work } from './use-work.ts'

/**
 * Work that goes on on the server, whoever began it and wherever.
 *
 * @param jobId undefined: there is none to follow
 * @param onEnd called once when it has ended, however
 */
export function useJob(jobId: string | undefined, onEnd: (job: Job) => void): Omit<Work<never>, 'begin'> {
  const [state, setState] = useState<{ jobId: string; job?: Job; error?: Error }>()
  const latest = useRef(onEnd)
  useEffect(() => {
    latest.current = onEnd
  })
  const cancelled = useMutation({ mutationFn: cancelJob })
  useEffect(() => {
    if (jobId === undefined) return undefined
    return followJob(
      jobId,
      (job) => {
        setState({ jobId, job })
        if (hasEnded(job)) latest.current(job)
      },
      (error) => setState({ jobId, error: error instanceof Error ? error : new Error(String(error)) }),
    )
  }, [jobId])
  const current = state?.jobId === jobId ? state : undefined
  const ended = current?.error !== undefined || (current?.job !== undefined && hasEnded(current.job))
  return {
    cancel: () => {
      if (jobId !== undefined) cancelled.mutate(jobId)
    },
    job: current?.job,
    isRunning: jobId !== undefined && !ended,
    isCancelling: cancelled.isPending || (cancelled.isSuccess && !ended),
    error: current?.error ?? cancelled.error,
  }
}
