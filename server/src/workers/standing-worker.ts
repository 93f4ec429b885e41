import type { Worker } from 'node:worker_threads'
import { DomainError } from '@planner/shared/core'
import { openThread } from './open-thread.ts'
import type { WorkerMessage } from './run-in-worker.ts'

export interface StandingWorker<Output> {
  /** Starts the thread before the first question, which need not wait for it then. */
  start: () => void
  /**
   * Asks the thread, in turn: an input that others wait before waits too.
   *
   * @throws {DomainError} that the thread refused with; the signal's reason when it is aborted
   */
  ask: (input: unknown, signal: AbortSignal, onProgress?: (share: number) => void) => Promise<Output>
  close: () => Promise<void>
}

const GRACE_MS = 300

/**
 * One thread for many questions, since starting one takes long; it ends with the process, which waits for answers alone.
 *
 * @param graceMs so long an answer that nobody waits for any more has to come; then the thread is ended, and the next question starts a
 *   new one. Infinity: the thread holds what must not be lost, and the next question waits for the answer
 */
export function createStandingWorker<Output>(file: URL, { graceMs = GRACE_MS } = {}): StandingWorker<Output> {
  let thread: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()

  function open(): Worker {
    if (thread !== undefined) return thread
    const opened = openThread(file)
    opened.unref()
    // Whoever waits for an answer hears of it as well.
    opened.on('error', () => undefined)
    opened.on('exit', () => {
      if (thread === opened) thread = undefined
    })
    thread = opened
    return opened
  }

  async function end(): Promise<void> {
    const ending = thread
    thread = undefined
    await ending?.terminate()
  }

  /** Resolves when the thread is free again, whatever came of the question. */
  function put(
    input: unknown,
    signal: AbortSignal,
    answer: PromiseWithResolvers<Output>,
    onProgress?: (share: number) => void,
  ): Promise<void> {
    return new Promise((free) => {
      const worker = open()
      worker.ref()
      let grace: NodeJS.Timeout | undefined
      const abort = (): void => {
        answer.reject(signal.reason as Error)
        if (graceMs < Infinity) grace = setTimeout(() => void end(), graceMs)
      }
      const finish = (): void => {
        clearTimeout(grace)
        signal.removeEventListener('abort', abort)
        worker.off('message', onMessage)
        worker.off('error', onError)
        worker.off('exit', onExit)
        worker.unref()
        free()
      }
      const onMessage = (message: WorkerMessage<Output>): void => {
        if (message.kind === 'progress') return onProgress?.(message.share)
        if (message.kind === 'done') answer.resolve(message.output)
        else answer.reject(new DomainError(message.code, message.message))
        finish()
      }
      const onError = (error: Error): void => answer.reject(error)
      const onExit = (code: number): void => {
        answer.reject(new Error(`The worker ${file.pathname} ended with status ${code} and no answer.`))
        finish()
      }
      worker.on('message', onMessage)
      worker.on('error', onError)
      worker.on('exit', onExit)
      signal.addEventListener('abort', abort, { once: true })
      worker.postMessage(input)
    })
  }

  return {
    start: () => void open(),
    ask(input, signal, onProgress) {
      const answer = Promise.withResolvers<Output>()
      last = last
        .then(() => (signal.aborted ? answer.reject(signal.reason) : put(input, signal, answer, onProgress)))
        .catch((error: unknown) => answer.reject(error))
      return answer.promise
    },
    close: end,
  }
}
