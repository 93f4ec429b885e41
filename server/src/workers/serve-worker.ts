import { parentPort, workerData } from 'node:worker_threads'
import { DomainError } from '@planner/shared/core'
import type { WorkerMessage } from './run-in-worker.ts'

/** Progress is told at most this often, in milliseconds. */
const PROGRESS_INTERVAL_MS = 100

type Work<Output> = (input: unknown, onProgress: (share: number, stage?: string) => void) => Promise<Output> | Output

/** The body of a worker thread: does `work` on what the thread was given and posts what came of it. */
export async function serveWorker<Output>(work: Work<Output>): Promise<void> {
  await answer(work, workerData)
}

/** The body of a standing worker thread: does `work` on each message that it is sent, until it is closed. */
export function serveRequests<Output>(work: Work<Output>): void {
  parentPort?.on('message', (input: unknown) => {
    answer(work, input).catch((error: unknown) => {
      // What is no refusal ends the thread, as it does at the top level of other threads.
      setImmediate(() => {
        throw error
      })
    })
  })
}

async function answer<Output>(work: Work<Output>, input: unknown): Promise<void> {
  const post = (message: WorkerMessage<Output>): void => parentPort?.postMessage(message)
  let last = 0
  let lastStage = ''
  try {
    const output = await work(input, (share, stage = '') => {
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
