import {
  MINUTES_PER_DAY,
  MINUTES_PER_WEEK,
  PLACE_TYPES,
  uniform,
  weekdayOf,
  type Area,
  type HowFound,
  type IncidentFlag,
  type LatLng,
  type Offence,
  type PlaceType,
  type Rng,
} from '@planner/shared/core'
import { boroughWeight, layDemoPlaces, type DemoPlace } from './demo-places.ts'
import { createPicker, demoRng, exponential, pickShare } from './draws.ts'
import { weekRhythm } from './week-rhythm.ts'

/** One synthetic incident; times are wall-clock minutes (`localMin`), as a force's own export writes them. */
export interface DemoIncident {
  place: DemoPlace
  occurredFrom: number
  /** null: one time only */
  occurredTo: number | null
  recordedAt: number
  offence: Offence
  offenceCode: string
  flags: readonly IncidentFlag[]
  howFound: HowFound
  domestic: boolean
}

/** What to make: `incidents` in the `weeks` before local midnight of `endDay`, over `areas`. */
export interface DemoIncidentRequest {
  areas: readonly Area[]
  incidents: number
  endDay: number
  weeks: number
  seed: number
}

/** Share of incidents that follow another one near by within days (near repeats). */
const NEAR_REPEAT = 0.08
const NEAR_REPEAT_MEAN_DAYS = 5

/** Offence shares by kind of place: invented, in the order of size that a city force sees. */
const OFFENCE_SHARES: Readonly<Record<PlaceType | 'domestic', Readonly<Partial<Record<Offence, number>>>>> = {
  licensed: { 'violence-with-injury': 42, 'violence-without-injury': 42, 'sexual-offence': 6, robbery: 8, weapons: 2 },
  retail: { 'violence-with-injury': 20, 'violence-without-injury': 45, 'sexual-offence': 3, robbery: 28, weapons: 4 },
  transport: {
    'violence-with-injury': 28,
    'violence-without-injury': 42,
    'sexual-offence': 6,
    robbery: 22,
    weapons: 2,
  },
  park: { 'violence-with-injury': 30, 'violence-without-injury': 33, 'sexual-offence': 7, robbery: 27, weapons: 3 },
  street: {
    homicide: 0.1,
    'violence-with-injury': 33,
    'violence-without-injury': 36,
    'sexual-offence': 4,
    robbery: 24,
    weapons: 3,
  },
  dwelling: {
    homicide: 0.1,
    'violence-with-injury': 30,
    'violence-without-injury': 60,
    'sexual-offence': 8,
    weapons: 2,
  },
  other: { 'violence-with-injury': 30, 'violence-without-injury': 50, 'sexual-offence': 5, robbery: 10, other: 5 },
  domestic: { homicide: 0.1, 'violence-with-injury': 33, 'violence-without-injury': 60, 'sexual-offence': 7 },
}

/** Home Office counting-rules codes, one for each class. */
const OFFENCE_CODES: Readonly<Record<Offence, string>> = {
  homicide: '1',
  'violence-with-injury': '8N',
  'violence-without-injury': '105A',
  'sexual-offence': '20A',
  robbery: '34B',
  weapons: '10D',
  other: '58A',
}
const BUSINESS_ROBBERY_CODE = '34A'

/**
 * Synthetic incidents of the demo force, in time order: few places hold much of it, weekend nights and after school are
 * busier, some incidents bring another near by. Nothing in it is taken from recorded crime. Same request, same incidents.
 */
export function generateDemoIncidents(request: DemoIncidentRequest): DemoIncident[] {
  const { endDay, incidents: count, seed, weeks } = request
  const places = layPlaces(request)
  const pickPlace = createPicker(places.map((place) => place.weight))
  const pickWeek = createPicker(Array.from({ length: weeks }, (_, week) => seasonWeight(endDay - 7 * (weeks - week))))
  const pickHour = Object.fromEntries(
    [...PLACE_TYPES, 'domestic' as const].map((kind) => [kind, createPicker(weekRhythm(kind))]),
  )
  const firstDay = endDay - 7 * weeks
  const rng = demoRng(seed, 'incidents')

  const firsts = Math.round(count * (1 - NEAR_REPEAT))
  const made: DemoIncident[] = []
  while (made.length < firsts) {
    const place = places[pickPlace(rng)]!
    const domestic = uniform(rng) < (place.placeType === 'dwelling' ? 0.8 : 0.06)
    const hour = pickHour[domestic ? 'domestic' : place.placeType]!(rng)
    const hourOfPeriod = (hour - weekdayOf(firstDay) * 24 + 168) % 168
    const localMin =
      firstDay * MINUTES_PER_DAY + pickWeek(rng) * MINUTES_PER_WEEK + hourOfPeriod * 60 + minuteOfHour(rng)
    made.push(describeIncident(place, localMin, domestic, rng))
  }
  while (made.length < count) {
    const parent = made[Math.floor(uniform(rng) * firsts)]!
    const place = neighbourOf(parent.place, places, rng)
    const days = 1 + Math.floor(exponential(rng, NEAR_REPEAT_MEAN_DAYS))
    const hours = Math.floor(uniform(rng) * 3) - 1
    const localMin = parent.occurredFrom + days * MINUTES_PER_DAY + hours * 60
    if (localMin < endDay * MINUTES_PER_DAY) made.push(describeIncident(place, localMin, parent.domestic, rng))
  }
  const endMin = endDay * MINUTES_PER_DAY
  return made
    .map((incident) => ({ ...incident, ...clampTimes(incident, endMin) }))
    .sort((a, b) => a.occurredFrom - b.occurredFrom)
}

