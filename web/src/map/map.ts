import type { AreaCollection, HotspotCollection, Tour } from '@planner/shared/schemas'
import type { GeoJSON } from 'geojson'
import {
  AttributionControl,
  Map as MapLibreMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
  type GeoJSONSource,
} from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import type { Camera } from '../state/camera.ts'
import {
  AREA_NAMES_SOURCE,
  AREAS_SOURCE,
  areaNames,
  shadedAreas,
  UNIT_NAMES_SOURCE,
  unitNames,
  wardOutlines,
  WARDS_SOURCE,
} from './layers/areas.ts'
import {
  HOTSPOT_FILTERED_LAYERS,
  HOTSPOT_HIT_LAYERS,
  HOTSPOTS_SOURCE,
  hotspotPoints,
  onlyHotspots,
  OUTLINES_SOURCE,
  type MapPlace,
  type PlaceOutlines,
} from './layers/hotspots.ts'
import { ROUTE_SOURCE, tourRoute } from './layers/route.ts'
import { mapLayers, mapStyle } from './style.ts'
import type { MapTheme } from './theme.ts'

setWorkerUrl(workerUrl)

/** west, south, east, north in degrees */
export type Bounds = [number, number, number, number]

/** Nearer than this a single place would fill the view. */
const MAX_FIT_ZOOM = 15.5

export interface PatrolMapOptions {
  container: HTMLElement
  label: string
  theme: MapTheme
  camera: Camera | undefined
  onHover: (hotspotId: string | undefined) => void
  onSelect: (hotspotId: string | undefined) => void
  onCamera: (camera: Camera) => void
  /** where the map was clicked, in degrees, and what lies there */
  onPoint: (point: { lat: number; lng: number }, hotspotId: string | undefined) => void
}

export type PatrolMap = ReturnType<typeof createPatrolMap>

/**
 * The one owner of the MapLibre map. Callers say what is to be seen; geometry is sent once for each data set, and what changes
 * often (hover, selection) is feature state.
 *
 * @throws when the browser has no WebGL
 */
