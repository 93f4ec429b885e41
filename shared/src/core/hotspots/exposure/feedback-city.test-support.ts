import { cellAt, type Cell } from '../../cells.ts'
import type { LatLng } from '../../geo.ts'
import { createIncidentTable, type IncidentContent } from '../../incidents/incident-table.ts'
import type { HowFound } from '../../incidents/incident.ts'
import { createSeededRng, shuffled, uniform, uniformBelow, type Rng } from '../../random.ts'
import { MINUTES_PER_DAY, parseDay } from '../../time.ts'
import { incident } from '../incidents.fixture.ts'
import { rankHotspots } from '../rank-hotspots.ts'
import { DEFAULT_RANK_OPTIONS } from '../rank-options.ts'
import type { PatrolPresence } from './patrol-presence.ts'

/** How the city's incidents get into the records, and what the ranking is told. */
export interface FeedbackRules {
  /** what the public's reports are entered as */
  reports: HowFound
  /** what crews find is entered as; null: they enter nothing */
  finds: HowFound | null
  /** whether the ranking is told where crews were */
  isTold: boolean
}

/** What one ranking made of the city, against the truth: the two halves of the city have the same true rates. */
export interface FeedbackRound {
  /** share of the chosen places in the west */
  westChosen: number
  /** share of what the ranking expects of all places */
  westExpected: number
  /** true rate of the chosen places over that of the best choice */
  caught: number
}

/** Places of one half of the city. As many of both halves together are chosen. */
const PLACES = 40
const ROUND_DAYS = 21
/** Before the first ranking crews go to the west alone: the bias that a ranking inherits. */
const FIRST_ROUNDS = 4
const VISITS_PER_PLACE = 2 * ROUND_DAYS
const VISIT_MIN = 15
/** What a crew finds does not hang on what the public reports there: at an average place it nearly triples the records. */
const FINDS_PER_VISIT = 0.15
const FIRST_DAY = parseDay('2024-01-01')!

interface Place extends LatLng {
  cell: Cell
  isWest: boolean
  /** incidents that the public reports in a round: 1 to 6 */
  rate: number
}

/**
 * The urn of Ensign and others (2018, Runaway feedback loops in predictive policing) with our ranking in the place of the draw. Each three
 * weeks the ranking chooses half of the places, crews visit them, and what they find is recorded beside what the public reports.
 *
 * @returns one entry for each ranking
 */
export function simulateFeedback(rules: FeedbackRules, rounds: number, seed: number): FeedbackRound[] {
  const rng = createSeededRng(seed)
  const city = createCity(rng)
  const best = sumRates([...city].sort((a, b) => b.rate - a.rate).slice(0, PLACES))
  const incidents: IncidentContent[] = []
  const patrols: PatrolPresence[] = []
  const outcomes: FeedbackRound[] = []
  for (let round = 0; round < FIRST_ROUNDS + rounds; round++) {
    let chosen = city.filter(({ isWest }) => isWest)
    if (round >= FIRST_ROUNDS) {
      const ranked = rankCity(city, incidents, rules.isTold ? patrols : undefined, round)
      chosen = ranked.slice(0, PLACES).map(({ place }) => place)
      const westExpected = sumExpected(ranked.filter(({ place }) => place.isWest)) / sumExpected(ranked)
      const westChosen = chosen.filter(({ isWest }) => isWest).length / PLACES
      outcomes.push({ westChosen, westExpected, caught: sumRates(chosen) / best })
    }
    const startMin = (FIRST_DAY + ROUND_DAYS * round) * MINUTES_PER_DAY
    const spareMin = ROUND_DAYS * MINUTES_PER_DAY - VISIT_MIN
    for (const place of city)
      for (let n = poisson(place.rate, rng); n > 0; n--)
        incidents.push(enter(place, startMin + uniformBelow(rng, spareMin), rules.reports))
    for (const place of chosen)
      for (let visit = 0; visit < VISITS_PER_PLACE; visit++) {
        const fromUtcMin = startMin + uniformBelow(rng, spareMin)
        patrols.push({ cells: [place.cell], fromUtcMin, toUtcMin: fromUtcMin + VISIT_MIN })
        if (rules.finds !== null && uniform(rng) < FINDS_PER_VISIT)
          incidents.push(enter(place, fromUtcMin + uniformBelow(rng, VISIT_MIN), rules.finds))
      }
  }
  return outcomes
}

/** Places so far apart that none is in another's surroundings. */
function createCity(rng: Rng): Place[] {
  return [true, false].flatMap((isWest) =>
    shuffled([...Array.from({ length: PLACES }).keys()], rng).map((i, at) => {
      const point = { lat: 51.5 + 0.006 * (at % 8), lng: (isWest ? -0.3 : -0.1) + 0.01 * Math.floor(at / 8) }
      return { ...point, cell: cellAt(point, 10), isWest, rate: 1 + (5 * (i + 0.5)) / PLACES }
    }),
  )
}

interface RankedPlace {
  place: Place
  expected: number
}

function rankCity(
  city: readonly Place[],
  incidents: readonly IncidentContent[],
  patrols: readonly PatrolPresence[] | undefined,
  round: number,
): RankedPlace[] {
  const table = createIncidentTable()
  for (const one of incidents) table.add(one)
  const byCell = new Map(city.map((place) => [place.cell, place]))
  const { hotspots } = rankHotspots({
    incidents: table.finish(),
    areas: [],
    options: {
      ...DEFAULT_RANK_OPTIONS,
      asOfDay: FIRST_DAY + ROUND_DAYS * round,
      top: city.length,
      shape: 'cell',
      timezone: 'UTC',
    },
    ...(patrols === undefined ? {} : { patrols }),
  })
  return hotspots.map(({ cells, expected }) => ({ place: byCell.get(cells[0]!)!, expected }))
}

const enter = ({ lat, lng }: Place, occurredFrom: number, howFound: HowFound): IncidentContent =>
  incident({ lat, lng, occurredFrom, howFound })

const sumRates = (places: readonly Place[]): number => places.reduce((sum, { rate }) => sum + rate, 0)
const sumExpected = (places: readonly RankedPlace[]): number => places.reduce((sum, { expected }) => sum + expected, 0)

/** Knuth's product of uniforms. */
function poisson(mean: number, rng: Rng): number {
  const limit = Math.exp(-mean)
  let count = -1
  for (let product = 1; product > limit; count++) product *= uniform(rng)
  return count
}
