import { Kysely, PostgresDialect } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import type { Database } from '../database.ts'

/** Work that hears its signal by itself ends within this; what then still runs is one statement that hears nothing. */
const GRACE_MS = 500

/**
 * Runs `work` in a transaction whose connection is at hand, which COPY needs and Kysely keeps to itself. `db` speaks
 * through the same connection.
 *
 * @param signal aborted: the statement that is running, however long it would take, is stopped at the server
 */
export async function inClientTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient, db: Kysely<Database>) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const client = await pool.connect()
  // A connection that breaks while nothing is asked of it says so by this event; the next query fails and tells.
  const ignore = (): void => undefined
  client.on('error', ignore)
  let broken: Error | undefined
  let cancelling: { end: () => void } | undefined
  try {
    await client.query('begin')
    if (signal !== undefined) cancelling = await cancelWhenAborted(pool, client, signal)
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
    cancelling?.end()
    client.off('error', ignore)
    client.release(broken)
  }
}

/** Stops what the connection runs once the signal is aborted and a grace is over; nothing after `end`. */
async function cancelWhenAborted(pool: Pool, client: PoolClient, signal: AbortSignal): Promise<{ end: () => void }> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  let timer: NodeJS.Timeout | undefined
  const cancel = (): void => {
    // Best effort: what cannot be stopped ends by itself, and its transaction is undone.
    pool.query('select pg_cancel_backend($1)', [rows[0]!.pid]).catch(() => undefined)
  }
  const wait = (): void => {
    timer = setTimeout(cancel, GRACE_MS)
  }
  if (signal.aborted) wait()
  else signal.addEventListener('abort', wait, { once: true })
  return {
    end() {
      signal.removeEventListener('abort', wait)
      clearTimeout(timer)
    },
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
