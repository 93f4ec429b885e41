import type { Area, PreviousPlace } from '@planner/shared/core'
import type { HotspotCollection, HotspotDetail, HotspotRecord, RankingAlternatives } from '@planner/shared/schemas'
import { sql, type Insertable, type Kysely, type Selectable } from 'kysely'
import type { Database } from '../database.ts'
import type { HotspotTable, RankingTable } from './ranking.table.ts'

/** A ranking without what is large. */
export type RankingRow = Omit<Selectable<RankingTable>, 'alternatives' | 'file'>

/** Rows sent in one statement: Postgres takes at most 65,535 parameters, a hotspot has 8. */
const ROWS_PER_STATEMENT = 1000

export async function insertRanking(
  db: Kysely<Database>,
  ranking: Insertable<RankingTable>,
  hotspots: readonly Insertable<HotspotTable>[],
): Promise<void> {
  await db.insertInto('ranking').values(ranking).execute()
  for (let from = 0; from < hotspots.length; from += ROWS_PER_STATEMENT)
    await db
      .insertInto('hotspot')
      .values(hotspots.slice(from, from + ROWS_PER_STATEMENT))
      .execute()
}

export async function findRanking(db: Kysely<Database>, rankingId: string): Promise<RankingRow | undefined> {
  return db
    .selectFrom('ranking')
    .select(['ranking_id', 'operation_id', 'meta', 'hotspot_count', 'settings', 'findings', 'created_by', 'created_at'])
    .where('ranking_id', '=', rankingId)
    .executeTakeFirst()
}

/** The top lists by each measure; undefined: no such ranking, or one from before they were kept. */
export async function findAlternatives(
  db: Kysely<Database>,
  rankingId: string,
): Promise<RankingAlternatives['alternatives'] | undefined> {
  const row = await db
    .selectFrom('ranking')
    .select('alternatives')
    .where('ranking_id', '=', rankingId)
    .executeTakeFirst()
  return row?.alternatives ?? undefined
}

/** The JSON file, gzip; undefined: no such ranking, or one from before it was kept. */
export async function findRankingFile(db: Kysely<Database>, rankingId: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('ranking').select('file').where('ranking_id', '=', rankingId).executeTakeFirst()
  return row?.file ?? undefined
}

/** The newest ranking of an operation. */
export async function findNewestRankingId(db: Kysely<Database>, operationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('ranking')
    .select('ranking_id')
    .where('operation_id', '=', operationId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.ranking_id
}

/** Places of a ranking in order of rank, without their figures. */
export async function listRankedPlaces(db: Kysely<Database>, rankingId: string): Promise<PreviousPlace[]> {
  const { rows } = await sql<PreviousPlace>`
    select hotspot_id as id, rank, record->>'name' as name, area, (record->>'lat')::float8 as lat,
      (record->>'lng')::float8 as lng, record->'cells' as cells
    from hotspot where ranking_id = ${rankingId} order by rank
  `.execute(db)
  return rows
}

/** Hotspots by area and command unit, the most first. */
export async function countHotspotsByArea(
  db: Kysely<Database>,
  rankingId: string,
): Promise<(Pick<Area, 'bcu'> & { area: string; hotspots: number })[]> {
  return db
    .selectFrom('hotspot')
    .select(['area', 'bcu', sql<number>`count(*)::int`.as('hotspots')])
    .where('ranking_id', '=', rankingId)
    .groupBy(['area', 'bcu'])
    .orderBy('hotspots', 'desc')
    .orderBy('area')
    .orderBy('bcu')
    .execute()
}

/** Cells of all hotspots together. */
export async function countCells(db: Kysely<Database>, rankingId: string): Promise<number> {
  const { rows } = await sql<{ cells: number }>`
    select coalesce(sum(jsonb_array_length(record->'cells')), 0)::int as cells from hotspot where ranking_id = ${rankingId}
  `.execute(db)
  return rows[0]!.cells
}

/** In order of rank. */
export async function listHotspots(db: Kysely<Database>, rankingId: string): Promise<HotspotRecord[]> {
  const rows = await db
    .selectFrom('hotspot')
    .select('record')
    .where('ranking_id', '=', rankingId)
    .orderBy('rank')
    .execute()
  return rows.map(({ record }) => record)
}

/** In order of rank. */
export async function listOutlines(db: Kysely<Database>, rankingId: string): Promise<HotspotCollection['features']> {
  const rows = await db
    .selectFrom('hotspot')
    .select('outline')
    .where('ranking_id', '=', rankingId)
    .orderBy('rank')
    .execute()
  return rows.map(({ outline }) => outline)
}

export async function findHotspot(
  db: Kysely<Database>,
  rankingId: string,
  hotspotId: string,
): Promise<HotspotDetail | undefined> {
  const row = await db
    .selectFrom('hotspot')
    .select(['record', 'reasons'])
    .where('ranking_id', '=', rankingId)
    .where('hotspot_id', '=', hotspotId)
    .executeTakeFirst()
  return row === undefined ? undefined : { hotspot: row.record, ...row.reasons }
}
