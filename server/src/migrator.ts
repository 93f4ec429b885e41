import { promises as fs } from 'node:fs'
import path from 'node:path'
import { DomainError } from '@planner/shared/core'
import { sql, type Kysely } from 'kysely'
import { FileMigrationProvider, Migrator, type MigrationProvider } from 'kysely/migration'
import type { Database } from './database.ts'

const MIGRATION_FOLDER = path.join(import.meta.dirname, '..', '..', 'migrations')

/** The migrations of this release. */
export const createMigrationProvider = (): MigrationProvider =>
  new FileMigrationProvider({ fs, path, migrationFolder: MIGRATION_FOLDER })

/**
 * Brings the database to this release: runs what it has not run yet, each in one transaction. Servers that start at once
 * wait for one another.
 *
 * @returns the names of the migrations that were run now
 * @throws {DomainError} CONFLICT when a newer release has changed the database
 */
export async function migrate(
  db: Kysely<Database>,
  provider: MigrationProvider = createMigrationProvider(),
): Promise<string[]> {
  const { unknown } = await compareMigrations(db, provider)
  if (unknown.length > 0)
    throw new DomainError(
      'CONFLICT',
      `The database was changed by a newer release (migration ${unknown.join(', ')} is not known here). Start that release, or restore a backup made with this one.`,
    )
  // Unordered: two branches may land their migrations in either order; each is named by when it was written.
  const { error, results } = await new Migrator({ db, provider, allowUnorderedMigrations: true }).migrateToLatest()
  const failed = results?.find(({ status }) => status === 'Error')
  if (error !== undefined)
    throw new Error(`Migration ${failed?.migrationName ?? '(none)'} failed; nothing of it was kept.`, { cause: error })
  return (results ?? []).map(({ migrationName }) => migrationName)
}

/** What this release has and the database has not run (`pending`), and the other way round (`unknown`). */
export async function compareMigrations(
  db: Kysely<Database>,
  provider: MigrationProvider = createMigrationProvider(),
): Promise<{ pending: string[]; unknown: string[] }> {
  const known = new Set(Object.keys(await provider.getMigrations()))
  const { rows: tables } = await sql<{
    found: boolean
  }>`select to_regclass('kysely_migration') is not null as found`.execute(db)
  const { rows } =
    tables[0]?.found === true
      ? await sql<{ name: string }>`select name from kysely_migration`.execute(db)
      : { rows: [] }
  const run = new Set(rows.map(({ name }) => name))
  return {
    pending: [...known].filter((name) => !run.has(name)).sort(),
    unknown: [...run].filter((name) => !known.has(name)).sort(),
  }
}
