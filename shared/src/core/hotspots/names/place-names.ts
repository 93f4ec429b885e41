import type { LatLng } from '../../geo.ts'
import { labelsNear, type PlaceLabel } from './label-index.ts'
import { isKind, isStation, plainNames } from '../../source-names.ts'

/** What a place can be called after: the names of its incidents' places, commonest first, and where it lies. */
export interface NamedPlace extends LatLng {
  /** as the source writes them */
  sourceNames: readonly string[]
  /** the same of the ground around, asked for when its own say too little; nearer and commoner first */
  nearbyNames?: () => readonly string[]
  area: string
  bcu: string
}

/** A place that has its name already: no other may have it. */
export type TakenName = Pick<NamedPlace, 'area' | 'bcu'> & { name: string }

/** Streets that a name may be told apart by: further down the list lies what happened there once. */
const MOST_SECONDS = 6

/**
 * A name for each place, unique within its area: the commonest street or station of its incidents, with a station beside it
 * where there is one ("Rye Lane near Peckham Rye station"). A kind of place ("Nightclub") is no name where a street is known: from a label
 * within 250 m, else from the incidents around. Namesakes are told apart by a second street that the other does
 * not have ("High Street near Mill Lane"), else by a compass word, else by a number. Without any name: the area's.
 *
 * @param places the same places in the same order give the same names; order matters only for numbers
 * @param taken names that are given already
 */
export function namePlaces(
  places: readonly NamedPlace[],
  labels: readonly PlaceLabel[] = [],
  taken: readonly TakenName[] = [],
): string[] {
  const words = places.map((place) => wordsOf(place, labels))
  const names = words.map(({ lead, station }) => (station === undefined ? lead : `${lead} near ${station}`))
  for (const group of namesakes(places, names, taken)) {
    const seconds = group.map((i) => words[i]!.seconds())
    for (const [k, i] of group.entries()) {
      const others = new Set(seconds.flatMap((found, other) => (other === k ? [] : found)))
      const second = seconds[k]!.find((name) => !others.has(name)) ?? seconds[k]![0]
      if (second !== undefined) names[i] = `${words[i]!.lead} near ${second}`
    }
  }
  for (const group of namesakes(places, names, taken)) {
    const own = group.map((i) => places[i]!)
    for (const i of group) names[i] = `${names[i]!} (${compassWord(places[i]!, own)})`
  }
  number(places, names, taken)
  return names
}

interface Words {
  lead: string
  /** beside the lead, where the lead is a street */
  station: string | undefined
  /** what else it can be told by */
  seconds: () => string[]
}

function wordsOf(place: NamedPlace, labels: readonly PlaceLabel[]): Words {
  const own = plainNames(place.sourceNames)
  const named = own.filter((name) => !isKind(name))
  const around = (): string[] => [
    ...labelsNear(labels, place),
    ...(place.nearbyNames?.() ?? []).flatMap((name) => plainNames([name])).filter((name) => !isKind(name)),
  ]
  const lead = named[0] ?? around()[0] ?? own[0] ?? (place.area === '' ? place.bcu || 'Place' : place.area)
  return {
    lead,
    station: isStation(lead) ? undefined : named.find(isStation),
    seconds: () =>
      plainNames([...named, ...around()])
        .filter((name) => name.toLowerCase() !== lead.toLowerCase())
        .slice(0, MOST_SECONDS),
  }
}

const keyOf = ({ area, bcu }: Pick<NamedPlace, 'area' | 'bcu'>, name: string): string =>
  JSON.stringify([area, bcu, name.toLowerCase()])

/** Places of one area that share a name, in the order given; one alone when its name is taken. */
function namesakes(places: readonly NamedPlace[], names: readonly string[], taken: readonly TakenName[]): number[][] {
  const isTaken = new Set(taken.map((place) => keyOf(place, place.name)))
  const byName = new Map<string, number[]>()
  places.forEach((place, i) => {
    const key = keyOf(place, names[i]!)
    const group = byName.get(key)
    if (group === undefined) byName.set(key, [i])
    else group.push(i)
  })
  return [...byName].filter(([key, group]) => group.length > 1 || isTaken.has(key)).map(([, group]) => group)
}

/** Numbers what still shares its name, past numbers that some street has in its own name. */
function number(places: readonly NamedPlace[], names: string[], taken: readonly TakenName[]): void {
  const groups = namesakes(places, names, taken)
  const used = new Set([
    ...taken.map((place) => keyOf(place, place.name)),
    ...places.map((place, i) => keyOf(place, names[i]!)),
  ])
  for (const group of groups) {
    let next = 1
    for (const i of group) {
      const name = names[i]!
      while (used.has(keyOf(places[i]!, `${name} ${next}`))) next += 1
      names[i] = `${name} ${next}`
      used.add(keyOf(places[i]!, names[i]))
    }
  }
}

const COMPASS = ['east', 'north-east', 'north', 'north-west', 'west', 'south-west', 'south', 'south-east'] as const

/** Where a place lies from the middle of its namesakes. */
function compassWord(place: LatLng, together: readonly LatLng[]): string {
  const middle = {
    lat: together.reduce((sum, other) => sum + other.lat, 0) / together.length,
    lng: together.reduce((sum, other) => sum + other.lng, 0) / together.length,
  }
  const x = (place.lng - middle.lng) * Math.cos((middle.lat * Math.PI) / 180)
  const angle = Math.atan2(place.lat - middle.lat, x)
  return COMPASS[(Math.round(angle / (Math.PI / 4)) + 8) % 8]!
}
