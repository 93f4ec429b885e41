import { gzipSync } from 'node:zlib'
import {
  createHotspotDescriber,
  createZone,
  hotspotOutlines,
  MINUTES_PER_DAY,
  rankHotspots,
  roundedOutline,
  toRankingFile,
  type RankInput,
} from '@planner/shared/core'
import type { HotspotCollection, HotspotDetail, RankingAlternatives, RankingFile } from '@planner/shared/schemas'
import { openDatabase } from '../database.ts'
import { formatRanking } from '../hotspots/ranking-formats.ts'
import { loadIncidents } from '../repositories/incident-snapshot.repository.ts'
import type { RankingFindings } from '../repositories/ranking.table.ts'
import { serveWorker } from './serve-worker.ts'

export interface RankWork extends Omit<RankInput, 'incidents'> {
  databaseUrl: string
}

export interface RankResult extends Pick<RankingFile, 'meta' | 'hotspots'> {
  /** the JSON file of the command, gzip */
  file: Uint8Array
  outlines: HotspotCollection['features']
  /** by hotspot, in order of rank */
  reasons: Omit<HotspotDetail, 'hotspot'>[]
  alternatives: RankingAlternatives['alternatives']
  findings: Omit<RankingFindings, 'warning'>
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
    const { meta, hotspots, fade, quotas, excluded } = file
    const describe = createHotspotDescriber({ incidents, ...settings })
    return {
      meta,
      hotspots,
      file: gzipSync(formatRanking(file, 'json')),
      outlines: hotspotOutlines(hotspots).features,
      reasons: hotspots.map((hotspot, i) => {
        onProgress(RANKING_SHARE + ((1 - RANKING_SHARE) * i) / hotspots.length)
        return describe(hotspot)
      }),
      alternatives: file.alternatives.map(({ by, shared, hotspots: places }) => ({
        by,
        shared,
        hotspots: places.map(({ cells, ...place }) => ({
          ...place,
          outline: place.chosenRank === null ? roundedOutline(cells) : null,
        })),
      })),
      findings: { fade, quotas, excluded, scope: ranking.scope },
    }
  } finally {
    await database.db.destroy()
  }
})
