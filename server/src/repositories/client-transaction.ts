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
  client.on('error', ignore)
  let broken: Error | undefined
  let cancelling: { end: () => Promise<void> } | undefined
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
    await cancelling?.end()
    client.off('error', ignore)
    client.release(broken)
  }
}

/**
 * Stops what the connection runs once the signal is aborted and a grace is over, again and again: a cancel that comes between two
 * statements stops neither. `end` waits for one that is on its way, which would stop a statement of whoever has the connection next.
 */
async function cancelWhenAborted(
  pool: Pool,
  client: PoolClient,
  signal: AbortSignal,
): Promise<{ end: () => Promise<void> }> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  let timer: NodeJS.Timeout | undefined
  let ended = false
  let sending: Promise<unknown> | undefined
  const cancel = async (): Promise<void> => {
    const other = await pool.connect()
    other.on('error', ignore)
    let isBroken = false
    if (!ended) {
      sending = other.query('select pg_cancel_backend($1)', [rows[0]!.pid])
      // Best effort: what cannot be stopped ends by itself, and its transaction is undone.
      await sending.catch(() => (isBroken = true))
    }
    other.off('error', ignore)
    other.release(isBroken)
  }
  const wait = (): void => {
    if (ended) return
    timer = setTimeout(() => void cancel().catch(ignore).finally(wait), GRACE_MS)
  }
  if (signal.aborted) wait()
  else signal.addEventListener('abort', wait, { once: true })
  return {
    async end() {
      ended = true
      signal.removeEventListener('abort', wait)
      clearTimeout(timer)
      await sending?.catch(ignore)
    },
  }
}

const ignore = (): void => undefined

function kyselyOn(client: PoolClient): Kysely<Database> {
  // A plain object: one that inherits from the client would keep a second copy of the client's state.
  const borrowed = { query: client.query.bind(client), release: () => undefined } as unknown as PoolClient
  return new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: { connect: () => Promise.resolve(borrowed), end: () => Promise.resolve(), options: {} },
    }),
  })
}
