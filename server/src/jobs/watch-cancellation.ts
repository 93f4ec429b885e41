import { DomainError } from '@planner/shared/core'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { findJob } from '../repositories/job.repository.ts'

/** How soon a running job hears that it was cancelled, wherever that was asked for. */
const LOOK_MS = 500

/** Aborts its signal, with a refusal as the reason, once the job is found cancelled. */
export function watchCancellation(
  db: Kysely<Database>,
  jobId: string,
  logError: (error: unknown) => void,
): { signal: AbortSignal; cancel: () => void; stop: () => void } {
  const cancelled = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const cancel = (): void => cancelled.abort(new DomainError('CONFLICT', 'It was cancelled.'))
  const look = async (): Promise<void> => {
    const row = await findJob(db, jobId)
    if (row?.status === 'cancelled') cancel()
  }
  const again = (): void => {
    if (stopped || cancelled.signal.aborted) return
    timer = setTimeout(() => {
      look().catch(logError).finally(again)
    }, LOOK_MS)
  }
  again()
  return {
    signal: cancelled.signal,
    cancel,
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
