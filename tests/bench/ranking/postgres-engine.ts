import { createPool } from '../../../server/src/database.ts'
import { startEmbeddedPostgres } from '../../../server/src/embedded-postgres/embedded-postgres.ts'
import { COLUMNS, countSql, valuesOf, type CountRow, type Engine, type KernelQuestion } from './kernel-engine.ts'

const BATCH = 50_000

/** The incidents in a Postgres of its own: unlogged, in its cache, analysed, with as many workers as it wants. */
export async function openPostgres(question: KernelQuestion, dataDir: string): Promise<Engine> {
  const postgres = await startEmbeddedPostgres({ dataDir, fsync: false, say: () => undefined })
  const pool = createPool(postgres.url, () => undefined)
  const close = async (): Promise<void> => {
    await pool.end()
    await postgres.stop()
  }
  try {
    await pool.query(
      `create unlogged table incident (${COLUMNS.map((name, i) => `${name} ${i < 2 ? 'int' : 'smallint'} not null`).join(', ')})`,
    )
    const values = valuesOf(question)
    for (let from = 0; from < question.incidents.length; from += BATCH)
      await pool.query(
        `insert into incident select * from unnest(${COLUMNS.map((_, i) => `$${i + 1}::int[]`).join(', ')})`,
        values.map((column) => [...column.subarray(from, from + BATCH)]),
      )
    await pool.query('vacuum analyze incident')
  } catch (error) {
    await close()
    throw error
  }
  const sql = countSql(question, (condition) => `(count(*) filter (where ${condition}))::int`)
  const memory = `set work_mem = '256MB'`
  return {
    name: 'Postgres (embedded)',
    isHere: false,
    async run() {
      const client = await pool.connect()
      try {
        await client.query(memory)
        // Materialised, so that every count is made; summed, so that none is sent.
        await client.query(
          `with counts as materialized (${sql}) select sum(early), sum(late), sum(history) from counts`,
        )
      } finally {
        client.release()
      }
    },
    async rows() {
      const { rows } = await pool.query<{ cell: number; early: number; late: number; history: number }>(sql)
      return rows.map(({ cell, early, late, history }): CountRow => [cell, early, late, history])
    },
    close,
  }
}
