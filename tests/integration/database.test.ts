import { once } from 'node:events'
import { closeDatabase, openDatabase } from '@planner/server/database.ts'
import { inClientTransaction } from '@planner/server/repositories/client-transaction.ts'
import { describe, expect, inject, it } from 'vitest'

const HOURS = 'select pg_sleep(7200)'

describe('closing the database', () => {
  it('ends when its connections have, so that a Postgres that stops next has nobody to tell', async () => {
    const errors: Error[] = []
    const database = openDatabase(inject('postgresUrl'), (error) => errors.push(error))
    await Promise.all(Array.from({ length: 4 }, () => database.pool.query('select pg_sleep(0.05)')))
    expect(database.pool.totalCount).toBe(4)
    let closed = 0
    database.pool.on('remove', () => (closed += 1))
    await closeDatabase(database)
    expect([closed, errors]).toEqual([4, []])
  })

  it('does not wait for a statement of hours', async () => {
    const database = openDatabase(inject('postgresUrl'), () => undefined)
    const client = await database.pool.connect()
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const ended = client.query(HOURS).then(
      () => 'done',
      (error: unknown) => String(error),
    )
    const other = openDatabase(inject('postgresUrl'), () => undefined)
    // Before that there is nothing to wait for, nor to cancel.
    const begun = `select from pg_stat_activity where pid = $1 and state = 'active' and query = $2`
    await expect.poll(async () => (await other.pool.query(begun, [rows[0]!.pid, HOURS])).rowCount).toBe(1)
    await closeDatabase(database)
    await other.pool.query('select pg_cancel_backend($1)', [rows[0]!.pid])
    expect(await ended).toContain('canceling statement')
    client.release()
    await closeDatabase(other)
  })
})

describe('a transaction with a signal', () => {
  it('has its statement stopped at the server, is undone, and leaves the connection fit for the next', async () => {
    const database = openDatabase(inject('postgresUrl'), () => undefined)
    const told = new AbortController()
    const running = inClientTransaction(
      database.pool,
      async (client) => {
        await client.query('create table half_written ()')
        told.abort()
        await client.query(HOURS)
      },
      told.signal,
    )
    await expect(running).rejects.toThrow('canceling statement')
    const { rows } = await database.pool.query(`select to_regclass('half_written') as there`)
    expect(rows).toEqual([{ there: null }])
    await closeDatabase(database)
  })

  it('has a statement stopped that it only began after it was told', async () => {
    const database = openDatabase(inject('postgresUrl'), () => undefined)
    const told = new AbortController()
    const running = inClientTransaction(
      database.pool,
      async (client) => {
        const wasTried = once(database.pool, 'release')
        told.abort()
        await wasTried
        await client.query(HOURS)
      },
      told.signal,
    )
    await expect(running).rejects.toThrow('canceling statement')
    await closeDatabase(database)
  })

  it('keeps its connection from others while a cancelling is on its way, which would hit theirs', async () => {
    const database = openDatabase(inject('postgresUrl'), () => undefined)
    const told = new AbortController()
    const [onItsWay, mayArrive] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let connections = 0
    const pool = new Proxy(database.pool, {
      get: (target, key) => {
        if (key !== 'connect') return Reflect.get(target, key) as unknown
        return async () => {
          const client = await target.connect()
          connections += 1
          if (connections === 1) return client
          const query = async (text: string, values: unknown[]) => {
            onItsWay.resolve()
            await mayArrive.promise
            return client.query(text, values)
          }
          return { query, on: () => undefined, off: () => undefined, release: () => client.release() }
        }
      },
    })
    let isGivenBack = false
    const running = inClientTransaction(
      pool,
      async (client) => {
        await client.query('create table kept ()')
        told.abort()
        await onItsWay.promise
      },
      told.signal,
    ).then(() => (isGivenBack = true))
    const there = async (): Promise<unknown[]> =>
      (await database.pool.query(`select to_regclass('kept')::text as there`)).rows
    await expect.poll(there).toEqual([{ there: 'kept' }])
    expect(isGivenBack).toBe(false)
    mayArrive.resolve()
    await running
    await database.pool.query('drop table kept')
    await closeDatabase(database)
  })

  it('is left alone when its work ends by itself', async () => {
    const database = openDatabase(inject('postgresUrl'), () => undefined)
    const told = new AbortController()
    const kept = inClientTransaction(
      database.pool,
      async (client) => {
        told.abort()
        return (await client.query<{ one: number }>('select 1 as one')).rows[0]!.one
      },
      told.signal,
    )
    expect(await kept).toBe(1)
    // A cancelling that came late would hit this one, on the same connection.
    await expect(database.pool.query('select pg_sleep(0.8)')).resolves.toBeDefined()
    await closeDatabase(database)
  })
})
