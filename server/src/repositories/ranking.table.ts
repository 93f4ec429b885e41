import type { HotspotDetail, HotspotCollection, HotspotRecord, RankingFile } from '@planner/shared/schemas'
import type { ColumnType, Generated } from 'kysely'

export interface RankingTable {
  ranking_id: string
  operation_id: string
  meta: ColumnType<RankingFile['meta'], string, never>
  hotspot_count: number
  created_by: string
  created_at: Generated<Date>
}

/** One ranked place of one ranking, as it was ranked. */
export interface HotspotTable {
  ranking_id: string
  hotspot_id: string
  rank: number
  area: string
  bcu: string
  record: ColumnType<HotspotRecord, string, never>
  outline: ColumnType<HotspotCollection['features'][number], string, never>
  /** why here: counts behind the rank, taken when it was made */
  reasons: ColumnType<Omit<HotspotDetail, 'hotspot'>, string, never>
}
