import type { Job } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../../database.ts'
import type { JobFeed } from '../../jobs/job-feed.ts'
import { getJob } from '../../services/job.service.ts'

/** The state of a job now and after each change, until it has ended or `signal` is aborted. */
export async function* watchJob(
  db: Kysely<Database>,
  feed: JobFeed,
  jobId: string,
  signal: AbortSignal,
): AsyncGenerator<Job> {
  let hasChanged = true
  let wake: () => void = () => undefined
  const onChange = (): void => {
    hasChanged = true
    wake()
  }
  // Listening first: a change between reading and listening would be missed.
  const unsubscribe = feed.subscribe(jobId, onChange)
  signal.addEventListener('abort', onChange)
  try {
    while (!signal.aborted) {
      if (!hasChanged)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      hasChanged = false
      if (signal.aborted) return
      const job = await getJob(db, jobId)
      yield job
      if (job.finishedAt !== null) return
    }
  } finally {
    unsubscribe()
    signal.removeEventListener('abort', onChange)
  }
}
