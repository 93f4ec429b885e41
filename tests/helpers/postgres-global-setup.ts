import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, createPool } from '@planner/server/database.ts'
import { startEmbeddedPostgres } from '@planner/server/embedded-postgres/embedded-postgres.ts'
import { migrate } from '@planner/server/migrator.ts'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** of the cluster's own database, from which test databases are made */
    postgresUrl: string
    /** a migrated, empty database to clone */
    templateDatabase: string
  }
}

/** One Postgres for the whole run (or TEST_DATABASE_URL), with one migrated database that every test clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const folder = given === undefined ? await mkdtemp(join(tmpdir(), 'patrol-planner-test-')) : undefined
  // As root Postgres runs as somebody else, who must be able to enter.
  if (folder !== undefined) await chmod(folder, 0o711)
  const postgres =
    folder === undefined
      ? undefined
      : await startEmbeddedPostgres({ dataDir: join(folder, 'data'), fsync: false, say: () => undefined })
  const url = postgres?.url ?? given ?? ''
  const template = `template_${process.pid}_${project.name.replaceAll(/\W/g, '_')}`
  await runSql(url, `create database ${template}`)
  const address = new URL(url)
  address.pathname = `/${template}`
  const db = createDatabase(createPool(address.href, () => undefined))
  await migrate(db)
  await db.destroy()
  project.provide('postgresUrl', url)
  project.provide('templateDatabase', template)
  return async () => {
    if (postgres === undefined) await runSql(url, `drop database if exists ${template} with (force)`)
    await postgres?.stop()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
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
