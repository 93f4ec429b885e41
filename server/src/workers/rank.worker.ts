import {
  createHotspotDescriber,
  createZone,
  hotspotOutlines,
  MINUTES_PER_DAY,
  rankHotspots,
  toRankingFile,
  type Area,
  type RankOptions,
} from '@planner/shared/core'
import type { HotspotCollection, HotspotDetail, RankingFile } from '@planner/shared/schemas'
import { openDatabase } from '../database.ts'
import { loadIncidentColumns } from '../repositories/incident.repository.ts'
import { serveWorker } from './serve-worker.ts'

export interface RankWork {
  databaseUrl: string
  areas: readonly Area[]
  options: RankOptions
}

export interface RankResult {
  file: RankingFile
  outlines: HotspotCollection['features']
  /** by hotspot, in order of rank */
  reasons: Omit<HotspotDetail, 'hotspot'>[]
}

const RANKING_SHARE = 0.6

await serveWorker<RankResult>(async (input, onProgress) => {
  const { databaseUrl, areas, options } = input as RankWork
  const database = openDatabase(databaseUrl, () => undefined)
  try {
    // A thread of its own connection: a million rows never pass through the server's event loop.
    const toUtcMin = createZone(options.timezone).toUtcMin(options.asOfDay * MINUTES_PER_DAY).utcMin
    const incidents = await loadIncidentColumns(database.db, { toUtcMin })
    const ranking = rankHotspots({ incidents, areas, options }, (share) => onProgress(share * RANKING_SHARE))
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
