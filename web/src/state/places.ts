/** west, south, east, north of some places; undefined when there are none. */
export function boundsOf(
  places: readonly { lat: number; lng: number }[],
): [number, number, number, number] | undefined {
  if (places.length === 0) return undefined
  const lngs = places.map(({ lng }) => lng)
  const lats = places.map(({ lat }) => lat)
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}
