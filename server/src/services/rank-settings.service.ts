import { CAMBRIDGE_2026, DEFAULT_RANK_OPTIONS, DomainError, parseDay, type RankInput } from '@planner/shared/core'
import type { NewRanking, RankingSettings } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { listExcludedPlaces } from '../repositories/excluded-place.repository.ts'
import { findHarmTable } from '../repositories/harm-table.repository.ts'
import { getForce } from './force.service.ts'
import { getOperation } from './operation.service.ts'
import { getTheme, toThemeRecord } from './theme.service.ts'

/** All that a ranking is made from beside the incidents and the force's ground: the same for a ranking and for its preview. */
export type RankSettings = Required<Omit<RankInput, 'incidents' | 'areas' | 'wards' | 'labels' | 'patrols'>>

/**
 * What was asked for, with the force's own settings and the product's defaults where nothing was said.
 *
 * @throws {DomainError} NOT_FOUND for the operation or the theme; INVALID_INPUT when there is no such day
 */
export async function loadRankSettings(db: Kysely<Database>, given: NewRanking): Promise<RankSettings> {
  const { themeId } = given
  const [{ timezone }, operation, theme, harmTable, excluded] = await Promise.all([
    getForce(db),
    getOperation(db, given.operationId),
    themeId === undefined ? undefined : getTheme(db, themeId),
    findHarmTable(db),
    listExcludedPlaces(db),
  ])
  return {
    options: {
      ...DEFAULT_RANK_OPTIONS,
      asOfDay: parseAsOf(given.asOf),
      weeks: given.weeks ?? DEFAULT_RANK_OPTIONS.weeks,
      top: given.top ?? DEFAULT_RANK_OPTIONS.top,
      resolution: given.resolution ?? DEFAULT_RANK_OPTIONS.resolution,
      rankBy: given.rankBy ?? DEFAULT_RANK_OPTIONS.rankBy,
      harmShare: given.harmShare ?? DEFAULT_RANK_OPTIONS.harmShare,
      acrossUnits: given.acrossUnits ?? DEFAULT_RANK_OPTIONS.acrossUnits,
      horizonDays: operation.days,
      ...(theme !== undefined && { theme }),
      timezone,
    },
    harmTable: harmTable ?? CAMBRIDGE_2026,
    quotas: given.quotas ?? [],
    excluded: excluded.map(({ name, reason, lat, lng, radius_m: radiusM }) => ({ name, reason, lat, lng, radiusM })),
  }
}

/** The copy that a ranking keeps of what it was made with. */
export function toSettingsRecord({ options, harmTable, quotas, excluded }: RankSettings): RankingSettings {
  return {
    rankBy: options.rankBy,
    harmShare: options.harmShare,
    acrossUnits: options.acrossUnits,
    theme: options.theme === undefined ? null : toThemeRecord(options.theme),
    quotas: quotas.map((quota) => ({ ...quota })),
    harmTable: { ...harmTable, days: { ...harmTable.days }, isShipped: harmTable === CAMBRIDGE_2026 },
    excludedPlaces: excluded.map((place) => ({ ...place })),
  }
}

/** @throws {DomainError} INVALID_INPUT when there is no such day */
export function parseAsOf(text: string): number {
  const day = parseDay(text)
  if (day === undefined) throw new DomainError('INVALID_INPUT', `There is no day "${text}". Write it as YYYY-MM-DD.`)
  return day
}
