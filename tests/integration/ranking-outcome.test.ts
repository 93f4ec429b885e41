import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { insertImport } from '@planner/server/repositories/import.repository.ts'
import { runImport } from '@planner/server/services/import.service.ts'
import type { RankingOutcome } from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildRankedOperation, type RankedOperation } from '../helpers/ranked-operation.ts'

let test: RankedOperation
let rankingIds: string[]
beforeAll(async () => {
  test = await buildRankedOperation({ days: 3, top: 8 })
  rankingIds = []
  for (const asOf of ['2025-12-08', '2025-12-01']) {
    const job = await test.run('/api/rankings', { operationId: test.operationId, asOf, top: 8 })
    rankingIds.push(job.resultId ?? '')
  }
})
afterAll(() => test.close())

const urlOf = (rankingId: string | undefined): string => `/api/rankings/${rankingId ?? ''}/outcome`
const outcomeOf = async (rankingId: string | undefined): Promise<RankingOutcome> => test.get(urlOf(rankingId))

/**
 * How often the incidents were read as a whole. A connection tells it when it ends, as that of the thread which reads them does; those
 * that stay open tell it when they like, unless they are told to.
 */
async function countReads(): Promise<number> {
  const { pool } = test.database
  const connected = `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and application_name = 'patrol-planner'`
  await expect
    .poll(async () => (await pool.query<{ n: number }>(connected)).rows[0]!.n - pool.totalCount)
    .toBeLessThanOrEqual(0)
  const open = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  for (const client of open) {
    await client.query('select pg_stat_force_next_flush()')
    client.release()
  }
  const { rows } = await pool.query<{ n: number }>(
    `select (seq_scan + coalesce(idx_scan, 0))::int as n from pg_stat_user_tables where relname = 'incident'`,
  )
  return rows[0]!.n
}

describe('outcomes', () => {
  it('of many rankings are counted from incidents that were read once', async () => {
    const first = await outcomeOf(rankingIds[0])
    expect(first).toMatchObject({ state: 'whole', daysKnown: 3 })
    const reads = await countReads()
    expect(reads).toBeGreaterThan(0)
    const all = [...rankingIds, test.rankingId, ...rankingIds]
    const outcomes = await Promise.all(all.map(async (id) => outcomeOf(id)))
    expect(outcomes[0]).toEqual(first)
    expect(outcomes[3]).toEqual(first)
    expect(outcomes[1]).not.toEqual(first)
    expect(await countReads()).toBe(reads)
  })

  it('are there for others when whoever asked first has gone', async () => {
    const gone = new AbortController()
    const url = urlOf(rankingIds[0])
    const left = test.app.inject({ url, headers: test.headers, signal: gone.signal })
    const stayed = outcomeOf(rankingIds[0])
    gone.abort()
    await left.catch(() => undefined)
    expect((await stayed).state).toBe('whole')
  })

  it('count what a later import brought', async () => {
    const before = await outcomeOf(rankingIds[0])
    const rows = Array.from({ length: 40 }, (_, i) => `NEW-${i},2025-12-09T20:00,,robbery,51.52,-0.12\n`).join('')
    const path = join(test.dataDir, `${randomUUID()}.csv`)
    await writeFile(path, `id,occurred_from,occurred_to,offence,lat,lng\n${rows}`)
    const given = { format: 'canonical', timezone: 'Europe/London' } as const
    const importId = await insertImport(test.database.db, { ...given, fileName: 'more.csv', createdBy: 'test' })
    await runImport(test.database, { ...given, importId, paths: [path] })
    const after = await outcomeOf(rankingIds[0])
    expect(after.incidents).toBe((before.incidents ?? 0) + 40)
    expect((await outcomeOf(rankingIds[1])).state).toBe('whole')
  })

  it('of no ranking is 404', async () => {
    const { statusCode } = await test.app.inject({ url: urlOf(randomUUID()), headers: test.headers })
    expect(statusCode).toBe(404)
  })
})
