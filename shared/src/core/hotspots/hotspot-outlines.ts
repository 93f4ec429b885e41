import type { MultiPolygon } from 'geojson'
import { cellsOutline } from '../cells.ts'
import { round6 } from '../canonical-json.ts'
import type { Hotspot } from './hotspot.ts'

/** Outlines of hotspots for a map, [lng, lat]: joined cells without their inner borders. */
export function hotspotOutlines(hotspots: readonly Pick<Hotspot, 'id' | 'rank' | 'tier' | 'expected' | 'cells'>[]) {
  return {
    type: 'FeatureCollection' as const,
    features: hotspots.map(({ id, rank, tier, expected, cells }) => ({
      type: 'Feature' as const,
      properties: { id, rank, tier, expected },
      geometry: roundedOutline(cells),
    })),
  }
}

/** Six decimals of a degree are a tenth of a metre; more would be noise in a file. */
export function roundedOutline(cells: readonly string[]): MultiPolygon {
  const outline = cellsOutline(cells)
  return {
    type: 'MultiPolygon',
    coordinates: outline.coordinates.map((rings) => rings.map((ring) => ring.map((point) => point.map(round6)))),
  }
}
