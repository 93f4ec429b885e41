import { DomainError } from '@planner/shared/core'
import type { ExcludedPlaceRecord, NewExcludedPlace } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import {
  deleteExcludedPlace,
  insertExcludedPlace,
  isExcludedPlaceNamed,
  listExcludedPlaces,
  type ExcludedPlaceRow,
} from '../repositories/excluded-place.repository.ts'

const toExcludedPlace = (row: ExcludedPlaceRow): ExcludedPlaceRecord => ({
  excludedPlaceId: row.excluded_place_id,
  name: row.name,
  reason: row.reason,
  lat: row.lat,
  lng: row.lng,
  radiusM: row.radius_m,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
})

/** By name. */
export async function getExcludedPlaces(db: Kysely<Database>): Promise<ExcludedPlaceRecord[]> {
  return (await listExcludedPlaces(db)).map(toExcludedPlace)
}

/**
 * Keeps later rankings out of a place.
 *
 * @throws {DomainError} INVALID_INPUT without a name or a reason; CONFLICT when the name is taken
 */
export async function excludePlace(
  db: Kysely<Database>,
  actor: string,
  given: NewExcludedPlace,
): Promise<ExcludedPlaceRecord> {
  const name = given.name.trim()
  const reason = given.reason.trim()
  if (name === '' || reason === '')
    throw new DomainError(
      'INVALID_INPUT',
      'An excluded place needs a name and a reason: both are shown with each ranking.',
    )
  return db.transaction().execute(async (transaction) => {
    if (await isExcludedPlaceNamed(transaction, name))
      throw new DomainError('CONFLICT', `There is an excluded place "${name}" already. Choose another name.`)
    const { lat, lng, radiusM } = given
    const row = await insertExcludedPlace(transaction, { name, reason, lat, lng, radius_m: radiusM, created_by: actor })
    const place = toExcludedPlace(row)
    await insertAuditEvent(transaction, {
      actor,
      action: 'excluded',
      subjectKind: 'excluded place',
      subjectId: place.excludedPlaceId,
      detail: { name, reason, lat, lng, radiusM },
    })
    return place
  })
}

/** Lets later rankings into the place again. @throws {DomainError} NOT_FOUND */
export async function includePlace(db: Kysely<Database>, actor: string, excludedPlaceId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const row = await deleteExcludedPlace(transaction, excludedPlaceId)
    if (row === undefined) throw new DomainError('NOT_FOUND', `There is no excluded place ${excludedPlaceId}.`)
    const { name, reason, lat, lng, radiusM } = toExcludedPlace(row)
    await insertAuditEvent(transaction, {
      actor,
      action: 'removed',
      subjectKind: 'excluded place',
      subjectId: excludedPlaceId,
      detail: { name, reason, lat, lng, radiusM },
    })
  })
}
