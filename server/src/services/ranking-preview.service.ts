import type { PreviousPlace } from '@planner/shared/core'
import type { NewRanking, RankingPreview, RankingPreviewPending } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { findAreaVersion } from '../repositories/area.repository.ts'
import { findIncidentVersion } from '../repositories/incident-snapshot.repository.ts'
import { findNewestRankingId, findRanking, listRankedPlaces } from '../repositories/ranking.repository.ts'
import type { RankPreviewAnswer, RankPreviewWork } from '../workers/rank-preview.worker.ts'
import { createStandingWorker } from '../workers/standing-worker.ts'
import { loadRankSettings } from './rank-settings.service.ts'

const WORKER = new URL('../workers/rank-preview.worker.ts', import.meta.url)

/** So long a preview waits for the incidents before it says that they are still being read. */
const PATIENCE_MS = 1000

/** Previews rankings from memory: a thread holds the incidents as columns, read at the first question and after each import. */
export interface RankingPreviewer {
  /** Starts the thread, which reads nothing before it is asked. */
  start: () => void
  /**
   * @throws {DomainError} NOT_FOUND for the operation; INVALID_INPUT for settings that no ranking can have; the signal's reason when it is
   *   aborted
   */
  preview: (
    db: Kysely<Database>,
    given: NewRanking,
    signal: AbortSignal,
  ) => Promise<RankingPreview | RankingPreviewPending>
  close: () => Promise<void>
}

/** A ranking to compare with, which never changes once it is there. */
interface Previous {
  rankingId: string
  resolution: number
  places: readonly PreviousPlace[]
}

export function createRankingPreviewer(databaseUrl: string): RankingPreviewer {
  // What is no longer waited for still ends by itself soon; ending the thread would lose what it holds.
  const thread = createStandingWorker<RankPreviewAnswer>(WORKER, { graceMs: Infinity })
  const ask = (work: RankPreviewWork, signal: AbortSignal, onProgress?: (share: number) => void) =>
    thread.ask(work, signal, onProgress)
  const never = new AbortController().signal
  let held: string | undefined
  let building: { share: number; done: Promise<void> } | undefined
  let previous: Previous | undefined

  function build(): { share: number; done: Promise<void> } {
    const work = { share: 0, done: Promise.resolve() }
    held = undefined
    work.done = ask({ kind: 'build', databaseUrl }, never, (share) => {
      work.share = share
    })
      .then((answer) => {
        if (answer.kind === 'built') held = answer.version
      })
      .finally(() => {
        building = undefined
      })
    // Whoever waits hears of a failure; when nobody does, the next preview tries again.
    work.done.catch(() => undefined)
    return work
  }

  /** Waits until the thread holds this version, or else says how far it is. */
  async function whenHeld(version: string): Promise<RankingPreviewPending | undefined> {
    if (held === version && building === undefined) return undefined
    building ??= build()
    const { done } = building
    const patience = Promise.withResolvers<'late'>()
    const timer = setTimeout(() => patience.resolve('late'), PATIENCE_MS)
    const outcome = await Promise.race([done, patience.promise]).finally(() => clearTimeout(timer))
    return outcome === 'late' ? pending(building?.share ?? 1) : undefined
  }

  async function findPrevious(db: Kysely<Database>, operationId: string): Promise<Previous | undefined> {
    const rankingId = await findNewestRankingId(db, operationId)
    if (rankingId === undefined) return undefined
    if (previous?.rankingId !== rankingId) {
      const [row, places] = await Promise.all([findRanking(db, rankingId), listRankedPlaces(db, rankingId)])
      previous = { rankingId, resolution: row!.meta.resolution, places }
    }
    return previous
  }

  return {
    start: thread.start,
    close: thread.close,
    async preview(db, given, signal) {
      const [settings, incidentVersion, areaVersion, before] = await Promise.all([
        loadRankSettings(db, given),
        findIncidentVersion(db),
        findAreaVersion(db),
        findPrevious(db, given.operationId),
      ])
      const late = await whenHeld(`${incidentVersion}.${areaVersion}`)
      if (late !== undefined) return late
      signal.throwIfAborted()
      const comparable = before?.resolution === settings.options.resolution ? before : undefined
      const dataVersion = held ?? ''
      const answer = await ask(
        { kind: 'preview', version: dataVersion, settings, previous: comparable?.places },
        signal,
      )
      if (answer.kind !== 'previewed') {
        held = undefined
        return pending(0)
      }
      const { changes, ...shown } = answer.preview
      return {
        dataVersion,
        ...shown,
        changes: comparable === undefined || changes === null ? null : { rankingId: comparable.rankingId, ...changes },
      }
    },
  }
}

const pending = (share: number): RankingPreviewPending => ({
  building: {
    share,
    message: 'The incidents are being read into memory. This takes some seconds after a start or an import.',
  },
})
