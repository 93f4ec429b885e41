import { sql, type Kysely } from 'kysely'

/** A key may be drawn from again. Each draw is numbered and on record before it is made, whatever becomes of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('plan_draw')
    .addColumn('plan_id', 'uuid', (column) => column.primaryKey())
    // The plan whose key it draws from: itself, for a first draw.
    .addColumn('key_plan_id', 'uuid', (column) => column.notNull().references('plan_key.plan_id'))
    .addColumn('draw', 'integer', (column) => column.notNull().check(sql`draw >= 0`))
    .addColumn('requested_by', 'text', (column) => column.notNull())
    .addColumn('requested_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .addUniqueConstraint('plan_draw_number', ['key_plan_id', 'draw'])
    .execute()
  await sql`
    insert into plan_draw (plan_id, key_plan_id, draw, requested_by, requested_at)
    select plan_key.plan_id, plan_key.plan_id, 0, coalesce(plan.created_by, 'server'), plan_key.created_at
    from plan_key left join plan using (plan_id)`.execute(db)
  // A plan without a numbered draw is impossible; its key is that of the draw.
  await db.schema.alterTable('plan').dropConstraint('plan_plan_id_fkey').execute()
  await db.schema
    .alterTable('plan')
    .addForeignKeyConstraint('plan_draw_fkey', ['plan_id'], 'plan_draw', ['plan_id'])
    .execute()
}

export async function down(db: Kysely<unknown>): Promise<void> {
  // A redraw has no key of its own, which the older form asks for: such plans cannot go back.
  await sql`delete from plan using plan_draw where plan.plan_id = plan_draw.plan_id and plan_draw.draw > 0`.execute(db)
  await db.schema.alterTable('plan').dropConstraint('plan_draw_fkey').execute()
  await db.schema
    .alterTable('plan')
    .addForeignKeyConstraint('plan_plan_id_fkey', ['plan_id'], 'plan_key', ['plan_id'])
    .execute()
  await db.schema.dropTable('plan_draw').execute()
}
