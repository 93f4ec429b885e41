import { Worker } from 'node:worker_threads'
import { DomainError } from '@planner/shared/core'
import type { WorkerMessage } from './run-in-worker.ts'

/** A thread that does one piece of work after the other: starting one costs as much as planning a small command unit. */
export interface StandingWorker<Input, Output> {
  /**
   * One at a time.
   *
   * @param input copied into the thread
   * @throws {DomainError} that the work threw; the signal's reason when it is aborted
   */
  run: (input: Input, onProgress: (share: number) => void) => Promise<Output>
  stop: () => Promise<void>
}

/** Starts one of the `*.worker.ts` files that `serveRequests`; the caller stops it. */
export function startWorker<Input, Output>(file: URL, signal: AbortSignal): StandingWorker<Input, Output> {
  const worker = new Worker(file)
  let current: { resolve: (output: Output) => void; reject: (error: Error) => void } | undefined
  let onShare: (share: number) => void = () => undefined
  let failure: Error | undefined
  const fail = (error: Error): void => {
    failure ??= error
    current?.reject(failure)
    current = undefined
  }
  const abort = (): void => {
    fail(signal.reason as Error)
    void worker.terminate()
  }
  signal.addEventListener('abort', abort, { once: true })
  worker.on('message', (message: WorkerMessage<Output>) => {
    if (message.kind === 'progress') return onShare(message.share)
    const asked = current
    current = undefined
    if (message.kind === 'done') asked?.resolve(message.output)
    else asked?.reject(new DomainError(message.code, message.message))
  })
  worker.on('error', fail)
  worker.on('exit', (code) => {
    signal.removeEventListener('abort', abort)
    fail(new Error(`The worker ${file.pathname} ended with status ${code} and no result.`))
  })
  return {
    run(input, onProgress) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error)
        if (failure !== undefined) return reject(failure)
        current = { resolve, reject }
        onShare = onProgress
        worker.postMessage(input)
      })
    },
    async stop() {
      await worker.terminate()
    },
  }
}
