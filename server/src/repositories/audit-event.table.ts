import type { ColumnType, Generated } from 'kysely'

/** Who did what. Rows are never changed or removed: the database refuses it. */
export interface AuditEventTable {
  audit_event_id: Generated<number>
  occurred_at: Generated<Date>
  /** a username, or `command line` or `server` */
  actor: string
  action: string
  subject_kind: string
  subject_id: string
  /** ids and hashes, never free text or keys */
  detail: ColumnType<Record<string, unknown>, string, never>
}
