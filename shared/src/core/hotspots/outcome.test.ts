import { describe, expect, it } from 'vitest'
import { cellAt } from '../cells.ts'
import { parseDay } from '../time.ts'
import { at, columns, incident } from './incidents.fixture.ts'
import { measureOutcome, type OutcomeInput } from './outcome.ts'
import { DEFAULT_RANK_OPTIONS } from './rank-options.ts'
import { backtestPromise } from './sureness/outcome-promise.ts'

const day = (text: string): number => parseDay(text)!
const meta: OutcomeInput['meta'] = {
  ...DEFAULT_RANK_OPTIONS,
  windowFromDay: day('2025-10-13'),
  horizonFromDay: day('2026-01-05'),
  horizonToDay: day('2026-01-26'),
}
const HERE = { lat: 51.54, lng: -0.14 }
const ELSEWHERE = { lat: 51.58, lng: -0.14 }
const hotspot = { cells: [cellAt(HERE, 10)], expected: 10, expectedLow: 6, expectedHigh: 14 }
const many = (count: number, date: string, place = HERE) =>
  Array.from({ length: count }, (_, i) => incident({ ...place, occurredFrom: at(`${date}T12:00`) + i }))
/** A year before, and the day after the horizon, so that all of it is loaded. */
const ends = [...many(1, '2024-06-01'), ...many(1, '2026-01-26')]
const promise = { cells: 1, origins: 20, hitRate: 0.3, hitRateLow: 0.2, hitRateHigh: 0.4 }
const measure = (rows: ReturnType<typeof many>, over: Partial<OutcomeInput> = {}) =>
  measureOutcome({ hotspots: [hotspot], meta, incidents: columns([...ends, ...rows]), promise, ...over })

