import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  createZone,
  DEFAULT_TRAVEL,
  parseDay,
  type Hotspot,
  type PlanInput,
  type Shift,
} from '../../../shared/src/core/index.ts'
import { travelMinutes } from '../../../shared/src/core/plans/travel.ts'

const PROJECT = resolve(import.meta.dirname, '../../..')
const DATA = resolve(PROJECT, '../shared/data')
const INCIDENTS = join(DATA, 'london/police-uk-violence-robbery-2016-04_2017-06.csv.gz')
const BOUNDARIES = join(DATA, 'london/boroughs.geojson')
const HOURS = join(DATA, 'chicago/violence-2015.csv.gz')
const TIMEZONE = 'Europe/London'
const START = '2017-07-01'
const DAYS = 21

/** Boroughs by basic command unit, as the Metropolitan Police has them since 2018; eleven of the twelve here. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  AW: ['Hammersmith and Fulham', 'Kensington and Chelsea', 'Westminster'],
  SW: ['Kingston upon Thames', 'Merton', 'Richmond upon Thames', 'Wandsworth'],
  SN: ['Bromley', 'Croydon', 'Sutton'],
  SE: ['Bexley', 'Greenwich', 'Lewisham'],
  EA: ['Barking and Dagenham', 'Havering', 'Redbridge'],
  WA: ['Ealing', 'Hillingdon', 'Hounslow'],
  AS: ['Lambeth', 'Southwark'],
  NA: ['Enfield', 'Haringey'],
  CE: ['Hackney', 'Tower Hamlets'],
  CN: ['Camden', 'Islington'],
  NW: ['Barnet', 'Brent', 'Harrow'],
  NE: ['Newham', 'Waltham Forest'],
}

/** How full tours are, and how many crews there are for it. */
export interface Load {
  /** names the results that are kept between runs */
  id: 'full' | 'visits-6-8' | 'short'
  name: string
  maxVisits: number | null
  /** crews on each tour of a unit, by the tours' worth of its daily dose in visits, and in what a tour of the unit holds */
  crews: (dosePerTour: number, carried: number) => number
}

export const LOADS: readonly Load[] = [
  {
    id: 'full',
    name: 'full load (as few crews as can carry the dose; tours without a limit of visits)',
    maxVisits: null,
    crews: (dosePerTour, carried) => Math.ceil(dosePerTour / carried),
  },
  {
    id: 'visits-6-8',
    name: '6-8 visits a tour (max_visits 8)',
    maxVisits: 8,
    crews: (dosePerTour) => Math.ceil(dosePerTour / 7 - 0.25),
  },
  {
    id: 'short',
    name: 'short roster (crews for 16 visits a tour, more than the ways of most units allow)',
    maxVisits: null,
    crews: (dosePerTour) => Math.ceil(dosePerTour / 16 - 0.25),
  },
]

/** @returns what is missing, or undefined when the table can be made */
export function findMissingData(): string | undefined {
  return [INCIDENTS, BOUNDARIES, HOURS].find((path) => !existsSync(path))
}

