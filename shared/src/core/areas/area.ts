import type { MultiPolygon, Polygon } from 'geojson'

/** One area of the force: in London a borough. `bcu` is the command unit that polices it, exactly as the force writes it. */
export interface Area {
  name: string
  bcu: string
  geometry: Polygon | MultiPolygon
}

/** A part of an area with a name of its own. Names may repeat between areas: two boroughs can each have a Town ward. */
export interface Ward {
  name: string
  /** the register's own, such as E05000463; null where the file has none */
  code: string | null
  geometry: Polygon | MultiPolygon
}

/** The one command unit that a force has when nobody said otherwise. */
export const WHOLE_FORCE_BCU = 'force'