describe('measureOutcome', () => {
  it('counts the horizon, both ends right, in scope only, and holds it against expectation and promise', () => {
    const outcome = measure([
      ...many(8, '2026-01-05'),
      ...many(2, '2026-01-25'),
      ...many(5, '2026-01-04'),
      ...many(30, '2026-01-10', ELSEWHERE),
      incident({ ...HERE, occurredFrom: at('2026-01-06T12:00'), howFound: 'police' }),
      incident({ ...HERE, occurredFrom: at('2026-01-06T12:00'), domestic: true }),
    ])
    expect(outcome).toMatchObject({
      state: 'whole',
      daysKnown: 21,
      hits: 10,
      incidents: 40,
      hitRate: 0.25,
      expected: 10,
      againstExpected: 'within',
      againstPromise: 'within',
    })
    expect(outcome.sentences[0]).toBe(
      'In the 21 days from 5 January 2026 10 of 40 incidents in scope (25.0%) were in the 1 listed place.',
    )
    expect(outcome.sentences.join(' ')).toContain('caught 20.0% to 40.0% (30.0% on average)')
  })
  it('says when fewer or more came than foreseen or promised', () => {
    const few = measure([...many(3, '2026-01-07'), ...many(40, '2026-01-07', ELSEWHERE)])
    expect(few).toMatchObject({ againstExpected: 'below', againstPromise: 'below' })
    const lots = measure([...many(25, '2026-01-07'), ...many(10, '2026-01-07', ELSEWHERE)])
    expect(lots).toMatchObject({ againstExpected: 'above', againstPromise: 'above' })
  })
  it('is within at either end of what was foreseen or promised', () => {
    const came = (here: number, elsewhere: number) =>
      measure([...many(here, '2026-01-07'), ...many(elsewhere, '2026-01-07', ELSEWHERE)])
    const { expectedLow, expectedHigh } = came(10, 30)
    for (const [here, verdict] of [
      [expectedLow - 1, 'below'],
      [expectedLow, 'within'],
      [expectedHigh, 'within'],
      [expectedHigh + 1, 'above'],
    ] as const)
      expect(came(here, 30).againstExpected).toBe(verdict)
    // Promised from .2 to .4 of all.
    for (const [here, elsewhere, verdict] of [
      [20, 80, 'within'],
      [19, 80, 'below'],
      [40, 60, 'within'],
      [41, 60, 'above'],
    ] as const)
      expect(came(here, elsewhere).againstPromise).toBe(verdict)
  })
  it('counts from the first minute of the horizon up to its last, and tells no share of nothing', () => {
    const minute = (local: string) => incident({ ...HERE, occurredFrom: at(local) })
    expect(measure([minute('2026-01-05T00:00'), minute('2026-01-25T23:59'), ...many(3, '2026-01-08')]).hits).toBe(5)
    expect(measure([minute('2026-01-04T23:59'), minute('2026-01-26T00:00'), ...many(3, '2026-01-08')]).hits).toBe(3)
    expect(measure([])).toMatchObject({ hits: 0, incidents: 0, hitRate: null, againstPromise: null })
    expect(measure(many(5, '2026-01-08', ELSEWHERE))).toMatchObject({ hits: 0, incidents: 5, hitRate: 0 })
    expect(measure([...many(3, '2026-01-08'), ...many(2, '2026-01-08', ELSEWHERE)])).toMatchObject({ hits: 3 })
  })
  it('knows nothing of a horizon without incidents, and nothing of a day but one', () => {
    expect(measureOutcome({ hotspots: [hotspot], meta, incidents: columns([]), promise }).daysKnown).toBe(0)
  })
  it('holds the list against a promise of twelve dates and of up to a tenth more or fewer cells', () => {
    const rows = [...many(30, '2026-01-07'), ...many(70, '2026-01-07', ELSEWHERE)]
    const list = Array.from({ length: 9 }, (_, i) => ({
      ...hotspot,
      cells: [i === 0 ? hotspot.cells[0]! : cellAt({ lat: 51 + i / 100, lng: 0 }, 10)],
    }))
    const against = (cells: number, origins = 12) =>
      measure(rows, { hotspots: list, promise: { ...promise, cells, origins } }).againstPromise
    expect(against(10)).toBe('within')
    expect(against(9)).toBe('within')
    expect(against(8)).toBeNull()
    expect(against(11)).toBeNull()
    expect(against(10, 11)).toBeNull()
  })
  it('says not yet while no day of the horizon is loaded in full', () => {
    const outcome = measureOutcome({
      hotspots: [hotspot],
      meta,
      incidents: columns(many(4, '2026-01-05')),
      promise,
    })
    expect(outcome).toMatchObject({ state: 'none', daysKnown: 0, againstExpected: null, againstPromise: null })
    expect(outcome.sentences).toHaveLength(1)
    expect(outcome.sentences[0]).toMatch(/^Not yet/)
  })
  it('expects a part of the horizon when only a part is loaded, and leaves the promise open', () => {
    const incidents = columns([...many(1, '2024-06-01'), ...many(4, '2026-01-08'), ...many(7, '2026-01-12')])
    const outcome = measureOutcome({ hotspots: [hotspot], meta, incidents, promise })
    expect(outcome).toMatchObject({ state: 'partial', daysKnown: 7, hits: 4, incidents: 4, againstPromise: null })
    expect(outcome.expected).toBeCloseTo(10 / 3, 9)
    expect(measureOutcome({ hotspots: [hotspot], meta, incidents, knownToDay: day('2026-01-13') })).toMatchObject({
      daysKnown: 8,
      hits: 11,
    })
  })
  it('takes the whole month that month-only data knows', () => {
    const monthly = many(4, '2026-01-01').map((one) => ({ ...one, precision: 'month' as const }))
    const outcome = measureOutcome({
      hotspots: [hotspot],
      meta: { ...meta, horizonFromDay: day('2026-01-01'), horizonToDay: day('2026-02-01') },
      incidents: columns(monthly),
    })
    expect(outcome).toMatchObject({ state: 'whole', hits: 4 })
  })
  it('knows no more of a month than others of the same time do, in whatever order they come', () => {
    const [monthly] = many(1, '2026-01-01').map((one) => ({ ...one, precision: 'month' as const }))
    const [exact] = many(1, '2026-01-01')
    const known = (rows: ReturnType<typeof many>) =>
      measureOutcome({
        hotspots: [hotspot],
        meta: { ...meta, horizonFromDay: day('2025-12-29'), horizonToDay: day('2026-02-01') },
        incidents: columns(rows),
      }).daysKnown
    expect(known([monthly!, monthly!])).toBe(34)
    expect(known([monthly!, exact!])).toBe(3)
    expect(known([exact!, monthly!])).toBe(3)
    // What is known of an earlier time says nothing of the last.
    expect(known([...many(1, '2025-12-31'), monthly!])).toBe(34)
  })
  it('tells no count of 1 or 2, in figures or words', () => {
    const outcome = measure([...many(2, '2026-01-07'), ...many(9, '2026-01-07', ELSEWHERE)])
    expect(outcome).toMatchObject({ hits: null, hitRate: null, againstExpected: 'below', againstPromise: null })
    expect(outcome.sentences[0]).toContain('fewer than 3 of 11 incidents')
  })
  it('holds the list against no promise of another number of cells or of few dates', () => {
    const rows = [...many(8, '2026-01-07'), ...many(9, '2026-01-07', ELSEWHERE)]
    for (const other of [{ ...promise, cells: 2 }, { ...promise, origins: 11 }, undefined]) {
      const { againstPromise, sentences } = measureOutcome({
        hotspots: [hotspot],
        meta,
        incidents: columns([...ends, ...rows]),
        ...(other === undefined ? {} : { promise: other }),
      })
      expect(againstPromise).toBeNull()
      expect(sentences.join(' ')).toMatch(/cannot be compared|too few to promise|No backtest/)
    }
  })
  it('foresees less surely where the ranking saw no earlier year, for want of data or because it was to ignore it', () => {
    const width = (rows: ReturnType<typeof many>, history: 'use' | 'ignore') => {
      const { expectedLow, expectedHigh } = measureOutcome({
        hotspots: Array.from({ length: 40 }, () => hotspot),
        meta: { ...meta, history },
        incidents: columns([...many(1, '2026-01-26'), ...rows]),
      })
      return expectedHigh - expectedLow
    }
    const year = many(1, '2024-10-13')
    expect(width(year, 'use')).toBeLessThan(width(many(1, '2024-10-14'), 'use'))
    expect(width(year, 'ignore')).toBe(width(many(1, '2024-10-14'), 'use'))
  })
  it('says in km² how far apart the ground is, never in cells', () => {
    const { sentences } = measureOutcome({
      hotspots: [hotspot],
      meta,
      incidents: columns([...ends, ...many(8, '2026-01-07')]),
      promise: { ...promise, cells: 200 },
    })
    const said = sentences.find((sentence) => sentence.includes('cannot be compared'))
    expect(said).toMatch(/That was over 2\.\d+ km² of ground, and this list covers 0\.01\d* km²/)
    expect(sentences.join(' ')).not.toMatch(/hexagon|cell/)
  })
  it('compares an empty list with no promise', () => {
    const { sentences } = measureOutcome({ hotspots: [], meta, incidents: columns(ends), promise })
    expect(sentences.join(' ')).toContain('This list has no places to compare.')
  })
  it('never claims a change, and says that patrols may have had a part in it', () => {
    const { sentences } = measure(many(2, '2026-01-07'))
    expect(sentences.join(' ')).not.toMatch(/reduc|drop|down by|prevent|because of/i)
    expect(sentences.at(-1)).toContain('patrols may have changed')
  })
})

describe('backtestPromise', () => {
  const origin = (incidents: number, hits: number) => ({
    incidents,
    methods: [
      { method: 'raw-count', hits: 0 },
      { method: 'auto', hits },
    ],
  })
  it('is the range and mean of the share caught at each date', () => {
    expect(backtestPromise({ meta: { top: 250 }, origins: [origin(100, 10), origin(50, 15), origin(0, 0)] })).toEqual({
      cells: 250,
      origins: 2,
      hitRate: 0.2,
      hitRateLow: 0.1,
      hitRateHigh: 0.3,
    })
  })
  it('is none for a method that was not tried', () => {
    expect(backtestPromise({ meta: { top: 250 }, origins: [origin(100, 10)] }, 'auto-window')).toBeUndefined()
  })
})
