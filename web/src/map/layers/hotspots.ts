import type { HotspotCollection, HotspotSummary } from '@planner/shared/schemas'
import type { FeatureCollection, Point } from 'geojson'
import type { ExpressionSpecification, FilterSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { MapTheme } from '../theme.ts'

export const HOTSPOTS_SOURCE = 'hotspots'
export const OUTLINES_SOURCE = 'hotspot-outlines'

/** The layers that answer to the pointer. */
export const HOTSPOT_HIT_LAYERS = ['hotspots-outline-fill', 'hotspots-point']

/** Layers whose features are left out when a filter is on. */
export const HOTSPOT_FILTERED_LAYERS = [
  'hotspots-outline-fill',
  'hotspots-outline-line',
  'hotspots-point',
  'hotspots-rank',
]

/** promoteId makes the hotspot's id the feature id, which feature state needs. */
export const hotspotsSources = (): Record<string, SourceSpecification> => ({
  [HOTSPOTS_SOURCE]: { type: 'geojson', promoteId: 'id', data: { type: 'FeatureCollection', features: [] } },
  [OUTLINES_SOURCE]: { type: 'geojson', promoteId: 'id', data: { type: 'FeatureCollection', features: [] } },
})

const selected: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false]
const hovered: ExpressionSpecification = ['boolean', ['feature-state', 'hovered'], false]

const tierColour = (theme: MapTheme): ExpressionSpecification => [
  'match',
  ['get', 'tier'],
  'A',
  theme.tierA,
  'B',
  theme.tierB,
  theme.tierC,
]

/** Radius in pixels by tier; a place is some 125 m across, less than a pixel when the whole force is shown. */
const radius = (a: number, b: number, c: number): ExpressionSpecification => [
  '+',
  ['match', ['get', 'tier'], 'A', a, 'B', b, c],
  ['case', selected, 4, hovered, 2, 0],
]

/**
 * Far out a hotspot is a dot, near by its true outline. Selection and hover are feature state: neither sends geometry again.
 */
export const hotspotsLayers = (theme: MapTheme): LayerSpecification[] => [
  {
    id: 'hotspots-outline-fill',
    type: 'fill',
    source: OUTLINES_SOURCE,
    minzoom: 12,
    paint: {
      'fill-color': tierColour(theme),
      'fill-opacity': ['case', selected, 0.7, hovered, 0.6, 0.4],
    },
  },
  {
    id: 'hotspots-outline-line',
    type: 'line',
    source: OUTLINES_SOURCE,
    minzoom: 12,
    paint: {
      'line-color': ['case', selected, theme.selected, tierColour(theme)],
      'line-width': ['case', selected, 4, hovered, 3, 1.5],
    },
  },
  {
    id: 'hotspots-point',
    type: 'circle',
    source: HOTSPOTS_SOURCE,
    maxzoom: 14,
    layout: { 'circle-sort-key': ['-', 0, ['get', 'rank']] },
    paint: {
      'circle-color': tierColour(theme),
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, radius(4, 3, 2.4), 12, radius(8, 6.5, 5.5)],
      'circle-opacity': ['interpolate', ['linear'], ['zoom'], 12.5, 0.92, 13.8, 0],
      'circle-stroke-color': ['case', selected, theme.selected, theme.halo],
      'circle-stroke-width': ['case', selected, 3.5, 1],
      'circle-stroke-opacity': ['interpolate', ['linear'], ['zoom'], 12.5, 1, 13.8, 0],
    },
  },
  {
    id: 'hotspots-rank',
    type: 'symbol',
    source: HOTSPOTS_SOURCE,
    minzoom: 13.2,
    layout: {
      'text-field': ['to-string', ['get', 'rank']],
      'text-font': ['sans-serif'],
      'text-size': 14,
    },
    paint: { 'text-color': theme.label, 'text-halo-color': theme.halo, 'text-halo-width': 2 },
  },
]

/** Centres as points; properties carry only what the style reads. */
export const hotspotPoints = (
  hotspots: readonly Pick<HotspotSummary, 'id' | 'rank' | 'tier' | 'lat' | 'lng'>[],
): FeatureCollection<Point> => ({
  type: 'FeatureCollection',
  features: hotspots.map(({ id, rank, tier, lat, lng }) => ({
    type: 'Feature',
    properties: { id, rank, tier },
    geometry: { type: 'Point', coordinates: [lng, lat] },
  })),
})

/** The filter that leaves only the given hotspots; null leaves all. */
export const onlyHotspots = (ids: readonly string[] | null): FilterSpecification | null =>
  ids === null ? null : ['in', ['get', 'id'], ['literal', [...ids]]]

/** west, south, east, north of one hotspot's outline, for fitting the view; undefined when it has none. */
export function outlineBounds(
  outlines: HotspotCollection,
  hotspotId: string,
): [number, number, number, number] | undefined {
  const feature = outlines.features.find(({ properties }) => properties.id === hotspotId)
  if (feature === undefined) return undefined
  const { geometry } = feature
  const positions = geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2)
  const lngs = positions.map(([lng = 0]) => lng)
  const lats = positions.map(([, lat = 0]) => lat)
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}
