import { distanceKm, type LatLng } from '../geo.ts'

/** What a place can be called after: the names of its incidents' places, commonest first, and where it lies. */
export interface NamedPlace extends LatLng {
  /** as the source writes them */
  sourceNames: readonly string[]
  area: string
  bcu: string
}

/** A street or place name on a map. */
export interface PlaceLabel extends LatLng {
  name: string
}

/** A label further away than this is the name of somewhere else. */
const LABEL_REACH_KM = 0.25

/** Kinds of place that police.uk writes where a street name would stand; on their own they say little. */
const KINDS = new Set([
  'airport/airfield',
  'bus/coach station',
  'conference/exhibition centre',
  'further/higher educational building',
  'hospital',
  'nightclub',
  'park/open space',
  'parking area',
  'pedestrian subway',
  'petrol station',
  'police station',
  'prison',
  'race track',
  'shopping area',
  'sports/recreation area',
  'supermarket',
  'theatre/concert hall',
])

const isKind = (name: string): boolean => KINDS.has(name.toLowerCase())

/** "On or near High Street" is the source's way of saying that it moved the point; a patrol goes to High Street. */
export function plainPlaceName(sourceName: string): string {
  return sourceName
    .trim()
    .replace(/^on or near\s+/i, '')
    .replace(/\s*\((?:lu |dlr )?station\)$/i, ' station')
    .replace(/ (?:lu |dlr )?station station$/i, ' station')
    .replace(/\s+/g, ' ')
}

/**
 * A name for each place, unique within its area: the commonest street ("High Street"), else with a second ("High Street /
 * Station Road"), else with a compass word for where it lies among its namesakes, else with a number. A kind of place
 * is told by a street beside it ("Nightclub near High Street"). Without names in the data the nearest label, else the area.
 */
export function namePlaces(places: readonly NamedPlace[], labels: readonly PlaceLabel[] = []): string[] {
  const streets = places.map((place) => streetsOf(place, labels))
  const names = streets.map((own, i) => firstName(own, places[i]!))
  widen(places, names, (i) => {
    const [first, second] = streets[i]!
    return first === undefined || second === undefined || names[i]!.includes(' near ')
      ? undefined
      : `${first} / ${second}`
  })
  const namesakes = groups(places, names)
  widen(places, names, (i) => {
    const own = namesakes.find((group) => group.includes(i))
    return own === undefined
      ? undefined
      : `${names[i]!} (${compassWord(
          places[i]!,
          own.map((k) => places[k]!),
        )})`
  })
  for (const group of groups(places, names))
    for (const [k, i] of group.entries()) names[i] = `${names[i]!} ${String(k + 1)}`
  return names
}

function streetsOf(place: NamedPlace, labels: readonly PlaceLabel[]): string[] {
  const own = [...new Set(place.sourceNames.map(plainPlaceName))].filter((name) => name !== '')
  const streets = own.filter((name) => !isKind(name))
  if (streets.length > 0) return [...streets, ...own.filter((name) => isKind(name))]
  const label = nearestLabel(place, labels)
  return label === undefined ? own : [label, ...own]
}

function firstName(streets: readonly string[], place: NamedPlace): string {
  const street = streets[0]
  if (street === undefined) return place.area === '' ? place.bcu || 'Place' : place.area
  const commonest = place.sourceNames.length > 0 ? plainPlaceName(place.sourceNames[0]!) : street
  return isKind(commonest) && !isKind(street) ? `${commonest} near ${street}` : street
}

function nearestLabel(place: LatLng, labels: readonly PlaceLabel[]): string | undefined {
  let nearest: string | undefined
  let least = LABEL_REACH_KM
  for (const label of labels) {
    // A degree of latitude is 111 km: most labels are ruled out by one subtraction.
    if (Math.abs(label.lat - place.lat) > LABEL_REACH_KM / 100) continue
    const away = distanceKm(place, label)
    const name = plainPlaceName(label.name)
    if (away >= least || name === '' || isKind(name)) continue
    least = away
    nearest = name
  }
  return nearest
}

/** Replaces the names that occur more than once in an area, where `longer` knows a longer one. */
function widen(places: readonly NamedPlace[], names: string[], longer: (i: number) => string | undefined): void {
  const wider = groups(places, names).flatMap((group) => group.map((i) => [i, longer(i)] as const))
  for (const [i, name] of wider) if (name !== undefined) names[i] = name
}

/** Places of one area that share a name, in the order given. */
function groups(places: readonly NamedPlace[], names: readonly string[]): number[][] {
  const byName = new Map<string, number[]>()
  places.forEach((place, i) => {
    const key = JSON.stringify([place.area, place.bcu, names[i]])
    const group = byName.get(key)
    if (group === undefined) byName.set(key, [i])
    else group.push(i)
  })
  return [...byName.values()].filter((group) => group.length > 1)
}

const COMPASS = ['east', 'north-east', 'north', 'north-west', 'west', 'south-west', 'south', 'south-east'] as const

/** Where a place lies from the middle of its namesakes. */
function compassWord(place: LatLng, namesakes: readonly LatLng[]): string {
  const middle = {
    lat: namesakes.reduce((sum, other) => sum + other.lat, 0) / namesakes.length,
    lng: namesakes.reduce((sum, other) => sum + other.lng, 0) / namesakes.length,
  }
  const x = (place.lng - middle.lng) * Math.cos((middle.lat * Math.PI) / 180)
  const angle = Math.atan2(place.lat - middle.lat, x)
  return COMPASS[(Math.round(angle / (Math.PI / 4)) + 8) % 8]!
}
