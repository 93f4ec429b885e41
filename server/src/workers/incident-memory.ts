import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { findAreaVersion } from '../repositories/area.repository.ts'
import { findIncidentVersion } from '../repositories/incident-snapshot.repository.ts'
import type { MemoryAnswer, MemoryQuestion, MemoryWork } from './incident-memory.worker.ts'
import { createStandingWorker } from './standing-worker.ts'

const WORKER = new URL('incident-memory.worker.ts', import.meta.url)

/** The answer to a question; undefined: the thread holds other data by now, so hold it again and ask once more. */
type AnswerOf<Kind extends MemoryAnswer['kind']> = Promise<Extract<MemoryAnswer, { kind: Kind }> | undefined>

/** A thread that holds the incidents as columns, read at the first question and after each import. */
export interface IncidentMemory {
  /** Starts the thread, which reads nothing before it is asked. */
  start: () => void
  /**
   * Waits until the thread holds the newest data.
   *
   * @param patienceMs so long; then it answers how much has been read
   * @returns the version held, or the share read, 0 to 1
   */
  hold: (db: Kysely<Database>, patienceMs?: number) => Promise<{ version: string } | { share: number }>
  preview: (
    version: string,
    asked: Omit<Extract<MemoryQuestion, { kind: 'preview' }>, 'kind'>,
    signal: AbortSignal,
  ) => AnswerOf<'previewed'>
  /** Nobody's going makes it stop: the answer is of use to whoever asks next. */
  measure: (version: string, ranking: Extract<MemoryQuestion, { kind: 'outcome' }>['ranking']) => AnswerOf<'measured'>
  /** Likewise. */
  reportQuality: (
    version: string,
    ground: Extract<MemoryQuestion, { kind: 'quality' }>['ground'],
  ) => AnswerOf<'reported'>
  close: () => Promise<void>
}

export function createIncidentMemory(databaseUrl: string): IncidentMemory {
  // What is no longer waited for still ends by itself soon; ending the thread would lose what it holds.
  const thread = createStandingWorker<MemoryAnswer>(WORKER, { graceMs: Infinity })
  const never = new AbortController().signal
  let held: string | undefined
  let building: { share: number; done: Promise<void> } | undefined

  const send = (work: MemoryWork, signal: AbortSignal, onProgress?: (share: number) => void) =>
    thread.ask(work, signal, onProgress)

  function build(): { share: number; done: Promise<void> } {
    const work = { share: 0, done: Promise.resolve() }
    held = undefined
    work.done = send({ kind: 'build', databaseUrl }, never, (share) => {
      work.share = share
    })
      .then((answer) => {
        if (answer.kind === 'built') held = answer.version
      })
      .finally(() => {
        building = undefined
      })
    // Whoever waits hears of a failure; when nobody does, the next question tries again.
    work.done.catch(() => undefined)
    return work
  }

  async function ask<Kind extends 'previewed' | 'measured' | 'reported'>(
    kind: Kind,
    work: MemoryQuestion & { version: string },
    signal: AbortSignal,
  ): AnswerOf<Kind> {
    const answer = await send(work, signal)
    if (isOf(kind, answer)) return answer
    if (held === work.version) held = undefined
    return undefined
  }

  return {
    start: thread.start,
    close: thread.close,
    async hold(db, patienceMs = Infinity) {
      const [incidentVersion, areaVersion] = await Promise.all([findIncidentVersion(db), findAreaVersion(db)])
      if (held === `${incidentVersion}.${areaVersion}` && building === undefined) return { version: held }
      building ??= build()
      const { done } = building
      const isLate = patienceMs < Infinity ? await outlasts(done, patienceMs) : await done.then(() => false)
      return isLate ? { share: building?.share ?? 1 } : { version: held ?? '' }
    },
    preview: async (version, asked, signal) => ask('previewed', { kind: 'preview', version, ...asked }, signal),
    measure: async (version, ranking) => ask('measured', { kind: 'outcome', version, ranking }, never),
    reportQuality: async (version, ground) => ask('reported', { kind: 'quality', version, ground }, never),
  }
}

const isOf = <Kind extends MemoryAnswer['kind']>(
  kind: Kind,
  answer: MemoryAnswer,
): answer is Extract<MemoryAnswer, { kind: Kind }> => answer.kind === kind

async function outlasts(work: Promise<void>, patienceMs: number): Promise<boolean> {
  const patience = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => patience.resolve(true), patienceMs)
  return Promise.race([work.then(() => false), patience.promise]).finally(() => clearTimeout(timer))
}
