import {
  measureOutcome,
  orderByPlace,
  previewRanking,
  type Area,
  type IncidentColumns,
  type Outcome,
  type OutcomeInput,
  type PreviousPlace,
} from '@planner/shared/core'
import { openDatabase } from '../database.ts'
import { findAreaVersion, listAreas } from '../repositories/area.repository.ts'
import { loadIncidents } from '../repositories/incident-snapshot.repository.ts'
import type { RankSettings } from '../services/rank-settings.service.ts'
import { serveRequests } from './serve-worker.ts'

export type MemoryQuestion =
  | { kind: 'preview'; settings: RankSettings; previous: readonly PreviousPlace[] | undefined }
  | { kind: 'outcome'; ranking: Omit<OutcomeInput, 'incidents'> }

export type MemoryWork = { kind: 'build'; databaseUrl: string } | (MemoryQuestion & { version: string })

export type MemoryAnswer =
  /** the data that the thread now holds */
  | { kind: 'built'; version: string }
  | { kind: 'previewed'; preview: ReturnType<typeof previewRanking> }
  | { kind: 'measured'; outcome: Outcome }
  /** the thread holds other data, or none since it was started again */
  | { kind: 'absent' }

interface Dataset {
  version: string
  incidents: IncidentColumns
  areas: readonly Area[]
}

/** One dataset at a time: the one before is let go before the next is read. */
let held: Dataset | undefined

serveRequests<MemoryAnswer>(async (input, onProgress) => {
  const work = input as MemoryWork
  if (work.kind === 'build') {
    held = undefined
    held = await build(work.databaseUrl, onProgress)
    return { kind: 'built', version: held.version }
  }
  if (held?.version !== work.version) return { kind: 'absent' }
  const { incidents, areas } = held
  return work.kind === 'preview'
    ? { kind: 'previewed', preview: previewRanking({ incidents, areas, ...work.settings }, work.previous) }
    : { kind: 'measured', outcome: measureOutcome({ ...work.ranking, incidents }) }
})

async function build(databaseUrl: string, onProgress: (share: number) => void): Promise<Dataset> {
  // A thread of its own connection: a million rows never pass through the server's event loop.
  const database = openDatabase(databaseUrl, () => undefined)
  try {
    // The version first: areas that come after it are newer than they say, and the next preview reads them again.
    const areaVersion = await findAreaVersion(database.db)
    const areas = await listAreas(database.db)
    const { version, incidents } = await loadIncidents(database.pool, { onProgress })
    return { version: `${version}.${areaVersion}`, incidents: orderByPlace(incidents), areas }
  } finally {
    await database.db.destroy()
  }
}