/** The 250 London places of the ranking with the hours of public violence in Chicago, since the London data has none. */
export function loadRealHotspots(): Hotspot[] {
  const folder = mkdtempSync(join(tmpdir(), 'planning-table-'))
  try {
    const areas = join(folder, 'areas.csv')
    const out = join(folder, 'hotspots.json')
    const rows = Object.entries(UNITS).flatMap(([bcu, boroughs]) => boroughs.map((area) => `${area},${bcu}`))
    writeFileSync(areas, ['area,bcu', ...rows, ''].join('\n'))
    const rank = ['rank', '--incidents', INCIDENTS, '--format', 'police-uk-api', '--as-of', START]
    const more = ['--boundaries', BOUNDARIES, '--areas', areas, '--out', out]
    execFileSync(process.execPath, [join(PROJECT, 'scripts/patrol.ts'), ...rank, ...more], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const { hotspots } = JSON.parse(readFileSync(out, 'utf8')) as { hotspots: Hotspot[] }
    const profile = readHourProfile()
    return hotspots.filter(({ bcu }) => bcu !== '').map((hotspot) => ({ ...hotspot, profile, profileSource: 'file' }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Relative risk by hour of the week from Monday, mean 1: non-domestic violence in Chicago's streets and public places. */
function readHourProfile(): number[] {
  const [header = '', ...lines] = gunzipSync(readFileSync(HOURS)).toString('utf8').trimEnd().split('\n')
  const names = header.split(',')
  const [date, domestic, place] = ['Date', 'Domestic', 'Location Description'].map((name) => names.indexOf(name))
  const counts = Array.from({ length: 168 }, () => 0)
  for (const line of lines) {
    const fields = line.split(',')
    if (fields[domestic!] !== 'false' || /RESIDENCE|APARTMENT/.test(fields[place!] ?? '')) continue
    const found = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):\d\d:\d\d ([AP])M$/.exec(fields[date!] ?? '')
    if (found === null) continue
    const [, month, day, year, hour, half] = found
    const dayNumber = parseDay(`${year}-${month}-${day}`)
    if (dayNumber === undefined) continue
    const weekday = (((dayNumber + 3) % 7) + 7) % 7 // 1 January 1970 was a Thursday
    counts[weekday * 24 + (Number(hour) % 12) + (half === 'P' ? 12 : 0)]! += 1
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / 168
  return counts.map((count) => count / mean)
}

const TOUR_MINUTES = 480
const REFRESHMENT_MINUTES = 40
const STAY_MINUTES = 14

/** Visits that a tour holds with the mean way between two places of the unit, each place met as often as its dose. */
function carriedVisits(places: readonly Hotspot[]): number {
  let needed = 0
  let doses = 0
  for (const place of places) {
    const hops = places.filter((other) => other !== place).map((other) => travelMinutes(place, other, DEFAULT_TRAVEL))
    const hop = hops.reduce((sum, minutes) => sum + minutes, 0) / Math.max(1, hops.length)
    needed += place.dosePerDay * (STAY_MINUTES + hop)
    doses += place.dosePerDay
  }
  return ((TOUR_MINUTES - REFRESHMENT_MINUTES) * doses) / needed
}

/** Three 8-hour tours a day in every unit, as many crews on each as the load asks for. */
export function createRealInstance(hotspots: readonly Hotspot[], { crews: crewsOf, maxVisits }: Load): PlanInput {
  const zone = createZone(TIMEZONE)
  const startDay = parseDay(START)!
  const shifts: Shift[] = []
  for (const [bcu, places] of Map.groupBy(hotspots, (hotspot) => hotspot.bcu)) {
    const mean = (of: (place: Hotspot) => number): number =>
      places.reduce((sum, place) => sum + of(place), 0) / places.length
    const base = { lat: mean(({ lat }) => lat), lng: mean(({ lng }) => lng) }
    const dose = places.reduce((sum, { dosePerDay }) => sum + dosePerDay, 0)
    const crews = Math.max(1, crewsOf(dose / 3, carriedVisits(places)))
    for (let day = 0; day < DAYS; day++)
      for (const hour of [7, 15, 23])
        for (let crew = 0; crew < crews; crew++) {
          const start = zone.toUtcMin((startDay + day) * 1440 + hour * 60).utcMin
          const end = start + TOUR_MINUTES
          const id = `${bcu}-${day}-${hour}-${crew}`
          shifts.push({
            id,
            teamId: `${bcu}-${hour}-${crew}`,
            bcu,
            start,
            end,
            base,
            breakMinutes: REFRESHMENT_MINUTES,
            breakFrom: start + 120,
            breakTo: end - 120,
            crewId: null,
            callSign: null,
            teamKind: 'response',
            crewSize: 2,
            briefingMinutes: 0,
            bookOffMinutes: 0,
            maxVisits,
          })
        }
  }
  return { hotspots, shifts, startDay, days: DAYS, timezone: TIMEZONE, travel: DEFAULT_TRAVEL }
}
