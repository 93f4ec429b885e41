import { sql, type Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** Failures that still count, for each of `subjects`; those with none are absent. */
export async function countSignInFailures(
  db: Kysely<Database>,
  subjects: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('sign_in_failure')
    .select(['counted_for', 'failures'])
    .where('counted_for', 'in', [...subjects])
    .where('resets_at', '>', sql<Date>`now()`)
    .execute()
  return new Map(rows.map(({ counted_for, failures }) => [counted_for, failures]))
}

/** Counts one failure more for each of `subjects`; a count starts again `windowS` seconds after its first. */
export async function addSignInFailures(
  db: Kysely<Database>,
  subjects: readonly string[],
  windowS: number,
): Promise<void> {
  const resetsAt = sql<Date>`now() + make_interval(secs => ${windowS})`
  await db
    .deleteFrom('sign_in_failure')
    .where('resets_at', '<=', sql<Date>`now()`)
    .execute()
  await db
    .insertInto('sign_in_failure')
    .values(subjects.map((subject) => ({ counted_for: subject, failures: 1, resets_at: resetsAt })))
    .onConflict((conflict) =>
      conflict.column('counted_for').doUpdateSet({ failures: sql<number>`sign_in_failure.failures + 1` }),
    )
    .execute()
}

export async function deleteSignInFailures(db: Kysely<Database>, subject: string): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('counted_for', '=', subject).execute()
}
