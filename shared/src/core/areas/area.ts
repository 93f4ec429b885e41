import type { MultiPolygon, Polygon } from 'geojson'

/** One area of the force: in London a borough. `bcu` is the command unit that polices it, exactly as the force writes it. */
export interface Area {
  name: string
  bcu: string
  geometry: Polygon | MultiPolygon
}

/** The one command unit that a force has when nobody said otherwise. */
export const WHOLE_FORCE_BCU = 'force'
