import type { Shift } from './shift.ts'

/**
 * A working-time rule that a roster breaks, or that cannot be checked. Shown while planning, refused at publication.
 * An empty `shiftId` means the roster as a whole.
 */
export interface RosterBreach {
  rule: 'daily-rest' | 'weekly-hours' | 'weekly-rest' | 'not-checkable'
  teamId: string
  shiftId: string
  detail: string
}

/** Working Time Regulations 1998, which bind police officers [FED1]. Minutes. */
const DAILY_REST_MIN = 11 * 60
const WEEKLY_HOURS_MIN = 48 * 60
const WEEKLY_REST_MIN = 24 * 60
const WEEK_MIN = 7 * 1440

/**
 * Checks the rules that bind officers: 11 h rest between tours, an average week of 48 h, and 24 h free in each week (or
 * 48 h in a fortnight). They bind people, so they need `crew_id`; tours without one are reported once as "not checkable".
 *
 * @param shifts any order; `utcMin`
 * @returns by crew and time, the same for every order of rows
 */
export function findRosterBreaches(shifts: readonly Shift[]): RosterBreach[] {
  const byCrew = new Map<string, Shift[]>()
  let unnamed = 0
  for (const shift of shifts) {
    if (shift.crewId === null) unnamed += 1
    else byCrew.set(shift.crewId, [...(byCrew.get(shift.crewId) ?? []), shift])
  }
  const breaches: RosterBreach[] = []
  if (unnamed > 0)
    breaches.push({
      rule: 'not-checkable',
      teamId: '',
      shiftId: '',
      detail: `${unnamed} of ${shifts.length} tours have no crew_id: daily rest, weekly hours and weekly rest are not checkable for them.`,
    })
  for (const crewId of [...byCrew.keys()].sort()) {
    const tours = byCrew.get(crewId)!.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
    breaches.push(...findDailyRest(crewId, tours), ...findWeeklyHours(crewId, tours), ...findWeeklyRest(crewId, tours))
  }
  return breaches
}

const hours = (minutes: number): string => (minutes / 60).toFixed(1)

function findDailyRest(crewId: string, tours: readonly Shift[]): RosterBreach[] {
  return tours.flatMap((tour, i) => {
    const before = tours[i - 1]
    if (before === undefined || tour.start - before.end >= DAILY_REST_MIN) return []
    const detail = `Crew ${crewId} has ${hours(tour.start - before.end)} h between ${before.id} and ${tour.id}; the rule is 11 h.`
    return [{ rule: 'daily-rest' as const, teamId: tour.teamId, shiftId: tour.id, detail }]
  })
}

function findWeeklyHours(crewId: string, tours: readonly Shift[]): RosterBreach[] {
  const first = tours[0]!
  const last = tours.at(-1)!
  // An average: over the weeks that the roster covers, never less than one.
  const weeks = Math.max(1, (last.end - first.start) / WEEK_MIN)
  const minutes = tours.reduce((sum, tour) => sum + tour.end - tour.start, 0)
  if (minutes / weeks <= WEEKLY_HOURS_MIN) return []
  const detail = `Crew ${crewId} works ${hours(minutes / weeks)} h a week on average; the rule is 48 h.`
  return [{ rule: 'weekly-hours', teamId: first.teamId, shiftId: '', detail }]
}

/** In each 7 days from the crew's first tour: 24 h free, or 48 h within that week and the next. */
function findWeeklyRest(crewId: string, tours: readonly Shift[]): RosterBreach[] {
  const breaches: RosterBreach[] = []
  const first = tours[0]!
  const last = tours.at(-1)!
  for (let from = first.start; from + WEEK_MIN <= last.end; from += WEEK_MIN) {
    if (longestRest(tours, from, from + WEEK_MIN) >= WEEKLY_REST_MIN) continue
    if (longestRest(tours, from, from + 2 * WEEK_MIN) >= 2 * WEEKLY_REST_MIN) continue
    const tour = tours.find(({ end }) => end > from)!
    const detail = `Crew ${crewId} has no 24 h free in the 7 days from ${tour.id}, nor 48 h in the fortnight.`
    breaches.push({ rule: 'weekly-rest', teamId: tour.teamId, shiftId: tour.id, detail })
  }
  return breaches
}

function longestRest(tours: readonly Shift[], from: number, to: number): number {
  let longest = 0
  let free = from
  for (const tour of tours) {
    if (tour.end <= from || tour.start >= to) continue
    longest = Math.max(longest, tour.start - free)
    free = Math.max(free, tour.end)
  }
  return Math.max(longest, to - free)
}
