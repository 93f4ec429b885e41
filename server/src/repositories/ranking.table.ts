import type {
  HotspotCollection,
  HotspotDetail,
  HotspotRecord,
  Ranking,
  RankingAlternatives,
  RankingFile,
  RankingSettings,
} from '@planner/shared/schemas'
import type { ColumnType, Generated } from 'kysely'

/** Of a ranking as a whole, beside its places. */
export type RankingFindings = Pick<Ranking, 'fade' | 'quotas' | 'excluded' | 'scope' | 'warning'>

export interface RankingTable {
  ranking_id: string
  operation_id: string
  meta: ColumnType<RankingFile['meta'], string, never>
  hotspot_count: number
  /** what it was made with; null here and below: made by a release that did not keep it */
  settings: ColumnType<RankingSettings | null, string, never>
  /** what it found beside its places */
  findings: ColumnType<RankingFindings | null, string, never>
  alternatives: ColumnType<RankingAlternatives['alternatives'] | null, string, never>
  /** the JSON file of the command, gzip */
  file: Buffer | null
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
