import { createZone, DEFAULT_TRAVEL, parseDay, type Hotspot, type PlanInput, type Shift } from '@planner/shared/core'

/** Four units of different size, with enough visits that threads are used. */
export function createForce(): PlanInput {
  const startDay = parseDay('2026-11-23')!
  const days = 7
  const zone = createZone('Europe/London')
  const hotspots: Hotspot[] = []
  const shifts: Shift[] = []
  for (let unit = 0; unit < 4; unit++) {
    const bcu = `BCU${unit}`
    const base = { lat: 51.4 + unit / 10, lng: -0.1 }
    for (let place = 0; place < 6 + 5 * unit; place++)
      hotspots.push({
        id: `h${unit}-${place}`,
        rank: hotspots.length + 1,
        cells: ['8a194ad32167fff'],
        name: `Place ${place}`,
        lat: base.lat + ((place * 7) % 11) / 500,
        lng: base.lng + ((place * 5) % 13) / 400,
        area: bcu,
        bcu,
        observed: 5,
        expected: 4,
        expectedLow: 1,
        expectedHigh: 8,
        pTop: 0.5,
        harmDays: 100,
        tier: 'A',
        dosePerDay: 5.4,
        capDay: 18,
        capWeek: 114,
        profile: Array.from({ length: 168 }, () => 1),
        profileSource: 'none',
      })
    for (let day = 0; day < days; day++)
      for (let crew = 0; crew < 2 + unit; crew++) {
        const start = zone.toUtcMin((startDay + day) * 1440 + (6 + 3 * crew) * 60).utcMin
        shifts.push({
          id: `s${unit}-${day}-${crew}`,
          teamId: `t${unit}-${crew}`,
          bcu,
          start,
          end: start + 480,
          base,
          breakMinutes: 40,
          breakFrom: start + 120,
          breakTo: start + 360,
          crewId: null,
          callSign: null,
          teamKind: 'response',
          crewSize: 2,
          briefingMinutes: 0,
          bookOffMinutes: 0,
          maxVisits: null,
        })
      }
  }
  return { hotspots, shifts, startDay, days, timezone: 'Europe/London', travel: DEFAULT_TRAVEL }
}
