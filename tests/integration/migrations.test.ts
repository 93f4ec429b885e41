import { createDatabase, createPool } from '@planner/server/database.ts'
import { compareMigrations, createMigrationProvider, migrate } from '@planner/server/migrator.ts'
import { sql } from 'kysely'
import { Migrator, NO_MIGRATIONS } from 'kysely/migration'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../helpers/create-test-database.ts'

let database: TestDatabase

beforeEach(async () => {
  database = await createTestDatabase('empty')
})
afterEach(() => database.drop())

const listTables = async (): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'
    union all
    select proname from pg_proc where pronamespace = 'public'::regnamespace order by 1`.execute(database.db)
  return rows.map(({ name }) => name)
}

describe('migrate', () => {
  it('brings an empty database to this release, and a second run changes nothing', async () => {
    const names = Object.keys(await createMigrationProvider().getMigrations()).sort()
    expect(await compareMigrations(database.db)).toEqual({ pending: names, unknown: [] })
    expect(await migrate(database.db)).toEqual(names)
    expect(await compareMigrations(database.db)).toEqual({ pending: [], unknown: [] })
    expect(await migrate(database.db)).toEqual([])
    expect(await listTables()).toEqual(expect.arrayContaining(['account', 'audit_event', 'job', 'plan', 'session']))
  })

  it('lets two servers start at once', async () => {
    const other = createDatabase(createPool(database.url, () => undefined))
    const names = Object.keys(await createMigrationProvider().getMigrations())
    const runs = await Promise.all([migrate(database.db), migrate(other)])
    await other.destroy()
    expect(runs.flat().sort()).toEqual(names.sort())
  })

  it('goes down to nothing and up again', async () => {
    await migrate(database.db)
    const tables = await listTables()
    const migrator = new Migrator({ db: database.db, provider: createMigrationProvider() })
    const { error } = await migrator.migrateTo(NO_MIGRATIONS)
    expect(error).toBeUndefined()
    expect(await listTables()).toEqual([])
    await migrate(database.db)
    expect(await listTables()).toEqual(tables)
  })

  it('says of draws from before settings were kept what they were drawn with, and can go back with cancelled jobs', async () => {
    const migrator = new Migrator({ db: database.db, provider: createMigrationProvider() })
    await migrator.migrateTo('20261122T0200_plan_draw')
    await sql`
      with key as (insert into plan_key (plan_id, key, key_hash)
                   values (gen_random_uuid(), decode(repeat('07', 32), 'hex'), 'hash') returning plan_id)
      insert into plan_draw (plan_id, key_plan_id, draw, requested_by) select plan_id, plan_id, 0, 'x' from key`.execute(
      database.db,
    )
    await migrate(database.db)
    const { rows } = await database.pool.query('select settings from plan_draw')
    expect(rows).toEqual([{ settings: { design: 'ordinary', doses: 'as-ranked' } }])
    await database.pool.query(
      `insert into job (job_id, kind, status, progress, message, created_by)
       values (gen_random_uuid(), 'plan', 'cancelled', 0, 'cancelled', 'x'),
              (gen_random_uuid(), 'measure', 'completed', 1, 'done', 'x')`,
    )
    const { error } = await migrator.migrateTo('20261122T0200_plan_draw')
    expect(error).toBeUndefined()
    expect((await database.pool.query('select kind, status, error from job')).rows).toEqual([
      { kind: 'plan', status: 'failed', error: 'cancelled' },
    ])
  })

  it('refuses a database that a newer release has changed, and leaves it alone', async () => {
    await migrate(database.db)
    await sql`insert into kysely_migration (name, timestamp) values ('29990101T0000_future', 'now')`.execute(
      database.db,
    )
    await expect(migrate(database.db)).rejects.toThrow(/newer release \(migration 29990101T0000_future/)
  })
})

describe('audit_event', () => {
  it.each(['update audit_event set actor = $$x$$', 'delete from audit_event', 'truncate audit_event'])(
    'refuses %s',
    async (statement) => {
      await migrate(database.db)
      await database.pool.query(
        `insert into audit_event (actor, action, subject_kind, subject_id) values ('a', 'b', 'c', 'd')`,
      )
      await expect(database.pool.query(statement)).rejects.toThrow('append-only')
      expect((await database.pool.query('select actor from audit_event')).rows).toEqual([{ actor: 'a' }])
    },
  )
})

describe('the connection', () => {
  it('gives counts as numbers and refuses one that a number cannot hold, and dates as written', async () => {
    const { rows } = await database.pool.query(`select count(*) as n, date '2026-03-29' as day from (values (1)) v`)
    expect(rows).toEqual([{ n: 1, day: '2026-03-29' }])
    await expect(database.pool.query('select 9007199254740993::int8')).rejects.toThrow('safe integer')
  })
})
