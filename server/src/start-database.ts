import { DomainError } from '@planner/shared/core'
import type { Config } from './config.ts'
import { closeDatabase, openDatabase, type OpenDatabase } from './database.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres/embedded-postgres.ts'
import { logError } from './log-error.ts'
import { migrate } from './migrator.ts'

/** Takes what a person who starts something should know, a line at a time. */
export type Say = (line: string) => void

/** A migrated database, ours or the one that DATABASE_URL names. */
export interface StartedDatabase extends OpenDatabase {
  /** undefined: DATABASE_URL */
  embedded: EmbeddedPostgres | undefined
  /** Closes the connections, then stops the built-in Postgres. */
  close: () => Promise<void>
}

/**
 * Opens the database of the configuration, starting the built-in Postgres when there is none, and migrates it.
 *
 * @throws {DomainError} CONFLICT when it cannot be used, with the reason
 */
export async function startDatabase(config: Config, say: Say): Promise<StartedDatabase> {
  const embedded =
    config.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir: config.dataDir, fsync: true, say })
      : undefined
  const database = openDatabase(embedded?.url ?? config.databaseUrl ?? '', logError)
  const close = async (): Promise<void> => {
    await closeDatabase(database)
    await embedded?.stop()
  }
  try {
    const run = await migrate(database.db).catch((error: unknown) => {
      throw embedded === undefined ? explainConnection(error) : error
    })
    if (run.length > 0) say(`migrated the database (${run.length} steps)`)
    return { ...database, embedded, close }
  } catch (error) {
    await close()
    throw error
  }
}

function explainConnection(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!/^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|28\w\w\w|3D000)$/.test(code)) return error
  return new DomainError(
    'CONFLICT',
    `The database that DATABASE_URL names cannot be used (${code}). Check host, port, user, password and database name.`,
  )
}
