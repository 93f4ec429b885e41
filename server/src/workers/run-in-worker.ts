import { DomainError, type ErrorCode } from '@planner/shared/core'
import { openThread } from './open-thread.ts'

/** What a worker thread says to whoever started it. */
export type WorkerMessage<Output> =
  | { kind: 'progress'; share: number; stage: string }
  | { kind: 'done'; output: Output }
  | { kind: 'refused'; code: ErrorCode; message: string }

/**
 * Runs one of the `*.worker.ts` files in a thread of its own, so that the event loop stays free for requests.
 *
 * @param input copied into the thread
 * @param onProgress share done and, where the thread says so, what it is doing, in words for the screen
 * @param youngMb as `openThread` takes it
 * @throws {DomainError} that the worker threw; the signal's reason when it is aborted
 */
export function runInWorker<Output>(
  file: URL,
  input: unknown,
  {
    signal,
    onProgress,
    youngMb,
  }: { signal: AbortSignal; onProgress: (share: number, stage: string) => void; youngMb?: number },
): Promise<Output> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error)
      return
    }
    const worker = openThread(file, input, youngMb)
    const stop = (): void => {
      reject(signal.reason as Error)
      void worker.terminate()
    }
    signal.addEventListener('abort', stop, { once: true })
    worker.on('message', (message: WorkerMessage<Output>) => {
      if (message.kind === 'progress') onProgress(message.share, message.stage)
      else if (message.kind === 'done') resolve(message.output)
      else reject(new DomainError(message.code, message.message))
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop)
      // After a result this changes nothing; without one nobody else would ever answer.
      reject(new Error(`The worker ${file.pathname} ended with status ${code} and no result.`))
    })
  })
}
