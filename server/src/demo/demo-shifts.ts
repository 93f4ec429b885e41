import { MINUTES_PER_DAY, type Area, type LatLng, type TeamKind } from '@planner/shared/core'
import { layDemoPlaces } from './demo-places.ts'

/** One crew's tour on one day; times are wall-clock minutes (`localMin`). */
export interface DemoShift {
  id: string
  teamId: string
  bcu: string
  start: number
  end: number
  breakMinutes: number
  base: LatLng
  crewId: string
  callSign: string
  teamKind: TeamKind
  crewSize: number
  briefingMinutes: number
  bookOffMinutes: number
  maxVisits: number
  /** a sergeant leads the crew */
  sergeant: boolean
}

/** Briefing of the first crew of each tour, minutes after midnight, and how long the tour is. */
const TOURS = [
  { letter: 'E', digit: 1, start: 6 * 60 + 30, minutes: 9 * 60 },
  { letter: 'L', digit: 2, start: 14 * 60, minutes: 9 * 60 },
  { letter: 'N', digit: 3, start: 21 * 60 + 30, minutes: 10 * 60 },
] as const

const CREWS_PER_TOUR = 3
/** Crews of one tour are briefed one after another, and tours overlap by an hour and more: a handover must not empty the streets. */
const STAGGER_MIN = 30

/**
 * Two crews share one line of the roster in turns of two and three days (the 2-2-3 pattern): true at index
 * `day mod 14` means the first crew works. Each has 15 hours off between tours and averages under 35 hours a week.
 */
const FIRST_CREW_WORKS = [true, true, false, false, true, true, true, false, false, true, true, false, false, false]

/**
 * Refreshments in minutes for a tour of continuous duty, by its length
 * (Police Regulations 2003, determination under regulation 22, Annex E: variable shift arrangements).
 */
export function refreshmentMinutes(tourMin: number): number {
  const hours = tourMin / 60
  if (hours < 5) return 0
  if (hours < 6) return 30
  if (hours < 7) return 35
  if (hours < 8) return 40
  if (hours < 9) return 45
  return hours < 10 ? 50 : 60
}

/**
 * Three crews in each of the early, late and night tours of every BCU, for `days` days from `startDay`.
 *
 * @param areas the BCUs are those of these boroughs; a crew's base is the busiest invented place of its BCU's first borough
 */
export function generateDemoShifts(request: {
  areas: readonly Area[]
  startDay: number
  days: number
  seed: number
}): DemoShift[] {
  const { areas, days, seed, startDay } = request
  const bcus = [...new Set(areas.map((area) => area.bcu))].toSorted()
  const shifts: DemoShift[] = []
  for (const bcu of bcus) {
    const base = stationOf(
      areas.find((area) => area.bcu === bcu)!,
      seed,
    )
    for (let day = 0; day < days; day++)
      for (const tour of TOURS)
        for (let crew = 0; crew < CREWS_PER_TOUR; crew++) {
          const teamId = `${bcu}-${tour.letter}${crew + 1}`
          const start = (startDay + day) * MINUTES_PER_DAY + tour.start + crew * STAGGER_MIN
          shifts.push({
            id: `${teamId}-${String(day + 1).padStart(2, '0')}`,
            teamId,
            bcu,
            start,
            end: start + tour.minutes,
            breakMinutes: refreshmentMinutes(tour.minutes),
            base,
            crewId: `${teamId}${FIRST_CREW_WORKS[day % FIRST_CREW_WORKS.length] === true ? 'a' : 'b'}`,
            callSign: `${bcu}${tour.digit}${crew + 1}`,
            teamKind: crew === 0 ? 'town-centre' : 'taskforce',
            crewSize: 2,
            briefingMinutes: 20,
            bookOffMinutes: 15,
            maxVisits: 8,
            // One of each tour: some activities ask for a sergeant.
            sergeant: crew === 0,
          })
        }
  }
  return shifts
}

/** Where an invented police station stands: at the busiest place of the borough. */
function stationOf(area: Area, seed: number): LatLng {
  const { lat, lng } = layDemoPlaces(area, seed).reduce((busiest, place) =>
    place.weight > busiest.weight ? place : busiest,
  )
  return { lat, lng }
}
