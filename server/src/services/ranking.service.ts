import { randomUUID } from 'node:crypto'
import { completenessWarning, DomainError } from '@planner/shared/core'
import type {
  HotspotCollection,
  HotspotDetail,
  HotspotSummary,
  NewRanking,
  Ranking,
  RankingAccepted,
  RankingAlternatives,
  RankingFile,
} from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { unzip } from '../files/unzip.ts'
import { formatRanking, type RankingFormat } from '../hotspots/ranking-formats.ts'
import type { JobQueue, JobRequest } from '../jobs/job.ts'
import {
  countHotspotsByArea,
  findAlternatives,
  findHotspot,
  findRanking,
  findRankingFile,
  listHotspots,
  listOutlines,
  type RankingRow,
} from '../repositories/ranking.repository.ts'
import { getCompleteTo } from './incident-currency.service.ts'
import { getOperation } from './operation.service.ts'
import { parseAsOf } from './rank-settings.service.ts'
import { getTheme } from './theme.service.ts'

/** @throws {DomainError} NOT_FOUND for the operation or the theme; INVALID_INPUT when there is no such day */
export async function startRanking(
  db: Kysely<Database>,
  queue: JobQueue,
  actor: string,
  given: NewRanking,
): Promise<RankingAccepted> {
  const asOfDay = parseAsOf(given.asOf)
  if (given.themeId !== undefined) await getTheme(db, given.themeId)
  const warning = completenessWarning(asOfDay, await getCompleteTo(db))
  return db.transaction().execute(async (transaction) => {
    await getOperation(transaction, given.operationId)
    const rankingId = randomUUID()
    const request: JobRequest = { kind: 'rank', rankingId, actor, ...given }
    return { jobId: await queue.enqueue(transaction, request, rankingId, actor), warning }
  })
}

/** @throws {DomainError} NOT_FOUND */
export async function getRankingRow(db: Kysely<Database>, rankingId: string): Promise<RankingRow> {
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
    settings: row.settings,
    warning: null,
    ...(row.findings ?? { fade: null, quotas: [], excluded: [], scope: null }),
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
 * The top lists by each measure.
 *
 * @throws {DomainError} NOT_FOUND, also for a ranking of a release that did not keep them
 */
export async function getAlternatives(db: Kysely<Database>, rankingId: string): Promise<RankingAlternatives> {
  await getRankingRow(db, rankingId)
  const alternatives = await findAlternatives(db, rankingId)
  if (alternatives === undefined)
    throw new DomainError(
      'NOT_FOUND',
      `Ranking ${rankingId} was made by an earlier release, which did not compare. Rank again.`,
    )
  return { alternatives }
}

/**
 * The file that `patrol rank` would write: JSON byte for byte, but for rankings of releases that did not keep it.
 *
 * @throws {DomainError} NOT_FOUND
 */
export async function getRankingFile(
  db: Kysely<Database>,
  rankingId: string,
  format: RankingFormat,
): Promise<{ name: string; text: string }> {
  const { meta } = await getRankingRow(db, rankingId)
  const kept = await findRankingFile(db, rankingId)
  const json = kept === undefined ? undefined : (await unzip(kept)).toString()
  const readAgain = async (): Promise<RankingFile> =>
    json === undefined ? { meta, hotspots: await listHotspots(db, rankingId) } : (JSON.parse(json) as RankingFile)
  return {
    name: `hotspots-${meta.asOf}.${format}`,
    text: format === 'json' && json !== undefined ? json : formatRanking(await readAgain(), format),
  }
}
