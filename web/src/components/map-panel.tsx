import type { AreaCollection, HotspotCollection, Tour } from '@planner/shared/schemas'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { MapPlace, PlaceOutlines } from '../map/layers/hotspots.ts'
import type { Bounds, PatrolMap } from '../map/map.ts'
import { readMapTheme } from '../map/theme.ts'
import { formatCamera, parseCamera } from '../state/camera.ts'
import { LABELS } from '../labels.ts'
import { shownTheme, useShownTheme } from './theme.tsx'

interface MapPanelProps {
  label: string
  areas: AreaCollection | undefined
  /** the areas in the colours of their command units */
  shadeUnits?: boolean
  hotspots: readonly MapPlace[] | undefined
  outlines: HotspotCollection | PlaceOutlines | undefined
  /** ids that pass the filters; null: all */
  visible: readonly string[] | null
  selected: string | undefined
  hovered?: string | undefined
  route?: Tour['windows'] | undefined
  /** `zoom/lat/lng` from the address */
  camera: string | undefined
  /** what "Selection" fits the view to */
  selectionBounds: Bounds | undefined
  /** true: the view goes to the selection whenever that changes, unless the user has moved the map */
  followSelection?: boolean
  onCamera: (camera: string) => void
  onSelect: (hotspotId: string | undefined) => void
  onHover?: (hotspotId: string | undefined) => void
  /** where the map was clicked, in degrees, and the place that lies there */
  onPoint?: (point: { lat: number; lng: number }, hotspotId: string | undefined) => void
  children?: ReactNode
}

/** The map beside a list. MapLibre is loaded when the first map is shown; the list works without it. */
export function MapPanel(props: MapPanelProps) {
  const {
    areas,
    shadeUnits = false,
    hotspots,
    outlines,
    visible,
    selected,
    hovered,
    route,
    selectionBounds,
    followSelection = false,
    label,
  } = props
  const container = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const [map, setMap] = useState<PatrolMap>()
  const [failed, setFailed] = useState(false)
  const theme = useShownTheme()

  useEffect(() => {
    const element = container.current
    if (element === null) return undefined
    let made: PatrolMap | undefined
    let gone = false
    import('../map/map.ts')
      .then(({ createPatrolMap }) => {
        if (gone) return
        made = createPatrolMap({
          container: element,
          label,
          theme: readMapTheme(shownTheme()),
          camera: parseCamera(latest.current.camera),
          onHover: (hotspotId) => latest.current.onHover?.(hotspotId),
          onSelect: (hotspotId) => latest.current.onSelect(hotspotId),
          onPoint: (point, hotspotId) => latest.current.onPoint?.(point, hotspotId),
          onCamera: (camera) => latest.current.onCamera(formatCamera(camera)),
        })
        setMap(made)
      })
      .catch((error: unknown) => {
        console.warn('The map cannot be drawn.', error)
        setFailed(true)
      })
    const observer = new ResizeObserver(() => made?.resize())
    observer.observe(element)
    return () => {
      gone = true
      observer.disconnect()
      made?.remove()
      setMap(undefined)
    }
  }, [label])

  useEffect(() => map?.setTheme(readMapTheme(theme)), [map, theme])
  useEffect(() => {
    if (areas !== undefined) map?.setAreas(areas, shadeUnits)
  }, [map, areas, shadeUnits])
  useEffect(() => {
    if (hotspots !== undefined) map?.setHotspots(hotspots)
  }, [map, hotspots])
  useEffect(() => {
    if (outlines !== undefined) map?.setOutlines(outlines)
  }, [map, outlines])
  useEffect(() => map?.setVisible(visible), [map, visible])
  useEffect(() => map?.setHovered(hovered), [map, hovered])
  useEffect(() => {
    map?.setSelected(selected)
    const place = hotspots?.find(({ id }) => id === selected)
    if (place !== undefined) map?.reveal(place)
  }, [map, selected, hotspots])
  useEffect(() => map?.setRoute(route ?? []), [map, route])
  // As text, so that equal bounds do not count as new ones.
  const followed = ((followSelection ? selectionBounds : undefined) ?? areas?.bbox)?.join()
  useEffect(() => {
    if (followed !== undefined) map?.follow(followed.split(',').map(Number) as Bounds)
  }, [map, followed])

  return (
    <div className="map-panel">
      <div className="map-canvas" ref={container} data-testid="map" />
      {map === undefined && (
        <div className="map-wait">
          {failed ? (
            <p>The map cannot be drawn in this browser. The list has the same places.</p>
          ) : (
            <span className="spinner" role="img" aria-label="Loading the map" />
          )}
        </div>
      )}
      {map !== undefined && (
        <>
          <div className="map-tools">
            <button
              className="button button-small"
              type="button"
              disabled={areas?.bbox == null}
              onClick={() => areas?.bbox != null && map.fit(areas.bbox)}
            >
              {LABELS.force}
            </button>
            <button
              className="button button-small"
              type="button"
              disabled={selectionBounds === undefined}
              onClick={() => selectionBounds !== undefined && map.fit(selectionBounds)}
            >
              Selection
            </button>
          </div>
          {props.children}
        </>
      )}
    </div>
  )
}
