import {
  dayOf,
  INCIDENT_FLAGS,
  MINUTES_PER_DAY,
  MINUTES_PER_WEEK,
  PLACE_TYPES,
  startOfMonth,
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
import { boroughWeight, layDemoPlaces, pointNear, type DemoPlace } from './demo-places.ts'
import { createPicker, createSharePicker, demoRng, exponential, normal } from './draws.ts'
import { drawRecordingDelay } from './recording-delay.ts'
import { weekRhythm } from './week-rhythm.ts'

/** One synthetic incident; times are wall-clock minutes (`localMin`), as a force's own export writes them. */
export interface DemoIncident extends LatLng {
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
const NEAR_REPEAT = 0.02
const NEAR_REPEAT_MEAN_DAYS = 5

/** Share of times that stand at the first minute of the first day of their month, as systems write what nobody knows. */
const UNKNOWN_TIME = 0.0009

/** How far the number of a week strays from the season: in the whole force, and in each borough beside it, where it lasts some weeks. */
const FORCE_WEEK_SPREAD = 0.05
const BOROUGH_WEEK_SPREAD = 0.14
const BOROUGH_WEEK_LASTS = 0.75

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
const pickOffence = Object.fromEntries(
  Object.entries(OFFENCE_SHARES).map(([kind, shares]) => [kind, createSharePicker<Offence>(shares)]),
)
const pickFinderOfWeapons = createSharePicker<HowFound>({ police: 80, public: 15, unknown: 5 })
const pickFinder = createSharePicker<HowFound>({ public: 90, police: 5, unknown: 5 })

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
 * busier, some incidents bring another near by. No incident in it is taken from recorded crime. Same request, same incidents.
 *
 * What would only be recorded after the end of the data is not in it, as in any export: its last days are incomplete.
 */
export function generateDemoIncidents(request: DemoIncidentRequest): DemoIncident[] {
  const { endDay, incidents: count, seed, weeks } = request
  const { boroughOf, places } = layPlaces(request)
  const pickPlace = createPicker(places.map((place) => place.weight))
  const pickWeek = weekPickers(request)
  const pickHour = Object.fromEntries(
    [...PLACE_TYPES, 'domestic' as const].map((kind) => [kind, createPicker(weekRhythm(kind))]),
  )
  const firstDay = endDay - 7 * weeks
  const endMin = endDay * MINUTES_PER_DAY
  const rng = demoRng(seed, 'incidents')

  const firsts = Math.round(count * (1 - NEAR_REPEAT))
  const made: DemoIncident[] = []
  const placeOf: number[] = []
  const keep = (at: number, incident: DemoIncident): void => {
    if (incident.recordedAt >= endMin) return
    made.push(incident)
    placeOf.push(at)
  }
  while (made.length < firsts) {
    const at = pickPlace(rng)
    const place = places[at]!
    const domestic = uniform(rng) < (place.placeType === 'dwelling' ? 0.8 : 0.06)
    const hour = pickHour[domestic ? 'domestic' : place.placeType]!(rng)
    const hourOfPeriod = (hour - weekdayOf(firstDay) * 24 + 168) % 168
    const localMin = firstDay * MINUTES_PER_DAY + pickWeek[boroughOf[at]!]!(rng) * MINUTES_PER_WEEK + hourOfPeriod * 60
    keep(at, describeIncident(place, asWritten(localMin, firstDay, rng), domestic, rng))
  }
  while (made.length < count) {
    const index = Math.floor(uniform(rng) * firsts)
    const parent = made[index]!
    const at = neighbourOf(placeOf[index]!, places, rng)
    const days = 1 + Math.floor(exponential(rng, NEAR_REPEAT_MEAN_DAYS))
    const hours = Math.floor(uniform(rng) * 3) - 1
    const localMin = parent.occurredFrom + days * MINUTES_PER_DAY + hours * 60
    keep(at, describeIncident(places[at]!, localMin, parent.domestic, rng))
  }
  return made.sort((a, b) => a.occurredFrom - b.occurredFrom)
}

/** The places of all areas in one list, weighted over the force, and the index of each one's area. */
function layPlaces({ areas, seed }: DemoIncidentRequest): { places: DemoPlace[]; boroughOf: number[] } {
  const middle = middleOf(areas)
  const places: DemoPlace[] = []
  const boroughOf: number[] = []
  let streets = 0
  for (const [borough, area] of areas.entries()) {
    const weight = boroughWeight(area, middle)
    const before = streets
    for (const place of layDemoPlaces(area, seed)) {
      places.push({ ...place, street: before + place.street, weight: place.weight * weight })
      boroughOf.push(borough)
      streets = before + place.street + 1
    }
  }
  return { places, boroughOf }
}

function middleOf(areas: readonly Area[]): LatLng {
  const positions = areas.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2),
  )
  const lngs = positions.map((position) => position[0]!)
  const lats = positions.map((position) => position[1]!)
  return { lng: (Math.min(...lngs) + Math.max(...lngs)) / 2, lat: (Math.min(...lats) + Math.max(...lats)) / 2 }
}

