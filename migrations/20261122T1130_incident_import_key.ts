import type { Kysely } from 'kysely'

/**
 * Every incident of a load names the same import, which is written in the same transaction and never removed. Looking it up for
 * each row was two fifths of the time of storing them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('incident').dropConstraint('incident_incident_import_id_fkey').execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('incident')
    .addForeignKeyConstraint('incident_incident_import_id_fkey', ['incident_import_id'], 'incident_import', [
      'incident_import_id',
    ])
    .execute()
}
