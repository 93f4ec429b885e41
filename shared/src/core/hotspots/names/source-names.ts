/** Kinds of place that police.uk writes where a street name would stand; on their own they say little. */
const KINDS = new Set([
  'airport/airfield',
  'bus/coach station',
  'conference/exhibition centre',
  'ferry terminal',
  'further/higher educational building',
  'hospital',
  'motorway service station',
  'nightclub',
  'park/open space',
  'parking area',
  'pedestrian subway',
  'petrol station',
  'police station',
  'prison',
  'race track',
  'rest area',
  'school',
  'service station',
  'shopping area',
  'sports/recreation area',
  'supermarket',
  'theatre/concert hall',
])

/** A nightclub, a supermarket: any of many. */
export const isKind = (name: string): boolean => KINDS.has(name.toLowerCase())

export const isStation = (name: string): boolean => / station$/i.test(name) && !isKind(name)

/** "On or near High Street" is the source's way of saying that it moved the point; a patrol goes to High Street. */
export function plainPlaceName(sourceName: string): string {
  return (
    sourceName
      .trim()
      .replace(/^on or near\s+/i, '')
      // Between stations of one name in different towns or on different lines.
      .replace(/\s*\((?:london|bak|cir|dis)\)/i, '')
      .replace(/\s*\((?:(?:lu |dlr )?station|lu|dlr|underground)\)$/i, ' station')
      .replace(/ (?:lu |dlr )?station station$/i, ' station')
      .replace(/\s+/g, ' ')
  )
}

/** Plain names, each once whatever its case, in the order given. */
export function plainNames(sourceNames: readonly string[]): string[] {
  const seen = new Set<string>()
  return sourceNames.map(plainPlaceName).filter((name) => {
    const key = name.toLowerCase()
    if (key === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
}
