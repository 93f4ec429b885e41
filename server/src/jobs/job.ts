import type { FormatName, NewBacktest, NewRanking } from '@planner/shared/schemas'
import type { Transaction } from 'kysely'
import type { Database } from '../database.ts'

/** What is queued: ids and options, nothing that is secret or big. */
export type JobRequest =
  | {
      kind: 'import'
      importId: string
      /** folder of the upload alone, and what to read of it */
      upload: string
      files: { path: string; name: string }[]
      /** of what was sent, before it was written as UTF-8 */
      encodings: string[]
      fileName: string
      format: FormatName
      timezone: string
    }
  | { kind: 'take-back'; importId: string; actor: string }
  | ({ kind: 'rank'; rankingId: string; actor: string } & NewRanking)
  | {
      kind: 'plan'
      planId: string
      operationId: string
      rankingId: string
      rosterId: string
      actor: string
    }
  | { kind: 'measure'; measurementId: string; planId: string; draws: number; actor: string }
  | { kind: 'backtest'; backtestId: string; asked: NewBacktest; actor: string }

export interface JobContext {
  jobId: string
  /**
   * aborted when the process stops: leave at once, it is tried again; and, with a DomainError as the reason, when a user
   * cancelled the job, perhaps before it began: clear away what it left, it is not tried again
   */
  signal: AbortSignal
  /** no other try follows when this one fails, so that nothing need be kept for it */
  isLastTry: boolean
  /** how far it is, 0 to 1, and what is being done, in words for the screen */
  report: (share: number, message: string) => void
}

export type JobHandlers = (request: JobRequest, context: JobContext) => Promise<void>

/** Ends what a job was to make, when it was tried too often: each try may have killed its process. */
export type JobEnder = (request: JobRequest) => Promise<void>

export interface JobQueue {
  /** Lets others enqueue; with `handlers` also works the jobs off, and ends those that are given up. */
  start: (handlers?: JobHandlers, giveUp?: JobEnder) => Promise<void>
  /**
   * Records a job and queues it, both in the caller's transaction.
   *
   * @param resultId what it will make
   * @returns the job's id
   */
  enqueue: (transaction: Transaction<Database>, request: JobRequest, resultId: string, actor: string) => Promise<string>
  /** Whether jobs can be queued. */
  isReady: () => boolean
  /** Interrupts what runs here (it is tried again by whoever comes next) and lets go. */
  stop: () => Promise<void>
}