/** The places of all areas in one list, weighted over the force. */
function layPlaces({ areas, seed }: DemoIncidentRequest): DemoPlace[] {
  const middle = middleOf(areas)
  let streets = 0
  return areas.flatMap((area) => {
    const weight = boroughWeight(area, middle)
    const places = layDemoPlaces(area, seed).map((place) => ({
      ...place,
      street: place.street + streets,
      weight: place.weight * weight,
    }))
    streets = (places.at(-1)?.street ?? streets) + 1
    return places
  })
}

function middleOf(areas: readonly Area[]): LatLng {
  const positions = areas.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2),
  )
  const lngs = positions.map((position) => position[0]!)
  const lats = positions.map((position) => position[1]!)
  return { lng: (Math.min(...lngs) + Math.max(...lngs)) / 2, lat: (Math.min(...lats) + Math.max(...lats)) / 2 }
}

/** A tenth more in early July than on average, a tenth less in early January. */
function seasonWeight(day: number): number {
  return 1 + 0.1 * Math.cos((2 * Math.PI * (day - 185)) / 365.25)
}

/** Half of the times are remembered to five minutes. */
function minuteOfHour(rng: Rng): number {
  const minute = Math.floor(uniform(rng) * 60)
  return uniform(rng) < 0.5 ? minute - (minute % 5) : minute
}

/** The same place or one up to four along the same street. */
function neighbourOf(place: DemoPlace, places: readonly DemoPlace[], rng: Rng): DemoPlace {
  if (uniform(rng) < 0.5) return place
  const other = places[places.indexOf(place) + Math.floor(uniform(rng) * 9) - 4]
  return other?.street === place.street ? other : place
}

function describeIncident(place: DemoPlace, occurredFrom: number, domestic: boolean, rng: Rng): DemoIncident {
  const kind = domestic ? 'domestic' : place.placeType
  const offence = pickShare<Offence>(OFFENCE_SHARES[kind], rng)
  const business = offence === 'robbery' && place.placeType === 'retail' && uniform(rng) < 0.4
  return {
    place,
    occurredFrom,
    // One in eight is only known to lie in a span, mostly a short one.
    occurredTo: uniform(rng) < 0.125 ? occurredFrom + 10 + Math.floor(exponential(rng, 180)) : null,
    recordedAt: occurredFrom + 5 + Math.floor(exponential(rng, uniform(rng) < 0.85 ? 45 : 3000)),
    offence,
    offenceCode: business ? BUSINESS_ROBBERY_CODE : OFFENCE_CODES[offence],
    flags: pickFlags(place.placeType, occurredFrom, offence, business, domestic, rng),
    howFound: pickShare<HowFound>(
      offence === 'weapons' ? { police: 80, public: 15, unknown: 5 } : { public: 90, police: 5, unknown: 5 },
      rng,
    ),
    domestic,
  }
}

function pickFlags(
  placeType: PlaceType,
  localMin: number,
  offence: Offence,
  business: boolean,
  domestic: boolean,
  rng: Rng,
): IncidentFlag[] {
  const hour = Math.floor((localMin % MINUTES_PER_DAY) / 60)
  const isNight = hour >= 19 || hour < 6
  const chance: Partial<Record<IncidentFlag, number>> = {
    knife: offence === 'weapons' ? 0.7 : offence === 'robbery' ? 0.18 : 0.05,
    firearm: 0.004,
    vawg: offence === 'sexual-offence' ? 0.85 : domestic ? 0.7 : 0.08,
    // This force does not set it, so that one theme shows what a proxy says of itself.
    youth: 0,
    hate: domestic ? 0 : 0.02,
    'night-time-economy': placeType === 'licensed' && isNight ? 0.8 : 0.01,
    business: business ? 1 : 0,
    personal: offence === 'robbery' && !business ? 1 : 0,
  }
  // Every flag draws, whatever its chance, so that the stream moves on equally for every incident.
  return (Object.entries(chance) as [IncidentFlag, number][])
    .filter(([, probability]) => uniform(rng) < probability)
    .map(([flag]) => flag)
}

/** Nothing ends or is recorded after the end of the data. */
function clampTimes(
  { occurredTo, recordedAt }: DemoIncident,
  endMin: number,
): Pick<DemoIncident, 'occurredTo' | 'recordedAt'> {
  return {
    occurredTo: occurredTo === null ? null : Math.min(occurredTo, endMin - 1),
    recordedAt: Math.min(recordedAt, endMin - 1),
  }
}
