import { randomUUID } from 'node:crypto'
import { createPool, openDatabase, type OpenDatabase } from '@planner/server/database.ts'
import { inject } from 'vitest'

export interface TestDatabase extends OpenDatabase {
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
  const database = openDatabase(url.href, () => undefined)
  return {
    ...database,
    drop: async () => {
      await database.db.destroy()
      await runSql(admin, `drop database if exists ${name} with (force)`)
    },
  }
}

async function runSql(url: string, statement: string): Promise<void> {
  const pool = createPool(url, () => undefined)
  try {
    await pool.query(statement)
  } finally {
    await pool.end()
  }
}
