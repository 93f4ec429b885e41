import type { Area, Ward } from '@planner/shared/core'
import type { ColumnType, Generated } from 'kysely'

export interface AreaTable {
  area_id: Generated<string>
  name: string
  /** exactly as the force writes it */
  bcu: string
  /** GeoJSON, WGS84 */
  geometry: ColumnType<Area['geometry'], string, string>
}

export interface WardTable {
  ward_id: Generated<string>
  name: string
  /** the register's own; null where the file had none */
  code: string | null
  /** GeoJSON, WGS84 */
  geometry: ColumnType<Ward['geometry'], string, string>
}

/** A street name at a point of the map. */
export interface PlaceLabelTable {
  place_label_id: Generated<number>
  name: string
  lat: number
  lng: number
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
