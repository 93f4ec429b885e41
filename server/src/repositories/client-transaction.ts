import { Kysely, PostgresDialect } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import type { Database } from '../database.ts'

/**
 * Runs `work` in a transaction whose connection is at hand, which COPY needs and Kysely keeps to itself. `db` speaks
 * through the same connection.
 */
export async function inClientTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient, db: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  // A connection that breaks while nothing is asked of it says so by this event; the next query fails and tells.
  const ignore = (): void => undefined
  client.on('error', ignore)
  let broken: Error | undefined
  try {
    await client.query('begin')
    try {
      const result = await work(client, kyselyOn(client))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((reason: unknown) => {
        broken = reason instanceof Error ? reason : new Error(String(reason))
      })
      throw error
    }
  } finally {
    client.off('error', ignore)
    client.release(broken)
  }
}

function kyselyOn(client: PoolClient): Kysely<Database> {
  // A plain object: one that inherits from the client would keep a second copy of the client's state.
  const borrowed = { query: client.query.bind(client), release: () => undefined } as unknown as PoolClient
  return new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: { connect: () => Promise.resolve(borrowed), end: () => Promise.resolve(), options: {} },
    }),
  })
}
