import type { Area } from '@planner/shared/core'
import type { ColumnType, Generated } from 'kysely'

export interface AreaTable {
  area_id: Generated<string>
  name: string
  /** exactly as the force writes it */
  bcu: string
  /** GeoJSON, WGS84 */
  geometry: ColumnType<Area['geometry'], string, string>
}

/** One row: one force per database. */
export interface ForceTable {
  force_id: Generated<number>
  name: string
  /** IANA name */
  timezone: string
  /** true: the demo force; every screen says so */
  synthetic: boolean
}
