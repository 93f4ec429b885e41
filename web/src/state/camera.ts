/** Where a map looks: degrees and MapLibre's zoom. */
export interface Camera {
  zoom: number
  lat: number
  lng: number
}

/** `zoom/lat/lng`, as map addresses usually have it; undefined for anything else. */
export function parseCamera(text: string | undefined): Camera | undefined {
  const match = /^(\d{1,2}(?:\.\d+)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/.exec(text ?? '')
  if (match === null) return undefined
  const [zoom, lat, lng] = match.slice(1).map(Number)
  if (zoom === undefined || lat === undefined || lng === undefined) return undefined
  if (zoom > 22 || Math.abs(lat) > 85 || Math.abs(lng) > 180) return undefined
  return { zoom, lat, lng }
}

/** Four decimals are about 10 m, far below a pixel at the zooms in use. */
export const formatCamera = ({ zoom, lat, lng }: Camera): string =>
  `${zoom.toFixed(2)}/${lat.toFixed(4)}/${lng.toFixed(4)}`
