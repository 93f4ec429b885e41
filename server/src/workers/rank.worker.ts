import {
  createHotspotDescriber,
  createZone,
  hotspotOutlines,
  MINUTES_PER_DAY,
  rankHotspots,
  toRankingFile,
  type RankInput,
} from '@planner/shared/core'
import type { HotspotCollection, HotspotDetail, RankingFile } from '@planner/shared/schemas'
import { openDatabase } from '../database.ts'
import { loadIncidents } from '../repositories/incident-snapshot.repository.ts'
import { serveWorker } from './serve-worker.ts'

export interface RankWork extends Omit<RankInput, 'incidents' | 'labels'> {
  databaseUrl: string
}

export interface RankResult {
  file: RankingFile
  outlines: HotspotCollection['features']
  /** by hotspot, in order of rank */
  reasons: Omit<HotspotDetail, 'hotspot'>[]
}

const RANKING_SHARE = 0.6

await serveWorker<RankResult>(async (input, onProgress) => {
  const { databaseUrl, ...settings } = input as RankWork
  const { options } = settings
  const database = openDatabase(databaseUrl, () => undefined)
  try {
    // A thread of its own connection: a million rows never pass through the server's event loop.
    const toUtcMin = createZone(options.timezone).toUtcMin(options.asOfDay * MINUTES_PER_DAY).utcMin
    const { incidents } = await loadIncidents(database.pool, { toUtcMin })
    const ranking = rankHotspots({ incidents, ...settings }, (share) => onProgress(share * RANKING_SHARE))
    const file = toRankingFile(ranking)
    const describe = createHotspotDescriber({ incidents, options })
    return {
      file,
      outlines: hotspotOutlines(file.hotspots).features,
      reasons: file.hotspots.map((hotspot, i) => {
        onProgress(RANKING_SHARE + ((1 - RANKING_SHARE) * i) / file.hotspots.length)
        return describe(hotspot)
      }),
    }
  } finally {
    await database.db.destroy()
  }
})
