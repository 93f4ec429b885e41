import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { areaNamesLayers, areasLayers, areasSources } from './layers/areas.ts'
import { hotspotsLayers, hotspotsSources } from './layers/hotspots.ts'
import { routeLayers, routeSources } from './layers/route.ts'
import type { MapTheme } from './theme.ts'

/** All layers from the ground up. */
export const mapLayers = (theme: MapTheme): LayerSpecification[] => [
  { id: 'water', type: 'background', paint: { 'background-color': theme.water } },
  ...areasLayers(theme),
  ...hotspotsLayers(theme),
  ...areaNamesLayers(theme),
  ...routeLayers(theme),
]

/** The whole style. It names no glyphs and no sprite, so that text is drawn by the browser and no other host is asked. */
export const mapStyle = (theme: MapTheme): StyleSpecification => ({
  version: 8,
  sources: { ...areasSources(), ...hotspotsSources(), ...routeSources() },
  layers: mapLayers(theme),
})
