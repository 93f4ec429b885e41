import {
  createSeededRng,
  createZone,
  DEFAULT_TRAVEL,
  parseDay,
  uniform,
  type Hotspot,
  type PlanInput,
  type Shift,
} from '../../../shared/src/core/index.ts'
import { createInstance } from '../../../shared/src/core/plans/plan-instance.test-support.ts'

const TIMEZONE = 'Europe/London'
const START = '2026-10-05'
const DAYS = 21
const KM_PER_DEGREE = 111.2

interface Make {
  id: string
  name: string
  seed: number
  /** places by command unit */
  units: readonly number[]
  /** places lie round so many centres in a unit, about this far from them, and centres this far from the base; km */
  centres: number
  nearKm: number
  farKm: number
  /** crews on each tour of a unit, by its dose in visits a day */
  crews: (dose: number, unit: number) => number
  /** [start minute, length] of the tours of a day; the n-th crew starts `stagger` minutes times n later */
  tours: readonly (readonly [number, number])[]
  stagger?: number
  maxVisits?: number
  /** minutes of briefing and, half as long, of booking off */
  briefing?: number
  /** 0: every hour alike; 1: the busiest hour has all but no quiet one beside it */
  sharpness: number
  /** true: every place has its own busy hour; else all share the evening */
  ownHours?: boolean
}

const UNEVEN = [58, 41, 33, 27, 22, 19, 16, 13, 10, 7, 4] as const
const THREE_TOURS = [
  [420, 480],
  [900, 480],
  [1380, 480],
] as const
const visits =
  (perTour: number, toursADay: number) =>
  (dose: number): number =>
    Math.max(1, Math.ceil(dose / (toursADay * perTour) - 0.25))

const MADE: readonly Make[] = [
  {
    id: 'dense',
    name: 'dense clusters, one unit with 58 places, one with 4 and a single crew; 15-20 visits a tour',
    seed: 11,
    units: UNEVEN,
    centres: 4,
    nearKm: 0.35,
    farKm: 1.6,
    crews: visits(17, 3),
    tours: THREE_TOURS,
    sharpness: 0.5,
  },
  {
    id: 'staggered',
    name: 'staggered tours with briefing, 6-8 visits',
    seed: 12,
    units: UNEVEN,
    centres: 5,
    nearKm: 0.6,
    farKm: 2.5,
    crews: (dose) => Math.max(2, visits(7, 3)(dose)),
    tours: THREE_TOURS,
    stagger: 60,
    maxVisits: 8,
    briefing: 20,
    sharpness: 0.5,
  },
  {
    id: 'handover',
    name: 'one common handover with briefing and booking off, 6-8 visits',
    seed: 13,
    units: [30, 30, 25, 25, 20],
    centres: 6,
    nearKm: 0.8,
    farKm: 3,
    crews: visits(7, 3),
    tours: THREE_TOURS,
    maxVisits: 8,
    briefing: 20,
    sharpness: 0.4,
  },
  {
    id: 'day-and-evening',
    name: 'tours of ten hours by day and evening alone, no limit of visits',
    seed: 14,
    units: [40, 30, 20, 10],
    centres: 6,
    nearKm: 0.8,
    farKm: 2,
    crews: visits(18, 2),
    tours: [
      [480, 600],
      [1080, 600],
    ],
    sharpness: 0.5,
  },
  {
    id: 'own-hours',
    name: 'every place with a busy hour of its own, 6-8 visits',
    seed: 15,
    units: [45, 35, 30, 25, 20, 15],
    centres: 8,
    nearKm: 0.8,
    farKm: 2.5,
    crews: visits(7, 3),
    tours: THREE_TOURS,
    maxVisits: 8,
    sharpness: 0.8,
    ownHours: true,
  },
  {
    id: 'few-crews',
    name: 'three small units with one crew on each tour, 6-8 visits',
    seed: 16,
    units: [8, 7, 6],
    centres: 3,
    nearKm: 0.6,
    farKm: 2,
    crews: () => 1,
    tours: THREE_TOURS,
    maxVisits: 8,
    sharpness: 0.4,
  },
  {
    id: 'wide',
    name: 'a wide county without hours of risk, no limit of visits',
    seed: 17,
    units: [50, 40, 30, 20],
    centres: 10,
    nearKm: 1.2,
    farKm: 5,
    crews: visits(10, 3),
    tours: THREE_TOURS,
    sharpness: 0,
  },
]