export function createPatrolMap(options: PatrolMapOptions) {
  const { container, onHover, onSelect, onCamera, onPoint } = options
  const map = new MapLibreMap({
    container,
    style: mapStyle(options.theme),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    fadeDuration: 0,
    locale: { 'Map.Title': options.label },
    ...(options.camera === undefined
      ? { center: [0, 0] as [number, number], zoom: 1 }
      : { center: [options.camera.lng, options.camera.lat] as [number, number], zoom: options.camera.zoom }),
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.addControl(new ScaleControl({ unit: 'metric', maxWidth: 110 }), 'bottom-left')
  map.addControl(new AttributionControl({ compact: false, customAttribution: 'Drawn from the force’s own boundaries' }))

  const states = { hovered: undefined as string | undefined, selected: undefined as string | undefined }
  let removed = false
  const styleReady = new Promise<void>((resolve) => void map.once('style.load', () => resolve()))
  const whenReady = (act: () => void): void => {
    void styleReady.then(() => {
      if (!removed) act()
    })
  }

  const setData = (source: string, data: GeoJSON): void =>
    whenReady(() => void map.getSource<GeoJSONSource>(source)?.setData(data))

  const mark = (state: 'hovered' | 'selected', hotspotId: string | undefined): void =>
    whenReady(() => {
      const before = states[state]
      if (before === hotspotId) return
      states[state] = hotspotId
      for (const source of [HOTSPOTS_SOURCE, OUTLINES_SOURCE]) {
        if (before !== undefined) map.setFeatureState({ source, id: before }, { [state]: false })
        if (hotspotId !== undefined) map.setFeatureState({ source, id: hotspotId }, { [state]: true })
      }
    })

  const hotspotAt = (point: { x: number; y: number }): string | undefined => {
    // A few pixels of grace: a dot is smaller than a finger.
    const box: [[number, number], [number, number]] = [
      [point.x - 4, point.y - 4],
      [point.x + 4, point.y + 4],
    ]
    const layers = HOTSPOT_HIT_LAYERS.filter((layer) => map.getLayer(layer) !== undefined)
    const id: unknown = map.queryRenderedFeatures(box, { layers })[0]?.properties['id']
    return typeof id === 'string' ? id : undefined
  }
  map.on('mousemove', ({ point }) => {
    const hotspotId = hotspotAt(point)
    map.getCanvas().style.cursor = hotspotId === undefined ? '' : 'pointer'
    if (hotspotId !== states.hovered) onHover(hotspotId)
  })
  map.on('mouseout', () => onHover(undefined))
  map.on('click', ({ point, lngLat: { lat, lng } }) => {
    const hotspotId = hotspotAt(point)
    onSelect(hotspotId)
    onPoint({ lat, lng }, hotspotId)
  })

  /** What the view was last fitted to, for fitting again when the container changes; undefined once the user moved the map. */
  let fitted: Bounds | undefined
  /** The user's own view: it is left alone, and kept in the address. What the app chose itself it can choose again. */
  let moved = options.camera !== undefined
  let isOwnView = moved
  map.on('movestart', ({ originalEvent }) => {
    if (originalEvent === undefined) return
    fitted = undefined
    moved = true
    isOwnView = true
  })
  map.on('moveend', () => {
    const { lat, lng } = map.getCenter()
    if (isOwnView) onCamera({ zoom: map.getZoom(), lat, lng })
  })
  const fitTo = (bounds: Bounds, animate: boolean): void => {
    fitted = bounds
    const { clientWidth, clientHeight } = container
    // Clear of the buttons above and the scale below, yet never more than a small map can spare.
    const padding = Math.min(56, 0.16 * Math.min(clientWidth, clientHeight))
    map.fitBounds(bounds, { padding, maxZoom: MAX_FIT_ZOOM, animate })
  }
  map.on('idle', () => container.setAttribute('data-map', 'drawn'))

  return {
    /** @param shadeUnits in the colours of their command units, with the names of these and the outlines of wards */
    setAreas: (areas: AreaCollection, shadeUnits: boolean): void => {
      setData(AREAS_SOURCE, shadeUnits ? shadedAreas(areas) : { type: areas.type, features: areas.features })
      setData(AREA_NAMES_SOURCE, areaNames(areas))
      setData(UNIT_NAMES_SOURCE, unitNames({ features: shadeUnits ? areas.features : [] }))
      setData(WARDS_SOURCE, wardOutlines(shadeUnits ? areas.wards : []))
    },
    setHotspots: (hotspots: readonly MapPlace[]): void => setData(HOTSPOTS_SOURCE, hotspotPoints(hotspots)),
    setOutlines: (outlines: HotspotCollection | PlaceOutlines): void => setData(OUTLINES_SOURCE, outlines),
    setVisible: (ids: readonly string[] | null): void =>
      whenReady(() => {
        for (const layer of HOTSPOT_FILTERED_LAYERS) map.setFilter(layer, onlyHotspots(ids))
      }),
    setHovered: (hotspotId: string | undefined): void => mark('hovered', hotspotId),
    setSelected: (hotspotId: string | undefined): void => mark('selected', hotspotId),
    setRoute: (windows: Tour['windows']): void => setData(ROUTE_SOURCE, tourRoute(windows)),
    setTheme: (theme: MapTheme): void =>
      whenReady(() => {
        for (const { id, paint } of mapLayers(theme))
          for (const [name, value] of Object.entries(paint ?? {}))
            map.setPaintProperty(id, name as Parameters<typeof map.setPaintProperty>[1], value)
      }),
    /** The user asks for this view. */
    fit: (bounds: Bounds): void => {
      moved = false
      isOwnView = true
      fitTo(bounds, true)
    },
    /** The app suggests this view: it gives way to one that the user has chosen. */
    follow: (bounds: Bounds): void => {
      if (!moved) fitTo(bounds, fitted !== undefined)
    },
    /** Bring a place into view without changing the zoom, if it is not in view already. */
    reveal: ({ lat, lng }: { lat: number; lng: number }): void => {
      if (map.getBounds().contains([lng, lat])) return
      fitted = undefined
      isOwnView = true
      map.easeTo({ center: [lng, lat] })
    },
    resize: (): void => {
      map.resize()
      if (fitted !== undefined) fitTo(fitted, false)
    },
    remove: (): void => {
      removed = true
      map.remove()
    },
  }
}
