import type { Readiness } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { JobQueue } from '../jobs/job.ts'
import { compareMigrations } from '../migrator.ts'

/** Whether requests can be served: the database answers, is of this release, and takes jobs. */
export async function getReadiness(db: Kysely<Database>, queue: JobQueue): Promise<Readiness> {
  // A broken database is this question's answer, not an error.
  const found = await compareMigrations(db).catch(() => undefined)
  const checks = {
    database: found !== undefined,
    migrations: found !== undefined && found.pending.length === 0 && found.unknown.length === 0,
    queue: queue.isReady(),
  }
  return { status: Object.values(checks).every(Boolean) ? 'ready' : 'not-ready', checks }
}
