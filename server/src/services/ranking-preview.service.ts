import { completenessWarning, type PreviousPlace } from '@planner/shared/core'
import type { NewRanking, RankingPreview, RankingPreviewPending } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { findNewestRankingId, findRanking, listRankedPlaces } from '../repositories/ranking.repository.ts'
import type { IncidentMemory } from '../workers/incident-memory.ts'
import { getCompleteTo } from './incident-currency.service.ts'
import { loadRankSettings } from './rank-settings.service.ts'

/** So long a preview waits for the incidents before it says that they are still being read. */
const PATIENCE_MS = 1000

/**
 * Previews a ranking from memory.
 *
 * @throws {DomainError} NOT_FOUND for the operation; INVALID_INPUT for settings that no ranking can have; the signal's reason when it is
 *   aborted
 */
export type RankingPreviewer = (
  db: Kysely<Database>,
  given: NewRanking,
  signal: AbortSignal,
) => Promise<RankingPreview | RankingPreviewPending>

/** A ranking to compare with, which never changes once it is there. */
interface Previous {
  rankingId: string
  resolution: number
  places: readonly PreviousPlace[]
}

export function createRankingPreviewer(memory: IncidentMemory): RankingPreviewer {
  let previous: Previous | undefined

  async function findPrevious(db: Kysely<Database>, operationId: string): Promise<Previous | undefined> {
    const rankingId = await findNewestRankingId(db, operationId)
    if (rankingId === undefined) return undefined
    if (previous?.rankingId !== rankingId) {
      const [row, places] = await Promise.all([findRanking(db, rankingId), listRankedPlaces(db, rankingId)])
      previous = { rankingId, resolution: row!.meta.resolution, places }
    }
    return previous
  }

  return async (db, given, signal) => {
    const [settings, before] = await Promise.all([loadRankSettings(db, given), findPrevious(db, given.operationId)])
    // After an import this takes seconds as well: nobody waits for it before there is something to show.
    const complete = getCompleteTo(db)
    complete.catch(() => undefined)
    const data = await memory.hold(db, PATIENCE_MS)
    if ('share' in data) return pending(data.share)
    signal.throwIfAborted()
    const comparable = before?.resolution === settings.options.resolution ? before : undefined
    const answer = await memory.preview(data.version, { settings, previous: comparable?.places }, signal)
    if (answer === undefined) return pending(0)
    const { changes, ...shown } = answer.preview
    return {
      dataVersion: data.version,
      warning: completenessWarning(settings.options.asOfDay, await complete),
      ...shown,
      changes: comparable === undefined || changes === null ? null : { rankingId: comparable.rankingId, ...changes },
    }
  }
}

const pending = (share: number): RankingPreviewPending => ({
  building: {
    share,
    message: 'The incidents are being read into memory. This takes some seconds after a start or an import.',
  },
})