/** For each area which week: a tenth more in early July than on average, a tenth less in early January, and weeks stray. */
function weekPickers({ areas, endDay, seed, weeks }: DemoIncidentRequest): ((rng: Rng) => number)[] {
  const rng = demoRng(seed, 'weeks')
  const force = Array.from({ length: weeks }, (_, week) => {
    const day = endDay - 7 * (weeks - week)
    return (1 + 0.1 * Math.cos((2 * Math.PI * (day - 185)) / 365.25)) * Math.exp(FORCE_WEEK_SPREAD * normal(rng))
  })
  return areas.map(({ name }) => {
    const own = demoRng(seed, `weeks/${name}`)
    let level = normal(own)
    return createPicker(
      force.map((weight) => {
        level = BOROUGH_WEEK_LASTS * level + Math.sqrt(1 - BOROUGH_WEEK_LASTS ** 2) * normal(own)
        return weight * Math.exp(BOROUGH_WEEK_SPREAD * level)
      }),
    )
  })
}

/** The minute of an hour as people write it: nearly two in five times are full or half hours, most are whole five minutes. */
const MINUTES_WRITTEN: readonly number[] = Array.from({ length: 60 }, (_, minute) => {
  if (minute === 0) return 22.5
  if (minute === 30) return 16
  if (minute % 15 === 0) return 6.5
  if (minute % 10 === 0) return 4.4
  return minute % 5 === 0 ? 2.4 : 0.45
})
const pickMinute = createPicker(MINUTES_WRITTEN)

/** A time within the hour as it would be written down; a few times are not known but for the month. */
function asWritten(hourStart: number, firstDay: number, rng: Rng): number {
  const localMin = hourStart + pickMinute(rng)
  const month = startOfMonth(dayOf(localMin))
  return uniform(rng) < UNKNOWN_TIME && month >= firstDay ? month * MINUTES_PER_DAY : localMin
}

/** The same place or one up to seven along the same street. */
function neighbourOf(at: number, places: readonly DemoPlace[], rng: Rng): number {
  if (uniform(rng) < 0.25) return at
  const other = at + Math.floor(uniform(rng) * 15) - 7
  return places[other]?.street === places[at]!.street ? other : at
}

function describeIncident(place: DemoPlace, occurredFrom: number, domestic: boolean, rng: Rng): DemoIncident {
  const kind = domestic ? 'domestic' : place.placeType
  const offence = pickOffence[kind]!(rng)
  const business = offence === 'robbery' && place.placeType === 'retail' && uniform(rng) < 0.4
  const recordedAt = occurredFrom + drawRecordingDelay(offence, rng)
  const spanMin = 10 + Math.floor(exponential(rng, 180))
  return {
    place,
    ...pointNear(place, rng),
    occurredFrom,
    // One in eight is only known to lie in a span, mostly a short one, and over when it was recorded.
    occurredTo: uniform(rng) < 0.125 ? Math.min(occurredFrom + spanMin, recordedAt) : null,
    recordedAt,
    offence,
    offenceCode: business ? BUSINESS_ROBBERY_CODE : OFFENCE_CODES[offence],
    flags: pickFlags(place.placeType, occurredFrom, offence, business, domestic, rng),
    howFound: (offence === 'weapons' ? pickFinderOfWeapons : pickFinder)(rng),
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
  const chance: Readonly<Record<IncidentFlag, number>> = {
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
  return INCIDENT_FLAGS.filter((flag) => uniform(rng) < chance[flag])
}
