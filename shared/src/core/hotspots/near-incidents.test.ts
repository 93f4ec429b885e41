import { describe, expect, it } from 'vitest'
import { cellAt, cellCentre } from '../cells.ts'
import { METRES_PER_DEGREE } from '../geo.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { createSeededRng, uniform } from '../random.ts'
import { createZone, dayOf, MINUTES_PER_DAY, parseDay, startOfMonth } from '../time.ts'
import { runBacktest } from './backtest/run-backtest.ts'
import { countCells } from './cell-counts.ts'
import { poolCells, surroundCells } from './cell-pools.ts'
import { estimateRates, latePeriod } from './estimate-rates.ts'
import { learnPrior } from './gamma-poisson.ts'
import { columns, incident } from './incidents.fixture.ts'
import { DEFAULT_RANK_OPTIONS } from './rank-options.ts'
import { dayPeriod, rankingPeriod } from './ranking-period.ts'
import { sumReach } from './reach.ts'

const asOfDay = parseDay('2026-01-05')!
const DAYS = 620
const HALF_WIDTH_M = 7000

/**
 * A made city of 620 days: a fifth of the incidents anywhere, the others around `places` whose weights are log-normal.
 *
 * @param spreadM standard deviation of a place's incidents around its middle, from one uniform number
 */
function city(seed: number, count: number, places: number, spreadM: (share: number) => number): IncidentColumns {
  const rng = createSeededRng(seed)
  const anywhere = () => HALF_WIDTH_M * (2 * uniform(rng) - 1)
  // Box and Muller (1958)
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform(rng))) * Math.cos(2 * Math.PI * uniform(rng))
  let sum = 0
  const list = Array.from({ length: places }, () => {
    const place = { x: anywhere(), y: anywhere(), spread: spreadM(uniform(rng)) }
    sum += Math.exp(1.2 * normal())
    return { ...place, upTo: sum }
  })
  return columns(
    Array.from({ length: count }, () => {
      const drawn = uniform(rng) * sum
      const { x, y, spread } =
        uniform(rng) < 0.2 ? { x: anywhere(), y: anywhere(), spread: 0 } : list.find(({ upTo }) => upTo > drawn)!
      return incident({
        lat: 51.5 + (y + spread * normal()) / METRES_PER_DEGREE,
        lng: -0.1 + (x + spread * normal()) / METRES_PER_DEGREE / Math.cos((51.5 * Math.PI) / 180),
        occurredFrom: (asOfDay - 1 - Math.floor(uniform(rng) * DAYS)) * MINUTES_PER_DAY + 720,
      })
    }),
  )
}

const cloud = (share: number): number => 30 + 170 * share

describe('a city whose places are wider than a cell', () => {
  it('is ranked as well as a kernel density does by 12 weeks alone', () => {
    const sums = { kde: 0, ours: 0, raw: 0 }
    for (const seed of [2, 3, 4]) {
      const { origins } = runBacktest({
        incidents: city(seed, 12_000, 700, cloud),
        options: {
          ...DEFAULT_RANK_OPTIONS,
          resolution: 9,
          fromDay: asOfDay - 400,
          toDay: asOfDay,
          stepWeeks: 5,
          methods: ['kde', 'auto-window'],
        },
      })
      for (const { methods } of origins) {
        sums.raw += methods[0]!.hits
        sums.kde += methods[1]!.hits
        sums.ours += methods[2]!.hits
      }
    }
    expect(sums.ours / sums.kde).toBeGreaterThan(1)
    expect(sums.ours / sums.raw).toBeGreaterThan(1.05)
  })
})

describe('what is learnt of near incidents', () => {
  /** Prior incidents of a cell for each near incident. */
  const drawn = (incidents: IncidentColumns): number => {
    const zone = createZone('Europe/London')
    const period = rankingPeriod(incidents, { ...DEFAULT_RANK_OPTIONS, asOfDay }, zone)
    const late = latePeriod(period, zone)
    const selected = new Uint8Array(incidents.length).fill(1)
    const counts = countCells(incidents, selected, 10, period.window, late, false)
    const around = surroundCells(counts.cells, 10)
    const { known } = sumReach(incidents, selected, 10, counts, period.window, late, false)
    const { shape, nearWeight } = learnPrior(counts, around, known)
    return (shape * nearWeight) / poolCells(counts.early, around).force
  }
  it('is much where places are clouds', () => {
    expect(drawn(city(3, 12_000, 700, cloud))).toBeGreaterThan(1)
  })
  it('is nothing where each place is one point, as where coordinates are snapped', () => {
    expect(drawn(city(3, 12_000, 700, () => 0))).toBe(0)
  })
})

describe('where in its cell an incident was', () => {
  const zone = createZone('Europe/London')
  const firstOfMonth = parseDay('2026-01-01')!
  const rows = (precision: 'day' | 'month', isAtCentre: boolean): IncidentColumns => {
    const made = city(5, 3000, 60, cloud)
    return columns(
      Array.from(made.lat, (lat, row) => {
        const place = { lat, lng: made.lng[row]! }
        const day = dayOf(zone.toLocalMin(made.occurredFrom[row]!))
        return incident({
          ...(isAtCentre ? cellCentre(cellAt(place, 10)) : place),
          precision,
          occurredFrom: dayPeriod(precision === 'month' ? startOfMonth(day) : day, day + 1, zone).fromUtcMin,
        })
      }),
    )
  }
  const expected = (incidents: IncidentColumns, history: 'use' | 'ignore'): number[] => {
    const period = rankingPeriod(incidents, { ...DEFAULT_RANK_OPTIONS, asOfDay: firstOfMonth }, zone)
    const selected = new Uint8Array(incidents.length).fill(1)
    const { shape, rate } = estimateRates(incidents, selected, { resolution: 10, history }, period, zone)!.posterior
    return Array.from(shape, (value, i) => value / rate[i]!)
  }
  it.each([
    ['days', 'ignore', true],
    // Known to the month, places are moved as well; and years of a cell's own say more than what is around it.
    ['months', 'ignore', false],
    ['days', 'use', false],
  ] as const)('matters by %s (history: %s): %s', (unit, history, matters) => {
    const precision = unit === 'days' ? 'day' : 'month'
    const [where, centred] = [expected(rows(precision, false), history), expected(rows(precision, true), history)]
    if (matters) expect(where).not.toEqual(centred)
    else expect(where).toEqual(centred)
  })
})
