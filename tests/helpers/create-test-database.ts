import { randomUUID } from 'node:crypto'
import { createDatabase, createPool, type Database } from '@planner/server/database.ts'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  url: string
  db: Kysely<Database>
  pool: pg.Pool
  /** Closes the connections and removes the database. */
  drop: () => Promise<void>
}

/** A database of its own for one test file: a clone of the migrated template, or an `empty` one. */
export async function createTestDatabase(kind: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = inject('postgresUrl')
  await runSql(
    admin,
    `create database ${name} template ${kind === 'migrated' ? inject('templateDatabase') : 'template0'}`,
  )
  const url = new URL(admin)
  url.pathname = `/${name}`
  const pool = createPool(url.href, () => undefined)
  const db = createDatabase(pool)
  return {
    url: url.href,
    db,
    pool,
    drop: async () => {
      await db.destroy()
      await runSql(admin, `drop database if exists ${name} with (force)`)
    },
  }
}

async function runSql(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
