import type { Shift } from '../duties/shift.ts'
import type { Hotspot, Tier } from '../hotspots/hotspot.ts'
import { createSeededRng, uniform } from '../random.ts'
import { createZone, parseDay } from '../time.ts'
import type { PlanInput } from './plan.ts'
import { DEFAULT_TRAVEL } from './travel.ts'

export interface InstanceSettings {
  seed?: number
  hotspots?: number
  bcus?: number
  crews?: number
  days?: number
  start?: string
  timezone?: string
  /** [start hour, length in hours] of each tour of a day */
  tours?: readonly (readonly [number, number])[]
  breakMinutes?: number
  briefingMinutes?: number
  bookOffMinutes?: number
  maxVisits?: number | null
  /** dose by tier, visits a day */
  doses?: Readonly<Record<Tier, number>>
  flat?: boolean
}

const DOSES = { A: 5.4, B: 2.6, C: 1.4 }
const CAPS = { A: [18, 114], B: [9, 54], C: [6, 30] } as const

/** A made-up force for tests: hotspots in clusters around each unit's base, crews in early, late and night tours. */
export function createInstance(settings: InstanceSettings = {}): PlanInput {
  const { seed = 1, hotspots = 250, bcus = 11, crews = 3, days = 21, start = '2026-11-23' } = settings
  const { timezone = 'Europe/London', doses = DOSES, flat = false } = settings
  const rng = createSeededRng(seed)
  const between = (low: number, high: number): number => low + uniform(rng) * (high - low)
  const bases = Array.from({ length: bcus }, (_, bcu) => ({
    lat: 51.35 + 0.07 * (bcu % 4) + between(0, 0.02),
    lng: -0.35 + 0.16 * Math.floor(bcu / 4) + between(0, 0.03),
  }))
  const places = Array.from({ length: hotspots }, (_, index): Hotspot => {
    const tier: Tier = index < hotspots * 0.2 ? 'A' : index < hotspots * 0.6 ? 'B' : 'C'
    const bcu = index % bcus
    const peak = between(0, 24)
    const profile = Array.from({ length: 168 }, (__, hour) =>
      flat ? 1 : 1 + 0.6 * Math.cos(((hour - peak) / 24) * 2 * Math.PI),
    )
    return {
      id: `h${String(index).padStart(4, '0')}`,
      rank: index + 1,
      cells: ['8a194ad32167fff'],
      name: `Place ${index + 1}`,
      lat: bases[bcu]!.lat + between(-0.022, 0.022),
      lng: bases[bcu]!.lng + between(-0.035, 0.035),
      area: `Borough ${bcu}`,
      bcu: `BCU${bcu}`,
      observed: 5,
      expected: 4,
      expectedLow: 1,
      expectedHigh: 8,
      pTop: 0.5,
      harmDays: 100,
      tier,
      dosePerDay: doses[tier],
      capDay: CAPS[tier][0],
      capWeek: CAPS[tier][1],
      profile,
      profileSource: flat ? 'none' : 'place',
    }
  })
  return {
    hotspots: places,
    shifts: createShifts(settings, bases, timezone, parseDay(start)!, crews, days),
    startDay: parseDay(start)!,
    days,
    timezone,
    travel: DEFAULT_TRAVEL,
  }
}

function createShifts(
  settings: InstanceSettings,
  bases: readonly { lat: number; lng: number }[],
  timezone: string,
  startDay: number,
  crews: number,
  days: number,
): Shift[] {
  const {
    tours = [
      [7, 8],
      [15, 8],
      [23, 8],
    ] as const,
    breakMinutes = 40,
    maxVisits = null,
  } = settings
  const { briefingMinutes = 0, bookOffMinutes = 0 } = settings
  const zone = createZone(timezone)
  const shifts: Shift[] = []
  for (const [bcu, base] of bases.entries())
    for (let day = 0; day < days; day++)
      for (const [tour, [hour, length]] of tours.entries())
        for (let crew = 0; crew < crews; crew++) {
          const from = zone.toUtcMin((startDay + day) * 1440 + hour * 60).utcMin
          const end = zone.toUtcMin((startDay + day) * 1440 + (hour + length) * 60).utcMin
          shifts.push({
            id: `s${bcu}-${day}-${tour}-${crew}`,
            teamId: `t${bcu}-${tour}-${crew}`,
            bcu: `BCU${bcu}`,
            start: from,
            end,
            base,
            breakMinutes,
            breakFrom: from + Math.min(120, (end - from) >> 2),
            breakTo: end - Math.min(120, (end - from) >> 2),
            crewId: null,
            callSign: null,
            teamKind: 'response',
            crewSize: 2,
            briefingMinutes,
            bookOffMinutes,
            maxVisits,
          })
        }
  return shifts
}
