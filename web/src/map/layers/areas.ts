import type { AreaCollection } from '@planner/shared/schemas'
import type { Feature, FeatureCollection, Point, Position } from 'geojson'
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import { UNIT_SHADES, type MapTheme } from '../theme.ts'

export const AREAS_SOURCE = 'areas'
export const AREA_NAMES_SOURCE = 'area-names'
export const UNIT_NAMES_SOURCE = 'unit-names'
export const WARDS_SOURCE = 'wards'

export const areasSources = (): Record<string, SourceSpecification> => ({
  [AREAS_SOURCE]: empty(),
  [WARDS_SOURCE]: empty(),
  [AREA_NAMES_SOURCE]: empty(),
  [UNIT_NAMES_SOURCE]: empty(),
})

const empty = (): SourceSpecification => ({
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
  maxzoom: 14,
})

export const areasLayers = (theme: MapTheme): LayerSpecification[] => [
  {
    id: 'areas-fill',
    type: 'fill',
    source: AREAS_SOURCE,
    paint: {
      'fill-color': [
        'match',
        ['coalesce', ['get', 'shade'], -1],
        ...theme.units.flatMap((colour, shade): [number, string] => [shade, colour]),
        theme.land,
      ] as unknown as string,
    },
  },
  {
    id: 'wards-border',
    type: 'line',
    source: WARDS_SOURCE,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': theme.label,
      'line-opacity': 0.55,
      'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.3, 13, 0.9],
      'line-dasharray': [3, 2],
    },
  },
  {
    id: 'areas-border',
    type: 'line',
    source: AREAS_SOURCE,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': theme.border,
      'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.6, 13, 1.6],
    },
  },
]

/** Which colour each command unit has, by name; the empty unit has none. */
export function unitShades(units: readonly string[]): ReadonlyMap<string, number> {
  const named = [...new Set(units)].filter((unit) => unit !== '').toSorted()
  return new Map(named.map((unit, i) => [unit, i % UNIT_SHADES]))
}

/** The areas with the colour of their unit beside their names. */
export function shadedAreas({ type, features }: AreaCollection): FeatureCollection {
  const shades = unitShades(features.map(({ properties }) => properties.bcu))
  return {
    type,
    features: features.map((feature) => {
      const shade = shades.get(feature.properties.bcu)
      return shade === undefined ? feature : { ...feature, properties: { ...feature.properties, shade } }
    }),
  }
}

/** Names go above the hotspots, so they are layers of their own. */
export const areaNamesLayers = (theme: MapTheme): LayerSpecification[] => [
  {
    id: 'area-names',
    type: 'symbol',
    source: AREA_NAMES_SOURCE,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['sans-serif'],
      'text-size': ['interpolate', ['linear'], ['zoom'], 8, 10, 11, 12, 14, 15],
      'text-max-width': 7,
      'text-padding': 4,
    },
    paint: {
      'text-color': theme.label,
      'text-halo-color': theme.halo,
      'text-halo-width': 1.4,
      'text-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0.95, 15, 0.5],
    },
  },
  {
    // A colour alone tells nobody which unit it is who cannot see it.
    id: 'unit-names',
    type: 'symbol',
    source: UNIT_NAMES_SOURCE,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['sans-serif'],
      'text-size': ['interpolate', ['linear'], ['zoom'], 8, 14, 12, 18],
      'text-allow-overlap': true,
    },
    paint: { 'text-color': theme.ink, 'text-halo-color': theme.halo, 'text-halo-width': 2 },
  },
]

/** The name of each command unit, to be written in its largest area. Degrees, [lng, lat]. */
export function unitNames({ features }: Pick<AreaCollection, 'features'>): FeatureCollection<Point, { name: string }> {
  const largest = new Map<string, { area: number; centre: Position }>()
  for (const { properties, geometry } of features) {
    const part = largestPart(geometry)
    const known = largest.get(properties.bcu)
    if (properties.bcu === '' || part === undefined || (known !== undefined && known.area >= part.area)) continue
    largest.set(properties.bcu, part)
  }
  return {
    type: 'FeatureCollection',
    features: [...largest].map(([name, { centre }]) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'Point', coordinates: centre },
    })),
  }
}

/** Wards as the map draws them: those whose outline is known. */
export const wardOutlines = (wards: AreaCollection['wards']): FeatureCollection => ({
  type: 'FeatureCollection',
  features: wards.flatMap(({ name, geometry }) =>
    geometry === undefined ? [] : [{ type: 'Feature' as const, properties: { name }, geometry }],
  ),
})

/** One point per area to write its name at: the centre of gravity of its largest part. Degrees, [lng, lat]. */
export function areaNames(areas: AreaCollection): FeatureCollection<Point, { name: string }> {
  const features = areas.features.flatMap(({ properties, geometry }): Feature<Point, { name: string }>[] => {
    const largest = largestPart(geometry)
    if (largest === undefined) return []
    return [
      {
        type: 'Feature',
        properties: { name: properties.name },
        geometry: { type: 'Point', coordinates: largest.centre },
      },
    ]
  })
  return { type: 'FeatureCollection', features }
}

function largestPart(
  geometry: AreaCollection['features'][number]['geometry'],
): { area: number; centre: Position } | undefined {
  const rings =
    geometry.type === 'Polygon'
      ? geometry.coordinates.slice(0, 1)
      : geometry.coordinates.flatMap((part) => part.slice(0, 1))
  return rings.map(centreOfGravity).sort((a, b) => b.area - a.area)[0]
}

/** Area (square degrees, for comparison only) and centre of gravity of a closed ring. */
function centreOfGravity(ring: readonly number[][]): { area: number; centre: Position } {
  let doubleArea = 0
  let sumLng = 0
  let sumLat = 0
  const [originLng = 0, originLat = 0] = ring[0] ?? []
  for (let i = 0; i + 1 < ring.length; i++) {
    const [lngA = 0, latA = 0] = ring[i] ?? []
    const [lngB = 0, latB = 0] = ring[i + 1] ?? []
    const cross = (lngA - originLng) * (latB - originLat) - (lngB - originLng) * (latA - originLat)
    doubleArea += cross
    sumLng += cross * (lngA + lngB - 2 * originLng)
    sumLat += cross * (latA + latB - 2 * originLat)
  }
  if (doubleArea === 0) return { area: 0, centre: [originLng, originLat] }
  return {
    area: Math.abs(doubleArea) / 2,
    centre: [originLng + sumLng / (3 * doubleArea), originLat + sumLat / (3 * doubleArea)],
  }
}
