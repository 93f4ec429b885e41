import { DEFAULT_RANK_OPTIONS, DomainError, parseDay, type RankInput } from '@planner/shared/core'
import type { NewRanking } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { getForce } from './force.service.ts'
import { getOperation } from './operation.service.ts'

/** All that a ranking is made from beside the incidents and the areas: the same for a ranking and for its preview. */
export type RankSettings = Omit<RankInput, 'incidents' | 'areas' | 'labels'>

/**
 * What was asked for, with the force's own settings and the product's defaults where nothing was said.
 *
 * @throws {DomainError} NOT_FOUND for the operation; INVALID_INPUT when there is no such day
 */
export async function loadRankSettings(db: Kysely<Database>, given: NewRanking): Promise<RankSettings> {
  const [{ timezone }, operation] = await Promise.all([getForce(db), getOperation(db, given.operationId)])
  return {
    options: {
      ...DEFAULT_RANK_OPTIONS,
      asOfDay: parseAsOf(given.asOf),
      weeks: given.weeks ?? DEFAULT_RANK_OPTIONS.weeks,
      top: given.top ?? DEFAULT_RANK_OPTIONS.top,
      resolution: given.resolution ?? DEFAULT_RANK_OPTIONS.resolution,
      horizonDays: operation.days,
      timezone,
    },
  }
}

/** @throws {DomainError} INVALID_INPUT when there is no such day */
export function parseAsOf(text: string): number {
  const day = parseDay(text)
  if (day === undefined) throw new DomainError('INVALID_INPUT', `There is no day "${text}". Write it as YYYY-MM-DD.`)
  return day
}
