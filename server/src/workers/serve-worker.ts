import { parentPort, workerData } from 'node:worker_threads'
import { DomainError } from '@planner/shared/core'
import type { WorkerMessage } from './run-in-worker.ts'

/** Progress is told at most this often, in milliseconds. */
const PROGRESS_INTERVAL_MS = 100

/** The body of a worker thread: does `work` on what the thread was given and posts what came of it. */
export async function serveWorker<Output>(
  work: (input: unknown, onProgress: (share: number, stage?: string) => void) => Promise<Output> | Output,
): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  const post = (message: WorkerMessage<Output>): void => parentPort?.postMessage(message)
  let last = 0
  let lastStage = ''
  try {
    const output = await work(workerData, (share, stage = '') => {
      const now = performance.now()
      if (now - last < PROGRESS_INTERVAL_MS && stage === lastStage) return
      last = now
      lastStage = stage
      post({ kind: 'progress', share, stage })
    })
    post({ kind: 'done', output })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    post({ kind: 'refused', code: error.code, message: error.message })
  }
}
