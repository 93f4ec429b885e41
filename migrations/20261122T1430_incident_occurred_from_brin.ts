import { sql, type Kysely } from 'kysely'

/**
 * Nothing asks for single incidents by their time, only for months of them, which arrive together: ranges of blocks find those as well
 * as a tree does, and keeping the tree was a sixth of what Postgres spends on storing a row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('incident_occurred_from_idx').execute()
  await sql`
    create index incident_occurred_from_idx on incident using brin (occurred_from) with (pages_per_range = 32, autosummarize = on)
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('incident_occurred_from_idx').execute()
  await db.schema.createIndex('incident_occurred_from_idx').on('incident').column('occurred_from').execute()
}
