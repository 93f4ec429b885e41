import { randomUUID } from 'node:crypto'
import { DomainError, formatDay } from '@planner/shared/core'
import type {
  Accepted,
  HotspotCollection,
  HotspotDetail,
  HotspotSummary,
  NewRanking,
  Ranking,
} from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database, OpenDatabase } from '../database.ts'
import { formatRanking, type RankingFormat } from '../hotspots/ranking-formats.ts'
import type { JobContext, JobQueue, JobRequest } from '../jobs/job.ts'
import { listAreas } from '../repositories/area.repository.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { setJobCompleted } from '../repositories/job.repository.ts'
import {
  countHotspotsByArea,
  findHotspot,
  findRanking,
  insertRanking,
  listHotspots,
  listOutlines,
  type RankingRow,
} from '../repositories/ranking.repository.ts'
import type { RankResult, RankWork } from '../workers/rank.worker.ts'
import { runInWorker } from '../workers/run-in-worker.ts'
import { getOperation } from './operation.service.ts'
import { loadRankSettings, parseAsOf } from './rank-settings.service.ts'

const WORKER = new URL('../workers/rank.worker.ts', import.meta.url)

/** @throws {DomainError} NOT_FOUND for the operation; INVALID_INPUT when there is no such day */
export async function startRanking(
  db: Kysely<Database>,
  queue: JobQueue,
  actor: string,
  given: NewRanking,
): Promise<Accepted> {
  parseAsOf(given.asOf)
  return db.transaction().execute(async (transaction) => {
    await getOperation(transaction, given.operationId)
    const rankingId = randomUUID()
    const request: JobRequest = { kind: 'rank', rankingId, actor, ...given }
    return { jobId: await queue.enqueue(transaction, request, rankingId, actor) }
  })
}

/** Ranks in a thread of its own, then keeps the ranking and ends the job in one transaction. */
export async function runRankJob(
  { db, url }: OpenDatabase,
  request: Extract<JobRequest, { kind: 'rank' }>,
  { jobId, signal, report }: JobContext,
): Promise<void> {
  const { rankingId, operationId, actor } = request
  const [settings, areas] = await Promise.all([loadRankSettings(db, request), listAreas(db)])
  const { options } = settings
  const result = await runInWorker<RankResult>(WORKER, { databaseUrl: url, areas, ...settings } satisfies RankWork, {
    signal,
    onProgress: (share) => report(share, 'ranking places'),
  })
  const { meta, hotspots } = result.file
  await db.transaction().execute(async (transaction) => {
    // An earlier try may have kept it and died before the queue heard of it.
    if ((await findRanking(transaction, rankingId)) !== undefined) return
    await insertRanking(
      transaction,
      {
        ranking_id: rankingId,
        operation_id: operationId,
        meta: JSON.stringify(meta),
        hotspot_count: hotspots.length,
        created_by: actor,
      },
      hotspots.map((hotspot, i) => ({
        ranking_id: rankingId,
        hotspot_id: hotspot.id,
        rank: hotspot.rank,
        area: hotspot.area,
        bcu: hotspot.bcu,
        record: JSON.stringify(hotspot),
        outline: JSON.stringify(result.outlines[i]),
        reasons: JSON.stringify(result.reasons[i]),
      })),
    )
    await insertAuditEvent(transaction, {
      actor,
      action: 'ranked',
      subjectKind: 'ranking',
      subjectId: rankingId,
      detail: { operationId, asOf: meta.asOf, hotspots: hotspots.length },
    })
    await setJobCompleted(transaction, jobId, `ranked ${hotspots.length} hotspots as of ${formatDay(options.asOfDay)}`)
  })
}

/** @throws {DomainError} NOT_FOUND */
async function getRankingRow(db: Kysely<Database>, rankingId: string): Promise<RankingRow> {
  const row = await findRanking(db, rankingId)
  if (row === undefined) throw new DomainError('NOT_FOUND', `There is no ranking ${rankingId}.`)
  return row
}

/** @throws {DomainError} NOT_FOUND */
export async function getRanking(db: Kysely<Database>, rankingId: string): Promise<Ranking> {
  const row = await getRankingRow(db, rankingId)
  return {
    rankingId,
    operationId: row.operation_id,
    createdAt: row.created_at.toISOString(),
    meta: row.meta,
    hotspotCount: row.hotspot_count,
    byArea: await countHotspotsByArea(db, rankingId),
    settings: null,
    fade: null,
    quotas: [],
    excluded: [],
    scope: null,
  }
}

/** @throws {DomainError} NOT_FOUND */
export async function getHotspots(db: Kysely<Database>, rankingId: string): Promise<HotspotSummary[]> {
  await getRankingRow(db, rankingId)
  return listHotspots(db, rankingId)
}

/** @throws {DomainError} NOT_FOUND */
export async function getOutlines(db: Kysely<Database>, rankingId: string): Promise<HotspotCollection> {
  await getRankingRow(db, rankingId)
  return { type: 'FeatureCollection', features: await listOutlines(db, rankingId) }
}

/** @throws {DomainError} NOT_FOUND */
export async function getHotspotDetail(
  db: Kysely<Database>,
  rankingId: string,
  hotspotId: string,
): Promise<HotspotDetail> {
  const detail = await findHotspot(db, rankingId, hotspotId)
  if (detail === undefined)
    throw new DomainError('NOT_FOUND', `There is no hotspot ${hotspotId} in ranking ${rankingId}.`)
  return detail
}

/**
 * The file that `patrol rank` would write.
 *
 * @throws {DomainError} NOT_FOUND
 */
export async function getRankingFile(
  db: Kysely<Database>,
  rankingId: string,
  format: RankingFormat,
): Promise<{ name: string; text: string }> {
  const { meta } = await getRankingRow(db, rankingId)
  return {
    name: `hotspots-${meta.asOf}.${format}`,
    text: formatRanking({ meta, hotspots: await listHotspots(db, rankingId) }, format),
  }
}
