import { parentPort, workerData } from 'node:worker_threads'
import { DomainError } from '@planner/shared/core'
import type { WorkerMessage } from './run-in-worker.ts'

/** Progress is told at most this often, in milliseconds. */
const PROGRESS_INTERVAL_MS = 100

type Work<Output> = (input: unknown, onProgress: (share: number) => void) => Promise<Output> | Output

/** The body of a worker thread: does `work` on what the thread was given and posts what came of it. */
export async function serveWorker<Output>(work: Work<Output>): Promise<void> {
  await answer(work, workerData)
}

/** The body of a standing worker thread: does `work` on each message that it is sent, until it is stopped. */
export function serveRequests<Output>(work: Work<Output>): void {
  parentPort?.on('message', (input: unknown) => {
    // What is no refusal must end the thread as loudly as it would at its top level.
    answer(work, input).catch((error: unknown) =>
      setImmediate(() => {
        throw error
      }),
    )
  })
}

async function answer<Output>(work: Work<Output>, input: unknown): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  const post = (message: WorkerMessage<Output>): void => parentPort?.postMessage(message)
  let last = 0
  try {
    const output = await work(input, (share) => {
      const now = performance.now()
      if (now - last < PROGRESS_INTERVAL_MS) return
      last = now
      post({ kind: 'progress', share })
    })
    post({ kind: 'done', output })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    post({ kind: 'refused', code: error.code, message: error.message })
  }
}
