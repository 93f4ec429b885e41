import { completeTo, estimateDelay, parseDay, type CompleteTo, type RecordingDelay } from '@planner/shared/core'
import type { IncidentSummary } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { findIncidentVersion } from '../repositories/incident-snapshot.repository.ts'
import { countIncidents, type PublisherFigures } from '../repositories/incident.repository.ts'
import { getForce } from './force.service.ts'

/** All that hangs on the incidents alone: what is loaded and how current it is. */
export interface IncidentFigures extends Pick<IncidentSummary, 'byOffence' | 'byMonth'> {
  /** by name */
  publishers: (Omit<PublisherFigures, 'recorded'> & { delay: RecordingDelay })[]
  completeTo: CompleteTo
}

/** The figures of one state of the incidents, which every screen asks for and a million rows take more than a second to count. */
const kept = new WeakMap<Kysely<Database>, { key: string; figures: Promise<IncidentFigures> }>()

/** The figures of the incidents as they are now, counted anew only when an import has changed them. */
export async function getIncidentFigures(db: Kysely<Database>): Promise<IncidentFigures> {
  const [version, { timezone }] = await Promise.all([findIncidentVersion(db), getForce(db)])
  const key = `${version} ${timezone}`
  const before = kept.get(db)
  if (before?.key === key) return before.figures
  const figures = countFigures(db, timezone)
  kept.set(db, { key, figures })
  // Whoever waits hears of it; the next one tries again.
  figures.catch(() => kept.delete(db))
  return figures
}

/** Up to which day the incidents are nearly all there. */
export async function getCompleteTo(db: Kysely<Database>): Promise<CompleteTo> {
  return (await getIncidentFigures(db)).completeTo
}

async function countFigures(db: Kysely<Database>, timezone: string): Promise<IncidentFigures> {
  const { publishers: counted, byOffence, byMonth } = await countIncidents(db, timezone)
  const publishers = counted.map(({ recorded, ...one }) => ({ ...one, delay: estimateDelay(recorded) }))
  return {
    publishers,
    completeTo: completeTo(publishers.map((one) => ({ ...one, lastDay: parseDay(one.lastDay)! }))),
    byOffence,
    byMonth,
  }
}
