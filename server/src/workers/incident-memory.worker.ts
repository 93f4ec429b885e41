import {
  describeQuality,
  measureOutcome,
  orderByPlace,
  previewRanking,
  reportQuality,
  type Area,
  type IncidentColumns,
  type Outcome,
  type OutcomeInput,
  type PlaceLabel,
  type PreviousPlace,
  type QualityInput,
  type QualityReport,
} from '@planner/shared/core'
import { openDatabase } from '../database.ts'
import { findAreaVersion, listAreas, listLabels } from '../repositories/area.repository.ts'
import { loadIncidents } from '../repositories/incident-snapshot.repository.ts'
import { getForce } from '../services/force.service.ts'
import type { RankSettings } from '../services/rank-settings.service.ts'
import { serveRequests } from './serve-worker.ts'
import { warmUp } from './warm-up.ts'

export type MemoryQuestion =
  | { kind: 'preview'; settings: RankSettings; previous: readonly PreviousPlace[] | undefined }
  | { kind: 'outcome'; ranking: Omit<OutcomeInput, 'incidents'> }
  | { kind: 'quality'; ground: Pick<QualityInput, 'excluded' | 'timezone'> }

export type MemoryWork = { kind: 'build'; databaseUrl: string } | (MemoryQuestion & { version: string })

export type MemoryAnswer =
  /** the data that the thread now holds */
  | { kind: 'built'; version: string }
  | { kind: 'previewed'; preview: ReturnType<typeof previewRanking> }
  | { kind: 'measured'; outcome: Outcome }
  | { kind: 'reported'; report: QualityReport; findings: string[] }
  /** the thread holds other data, or none since it was started again */
  | { kind: 'absent' }

interface Dataset {
  version: string
  incidents: IncidentColumns
  areas: readonly Area[]
  labels: readonly PlaceLabel[]
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
  return answer(work, held)
})

function answer(question: MemoryQuestion, { incidents, areas, labels }: Dataset): MemoryAnswer {
  if (question.kind === 'preview') {
    const { settings, previous } = question
    return { kind: 'previewed', preview: previewRanking({ incidents, areas, labels, ...settings }, previous) }
  }
  if (question.kind === 'outcome')
    return { kind: 'measured', outcome: measureOutcome({ ...question.ranking, incidents }) }
  const report = reportQuality({ incidents, areas, ...question.ground })
  return { kind: 'reported', report, findings: describeQuality(report) }
}

async function build(databaseUrl: string, onProgress: (share: number) => void): Promise<Dataset> {
  // A thread of its own connection: a million rows never pass through the server's event loop.
  const database = openDatabase(databaseUrl, () => undefined)
  try {
    // The version first: areas that come after it are newer than they say, and the next preview reads them again.
    const areaVersion = await findAreaVersion(database.db)
    const areas = await listAreas(database.db)
    const labels = await listLabels(database.db)
    const { version, incidents: loaded } = await loadIncidents(database.pool, { onProgress })
    const incidents = orderByPlace(loaded)
    const { timezone } = await getForce(database.db)
    warmUp({ incidents, areas, labels, timezone })
    return { version: `${version}.${areaVersion}`, incidents, areas, labels }
  } finally {
    await database.db.destroy()
  }
}
