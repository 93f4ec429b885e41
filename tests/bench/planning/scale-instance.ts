import {
  createSeededRng,
  createZone,
  DEFAULT_TRAVEL,
  parseDay,
  uniform,
  type Hotspot,
  type PlanInput,
  type Shift,
  type Tier,
} from '../../../shared/src/core/index.ts'

/** Places of the command units of one force: 250 in 11, the largest with 58, as on an instance that the design was tried on. */
const UNIT_SIZES = [58, 33, 28, 25, 22, 20, 18, 16, 12, 10, 8] as const
export const PLACES_PER_FORCE = UNIT_SIZES.reduce<number>((sum, size) => sum + size, 0)
const DOSES = { A: 5.4, B: 2.6, C: 1.4 } as const
const CAPS = { A: [18, 114], B: [9, 54], C: [6, 30] } as const
/** Visits that a tour of eight hours is rostered for. */
const VISITS_PER_TOUR = 15
const TIMEZONE = 'Europe/London'
const START = '2026-11-23'

/**
 * As many forces as it takes to have so many places, so that work grows with places and days alone: made-up places within
 * 3 km of their base, each with its own hours of the week, three tours a day.
 *
 * @param places a multiple of 250
 */
export function createScaleInstance(places: number, days: number): PlanInput {
  const rng = createSeededRng(5)
  const between = (low: number, high: number): number => low + uniform(rng) * (high - low)
  const startDay = parseDay(START)!
  const hotspots: Hotspot[] = []
  const shifts: Shift[] = []
  for (let force = 0; force < places / PLACES_PER_FORCE; force++)
    for (const [unit, size] of UNIT_SIZES.entries()) {
      const bcu = `F${String(force).padStart(2, '0')}-${String(unit).padStart(2, '0')}`
      const base = { lat: 51.3 + 0.07 * (unit % 4), lng: -3 + 0.05 * force + 0.16 * Math.floor(unit / 4) }
      let dose = 0
      for (let place = 0; place < size; place++) {
        const tier: Tier = place < 0.2 * size ? 'A' : place < 0.6 * size ? 'B' : 'C'
        dose += DOSES[tier]
        hotspots.push({
          id: `${bcu}-${place}`,
          rank: hotspots.length + 1,
          cells: ['8a194ad32167fff'],
          name: `Place ${hotspots.length + 1}`,
          lat: base.lat + between(-0.022, 0.022),
          lng: base.lng + between(-0.035, 0.035),
          area: `Borough ${bcu}`,
          bcu,
          observed: 5,
          expected: 4,
          expectedLow: 1,
          expectedHigh: 8,
          pTop: 0.5,
          harmDays: 100,
          tier,
          dosePerDay: DOSES[tier],
          capDay: CAPS[tier][0],
          capWeek: CAPS[tier][1],
          profile: createProfile(between(0, 24), between(0.2, 0.6)),
          profileSource: 'place',
        })
      }
      shifts.push(...createShifts(bcu, base, Math.max(1, Math.ceil(dose / (3 * VISITS_PER_TOUR))), startDay, days))
    }
  return { hotspots, shifts, startDay, days, timezone: TIMEZONE, travel: DEFAULT_TRAVEL }
}

/** Busiest at `peak`, and otherwise at the weekend than in the week: no two weekdays may be taken for one. */
function createProfile(peak: number, swing: number): number[] {
  return Array.from({ length: 168 }, (_, hour) => {
    const weekly = 1 + 0.15 * Math.sin(((hour - 84) / 168) * 2 * Math.PI)
    return weekly * (1 + swing * Math.cos(((hour - peak) / 24) * 2 * Math.PI))
  })
}

function createShifts(bcu: string, base: Shift['base'], crews: number, startDay: number, days: number): Shift[] {
  const zone = createZone(TIMEZONE)
  const shifts: Shift[] = []
  for (let day = 0; day < days; day++)
    for (const hour of [7, 15, 23])
      for (let crew = 0; crew < crews; crew++) {
        const start = zone.toUtcMin((startDay + day) * 1440 + hour * 60).utcMin
        const end = start + 480
        shifts.push({
          id: `${bcu}-${day}-${hour}-${crew}`,
          teamId: `${bcu}-${hour}-${crew}`,
          bcu,
          start,
          end,
          base,
          breakMinutes: 40,
          breakFrom: start + 120,
          breakTo: end - 120,
          crewId: null,
          callSign: null,
          teamKind: 'response',
          crewSize: 2,
          briefingMinutes: 0,
          bookOffMinutes: 0,
          maxVisits: null,
        })
      }
  return shifts
}
