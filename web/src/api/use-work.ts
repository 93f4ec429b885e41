import type { Accepted, Job } from '@planner/shared/schemas'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { followJob, hasEnded } from './jobs.ts'
import { cancelJob } from './queries.ts'

/** Long work that a screen has begun. */
export interface Work<T> {
  begin: (request: T) => void
  /** asks the server to stop; the job then ends as cancelled */
  cancel: () => void
  /** the last that was heard of it; undefined until the first news */
  job: Job | undefined
  /** from the click to the end, whichever that is */
  isRunning: boolean
  isCancelling: boolean
  /** why it could not be begun, followed or cancelled */
  error: Error | null
}

interface WorkOptions<T> {
  start: (request: T) => Promise<Accepted>
  /** called once for each job that has completed */
  onDone: (job: Job) => void
  /** a name under which the job is kept, so that a reload of the page goes on following it */
  keptAs?: string
}

/** Begin long work on the server, follow it to its end, cancel it. */
export function useWork<T>({ start, onDone, keptAs }: WorkOptions<T>): Work<T> {
  const [jobId, setJobId] = useState(() => readKept(keptAs))
  const [state, setState] = useState<{ jobId: string; job?: Job; error?: Error }>()
  const latest = useRef({ onDone, keptAs })
  useEffect(() => {
    latest.current = { onDone, keptAs }
  })
  const begun = useMutation({
    mutationFn: start,
    onSuccess: (accepted) => {
      writeKept(keptAs, accepted.jobId)
      setJobId(accepted.jobId)
    },
  })
  const cancelled = useMutation({ mutationFn: cancelJob })
  useEffect(() => {
    if (jobId === undefined) return undefined
    return followJob(
      jobId,
      (job) => {
        setState({ jobId, job })
        if (hasEnded(job)) writeKept(latest.current.keptAs, undefined)
        if (job.status === 'completed') latest.current.onDone(job)
      },
      (error) => {
        writeKept(latest.current.keptAs, undefined)
        setState({ jobId, error: error instanceof Error ? error : new Error(String(error)) })
      },
    )
  }, [jobId])
  const current = state?.jobId === jobId ? state : undefined
  const ended = current?.error !== undefined || (current?.job !== undefined && hasEnded(current.job))
  return {
    begin: (request) => {
      cancelled.reset()
      begun.mutate(request)
    },
    cancel: () => {
      if (jobId !== undefined) cancelled.mutate(jobId)
    },
    job: begun.isPending ? undefined : current?.job,
    isRunning: begun.isPending || (jobId !== undefined && !ended),
    isCancelling: cancelled.isPending || (cancelled.isSuccess && !ended),
    error: begun.error ?? current?.error ?? cancelled.error,
  }
}

function readKept(name: string | undefined): string | undefined {
  try {
    return name === undefined ? undefined : (sessionStorage.getItem(name) ?? undefined)
  } catch {
    return undefined // storage may be forbidden; a reload then follows nothing
  }
}

function writeKept(name: string | undefined, jobId: string | undefined): void {
  if (name === undefined) return
  try {
    if (jobId === undefined) sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, jobId)
  } catch {
    // As above.
  }
}
