import type { Tour } from '@planner/shared/schemas'
import type { FeatureCollection } from 'geojson'
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { MapTheme } from '../theme.ts'

export const ROUTE_SOURCE = 'route'

export const routeSources = (): Record<string, SourceSpecification> => ({
  [ROUTE_SOURCE]: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
})

/** The windows of one tour: straight lines in visiting order (not streets), and numbered stops. */
export const routeLayers = (theme: MapTheme): LayerSpecification[] => [
  {
    id: 'route-line',
    type: 'line',
    source: ROUTE_SOURCE,
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': theme.route, 'line-width': 2.5, 'line-dasharray': [1, 2], 'line-opacity': 0.9 },
  },
  {
    id: 'route-stop',
    type: 'circle',
    source: ROUTE_SOURCE,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': ['case', ['>', ['length', ['get', 'stops']], 2], 16, 12],
      'circle-color': theme.route,
      'circle-stroke-color': theme.halo,
      'circle-stroke-width': 2,
    },
  },
  {
    id: 'route-number',
    type: 'symbol',
    source: ROUTE_SOURCE,
    filter: ['==', ['geometry-type'], 'Point'],
    layout: {
      'text-field': ['get', 'stops'],
      'text-font': ['sans-serif'],
      'text-size': 13,
      'text-allow-overlap': true,
    },
    paint: { 'text-color': theme.halo },
  },
]

/** The stops of a tour in time order. A place visited twice has one stop that carries both numbers. */
export function tourRoute(windows: Tour['windows']): FeatureCollection {
  const positions = windows.map(({ lng, lat }) => [lng, lat])
  const stops = new Map<string, { position: number[]; numbers: number[] }>()
  for (const [index, { hotspotId, lng, lat }] of windows.entries()) {
    const stop = stops.get(hotspotId) ?? { position: [lng, lat], numbers: [] }
    stop.numbers.push(index + 1)
    stops.set(hotspotId, stop)
  }
  const points = [...stops.values()].map(({ position, numbers }): FeatureCollection['features'][number] => ({
    type: 'Feature',
    properties: { stops: numbers.join(', ') },
    geometry: { type: 'Point', coordinates: position },
  }))
  const line: FeatureCollection['features'] =
    positions.length < 2
      ? []
      : [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: positions } }]
  return { type: 'FeatureCollection', features: [...line, ...points] }
}
