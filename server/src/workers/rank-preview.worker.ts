import { previewRanking, type Area, type IncidentColumns, type PreviousPlace, type RankingPreview } from '@planner/shared/core'
import { openDatabase } from '../database.ts'
import { loadDataset } from '../repositories/dataset.repository.ts'
import type { RankSettings } from '../services/rank-settings.service.ts'
import { serveRequests } from './serve-worker.ts'

export type RankPreviewWork =
  | { kind: 'build'; databaseUrl: string }
  | { kind: 'preview'; version: string; settings: RankSettings; previous: readonly PreviousPlace[] | undefined }

export type RankPreviewAnswer =
  /** the data that the thread now holds */
  | { kind: 'built'; version: string }
  | { kind: 'previewed'; preview: RankingPreview }
  /** the thread holds other data, or none since it was started again */
  | { kind: 'absent' }

/** One dataset at a time: the one before is let go before the next is read. */
let held: { version: string; incidents: IncidentColumns; areas: readonly Area[] } | undefined

serveRequests<RankPreviewAnswer>(async (input, onProgress) => {
  const work = input as RankPreviewWork
  if (work.kind === 'build') {
    held = undefined
    held = await build(work.databaseUrl, onProgress)
    return { kind: 'built', version: held.version }
  }
  if (held?.version !== work.version) return { kind: 'absent' }
  const { incidents, areas } = held
  return { kind: 'previewed', preview: previewRanking({ incidents, areas, ...work.settings }, work.previous) }
})

async function build(databaseUrl: string, onProgress: (share: number) => void): Promise<NonNullable<typeof held>> {
  // A thread of its own connection: a million rows never pass through the server's event loop.
  const database = openDatabase(databaseUrl, () => undefined)
  try {
    return await loadDataset(database.pool, onProgress)
  } finally {
    await database.db.destroy()
  }
}
