import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** What is kept of every act that changes something, and of every refused one. */
export interface AuditEvent {
  /** a username, or `command line` or `server` */
  actor: string
  /** past participle: what was done to the subject */
  action: string
  subjectKind: string
  subjectId: string
  /** ids, counts and hashes; never free text, a key or a password */
  detail?: Record<string, unknown>
}

/** In the caller's transaction, so that an act and its record stand or fall together. */
export async function insertAuditEvent(db: Kysely<Database>, event: AuditEvent): Promise<void> {
  await db
    .insertInto('audit_event')
    .values({
      actor: event.actor,
      action: event.action,
      subject_kind: event.subjectKind,
      subject_id: event.subjectId,
      detail: JSON.stringify(event.detail ?? {}),
    })
    .execute()
}
