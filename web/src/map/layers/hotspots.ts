import type { HotspotCollection, HotspotSummary } from '@planner/shared/schemas'
import type { FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import type { ExpressionSpecification, FilterSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { MapTheme } from '../theme.ts'

/** How a place is drawn: by its tier, or by where it is of two rankings that are compared. */
export type PlaceMark = HotspotSummary['tier'] | 'both' | 'here' | 'ours'

/** A place on the map; without a mark its tier is one. */
export interface MapPlace extends Pick<HotspotSummary, 'id' | 'lat' | 'lng'> {
  /** null: it has none in the ranking that is looked at */
  rank: number | null
  tier?: HotspotSummary['tier'] | undefined
  mark?: PlaceMark | undefined
}

/** The ground of places. */
export type PlaceOutlines = FeatureCollection<
  Polygon | MultiPolygon,
  { id: string; mark?: PlaceMark; tier?: HotspotSummary['tier'] }
>

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

/** A tier is its own mark. */
const mark: ExpressionSpecification = ['coalesce', ['get', 'mark'], ['get', 'tier'], 'C']

const markColour = (theme: MapTheme): ExpressionSpecification => [
  'match',
  mark,
  'A',
  theme.tierA,
  'B',
  theme.tierB,
  'both',
  theme.both,
  'here',
  theme.here,
  'ours',
  theme.ours,
  theme.tierC,
]

/** What only the ranking in use has is hollow, so that it is told apart without its colour. */
const isHollow: ExpressionSpecification = ['==', mark, 'ours']

/** Radius in pixels by tier, most for what is only here; a place's own ground is less than a pixel when the whole force is shown. */
const radius = (a: number, b: number, c: number): ExpressionSpecification => [
  '+',
  ['match', mark, ['A', 'here'], a, ['B', 'ours'], b, c],
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
      'fill-color': markColour(theme),
      'fill-opacity': ['case', selected, 0.7, hovered, 0.6, isHollow, 0.04, 0.4],
    },
  },
  {
    id: 'hotspots-outline-line',
    type: 'line',
    source: OUTLINES_SOURCE,
    minzoom: 12,
    paint: {
      'line-color': ['case', selected, theme.selected, markColour(theme)],
      'line-width': ['case', selected, 4, hovered, 3, isHollow, 2.5, 1.5],
    },
  },
  {
    id: 'hotspots-point',
    type: 'circle',
    source: HOTSPOTS_SOURCE,
    maxzoom: 14,
    layout: { 'circle-sort-key': ['-', 0, ['coalesce', ['get', 'rank'], 1e6]] },
    paint: {
      'circle-color': ['case', isHollow, theme.halo, markColour(theme)],
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, radius(4, 3, 2.4), 12, radius(8, 6.5, 5.5)],
      'circle-opacity': ['interpolate', ['linear'], ['zoom'], 12.5, 0.92, 13.8, 0],
      'circle-stroke-color': ['case', selected, theme.selected, isHollow, theme.ours, theme.halo],
      'circle-stroke-width': ['case', selected, 3.5, isHollow, 2, 1],
      'circle-stroke-opacity': ['interpolate', ['linear'], ['zoom'], 12.5, 1, 13.8, 0],
    },
  },
  {
    id: 'hotspots-rank',
    type: 'symbol',
    source: HOTSPOTS_SOURCE,
    minzoom: 13.2,
    layout: {
      'text-field': ['to-string', ['coalesce', ['get', 'rank'], '']],
      'text-font': ['sans-serif'],
      'text-size': 14,
    },
    paint: { 'text-color': theme.label, 'text-halo-color': theme.halo, 'text-halo-width': 2 },
  },
]

/** Centres as points; properties carry only what the style reads. */
export const hotspotPoints = (places: readonly MapPlace[]): FeatureCollection<Point> => ({
  type: 'FeatureCollection',
  features: places.map(({ id, rank, tier, mark: given, lat, lng }) => ({
    type: 'Feature',
    properties: { id, rank, mark: given ?? tier },
    geometry: { type: 'Point', coordinates: [lng, lat] },
  })),
})

/** The filter that leaves only the given hotspots; null leaves all. */
export const onlyHotspots = (ids: readonly string[] | null): FilterSpecification | null =>
  ids === null ? null : ['in', ['get', 'id'], ['literal', [...ids]]]

/** west, south, east, north of one hotspot's outline, for fitting the view; undefined when it has none. */
export function outlineBounds(
  outlines: HotspotCollection | PlaceOutlines,
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