export interface MadeInstance {
  id: string
  name: string
  create: () => PlanInput
}

/** Instances unlike London, with nothing fitted to them: what the method does elsewhere. */
export const MADE_INSTANCES: readonly MadeInstance[] = MADE.map((make) => ({
  id: make.id,
  name: make.name,
  create: () => createMade(make),
}))

function createMade(make: Make): PlanInput {
  const rng = createSeededRng(make.seed)
  const between = (low: number, high: number): number => low + uniform(rng) * (high - low)
  const total = make.units.reduce((sum, places) => sum + places, 0)
  const startDay = parseDay(START)!
  // Ids, tiers and doses as the tests have them; where places lie, and when they are busy, is made here.
  const { hotspots: blanks } = createInstance({ hotspots: total, bcus: 1, crews: 0, days: 1, flat: true })
  const unitOf = shuffle(
    make.units.flatMap((places, unit) => Array.from({ length: places }, () => unit)),
    rng,
  )
  const layout = make.units.map((_, unit) => {
    const base = { lat: 52 + 0.2 * unit, lng: -1 + between(0, 0.1) }
    return {
      base,
      centres: Array.from({ length: make.centres }, () => move(base, between(0.2, 1) * make.farKm, between(0, 360))),
    }
  })
  const hotspots = blanks.map((blank, index): Hotspot => {
    const unit = unitOf[index]!
    const { centres } = layout[unit]!
    const centre = centres[Math.floor(uniform(rng) * centres.length)]!
    const peak = make.ownHours === true ? between(0, 24) : between(18, 24)
    return {
      ...blank,
      ...move(centre, Math.sqrt(uniform(rng)) * 1.5 * make.nearKm, between(0, 360)),
      bcu: `unit-${unit}`,
      expected: (blank.tier === 'A' ? 8 : blank.tier === 'B' ? 4 : 2) * between(0.7, 1.4),
      profile: Array.from(
        { length: 168 },
        (_, hour) => 1 + make.sharpness * Math.cos((((hour % 24) - peak) / 24) * 2 * Math.PI),
      ),
      profileSource: 'place',
    }
  })
  const shifts = make.units.flatMap((_, unit) => {
    const dose = hotspots
      .filter(({ bcu }) => bcu === `unit-${unit}`)
      .reduce((sum, { dosePerDay }) => sum + dosePerDay, 0)
    return listShifts(make, unit, layout[unit]!.base, make.crews(dose, unit), startDay)
  })
  return { hotspots, shifts, startDay, days: DAYS, timezone: TIMEZONE, travel: DEFAULT_TRAVEL }
}

function listShifts(
  { tours, stagger = 0, maxVisits, briefing = 0 }: Make,
  unit: number,
  base: { lat: number; lng: number },
  crews: number,
  startDay: number,
): Shift[] {
  const zone = createZone(TIMEZONE)
  const shifts: Shift[] = []
  for (let day = 0; day < DAYS; day++)
    for (const [tour, [from, length]] of tours.entries())
      for (let crew = 0; crew < crews; crew++) {
        const local = (startDay + day) * 1440 + from + ((crew * stagger) % 240)
        const start = zone.toUtcMin(local).utcMin
        const end = start + length
        shifts.push({
          id: `${unit}-${day}-${tour}-${crew}`,
          teamId: `${unit}-${tour}-${crew}`,
          bcu: `unit-${unit}`,
          start,
          end,
          base,
          breakMinutes: 40,
          breakFrom: start + 120,
          breakTo: end - 120,
          crewId: null,
          callSign: null,
          teamKind: 'neighbourhood',
          crewSize: 2,
          briefingMinutes: briefing,
          bookOffMinutes: Math.floor(briefing / 2),
          maxVisits: maxVisits ?? null,
        })
      }
  return shifts
}

function move({ lat, lng }: { lat: number; lng: number }, km: number, degrees: number): { lat: number; lng: number } {
  const angle = (degrees / 180) * Math.PI
  return {
    lat: lat + (km * Math.cos(angle)) / KM_PER_DEGREE,
    lng: lng + (km * Math.sin(angle)) / KM_PER_DEGREE / Math.cos((lat / 180) * Math.PI),
  }
}

function shuffle<T>(items: readonly T[], rng: ReturnType<typeof createSeededRng>): T[] {
  const mixed = [...items]
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(uniform(rng) * (last + 1))
    ;[mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!]
  }
  return mixed
}
