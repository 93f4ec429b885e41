import type { Job } from '@planner/shared/schemas'
import { getJson, isSignedOut } from './client.ts'

const POLL_MS = 1000

/** Whether nothing more will come of a job. */
export const hasEnded = ({ status }: Job): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled'

/**
 * Follow a job to its end: by server-sent events, and by asking once a second where something between cuts those.
 *
 * @param onJob called with each state, the last one completed, failed or cancelled
 * @param onError called once when the job can no longer be followed
 * @returns a function that stops following; the job itself goes on
 */
export function followJob(jobId: string, onJob: (job: Job) => void, onError: (error: unknown) => void): () => void {
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const events = new EventSource(`/api/jobs/${jobId}/events`)

  const stop = (): void => {
    stopped = true
    events.close()
    clearTimeout(timer)
  }
  const take = (job: Job): void => {
    if (stopped) return
    if (hasEnded(job)) stop()
    onJob(job)
  }
  const poll = async (failures: number): Promise<void> => {
    if (stopped) return
    try {
      take(await getJson<Job>(`/jobs/${jobId}`))
      timer = setTimeout(() => void poll(0), POLL_MS)
    } catch (error) {
      if (failures >= 5 || isSignedOut(error)) {
        stop()
        onError(error)
      } else timer = setTimeout(() => void poll(failures + 1), POLL_MS)
    }
  }
  const read = (event: MessageEvent<string>): void => take(JSON.parse(event.data) as Job)

  events.addEventListener('message', read)
  events.addEventListener('job', read)
  events.addEventListener('error', () => {
    if (stopped) return
    events.close()
    clearTimeout(timer)
    void poll(0)
  })
  return stop
}
