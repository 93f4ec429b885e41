import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellAt, cellDisk } from '../../cells.ts'
import { createSeededRng } from '../../random.ts'
import { formatDay, parseDay } from '../../time.ts'
import { columns, town } from '../incidents.fixture.ts'
import { rankHotspots } from '../rank-hotspots.ts'
import { DEFAULT_RANK_OPTIONS } from '../rank-options.ts'
import { catchJoined, summariseJoined } from './joined-places.ts'
import { runBacktest } from './run-backtest.ts'
import { createStudyArea } from './study-area.ts'

const { study } = createStudyArea(new Set(cellDisk(cellAt({ lat: 51.54, lng: -0.14 }, 10), 3)), 10)
const tie = Float64Array.from(study.cells, (_, i) => (7919 * i) % 1009)
const counts = (max: number) =>
  fc
    .array(fc.integer({ min: 0, max }), { minLength: study.cells.length, maxLength: study.cells.length })
    .map((values) => Float64Array.from(values))

describe('catchJoined', () => {
  it('catches what as many free cells by the same score catch, whatever comes', () => {
    fc.assert(
      fc.property(counts(5), counts(3), fc.integer({ min: 1, max: 15 }), (score, observed, top) => {
        const joined = catchJoined(score, tie, study, observed, top)
        expect(joined.hits).toBe(joined.freeHits)
        expect(joined.hits).toBeGreaterThanOrEqual(joined.singleHits)
        expect(joined.places).toBeLessThanOrEqual(top)
        expect(joined.cells).toBeLessThanOrEqual(3 * joined.places)
      }),
    )
  })
  it('counts hits of the places, of free cells and of single ones by hand', () => {
    const score = new Float64Array(study.cells.length)
    const observed = new Float64Array(study.cells.length)
    const neighbour = study.neighbours[0]!
    score[0] = 3
    score[neighbour] = 2
    observed[0] = 4
    observed[neighbour] = 1
    const areaM2 = study.areaM2[0]! + study.areaM2[neighbour]!
    expect(catchJoined(score, tie, study, observed, 1)).toEqual({
      places: 1,
      cells: 2,
      areaM2,
      hits: 5,
      freeHits: 5,
      singleHits: 4,
    })
  })
})

describe('summariseJoined', () => {
  it('tells the share of hits lost over all origins, with an interval', () => {
    const one = { places: 2, cells: 4, areaM2: 10, hits: 90, freeHits: 100, singleHits: 50 }
    const { loss, hits, cells } = summariseJoined('auto', [one, { ...one, cells: 5, hits: 100 }])
    expect([hits, cells]).toEqual([190, 4.5])
    expect(loss.mean).toBeCloseTo(0.05, 12)
    expect(loss.low).toBeCloseTo(0, 12)
    expect(loss.high).toBeCloseTo(0.1, 12)
  })
})

describe('runBacktest on joined places', () => {
  const fromDay = parseDay('2025-12-15')!
  const incidents = columns(town(3000, createSeededRng(5)))
  const options = { ...DEFAULT_RANK_OPTIONS, fromDay, toDay: fromDay + 21, stepWeeks: 4, top: 20, methods: ['auto'] }

  it('forms the places that the product ranks', () => {
    const [joined] = runBacktest({ incidents, options }).joined
    const ranking = rankHotspots({ incidents, areas: [], options: { ...options, asOfDay: fromDay } })
    expect(formatDay(ranking.meta.horizonToDay)).toBe('2026-01-05')
    expect(joined).toMatchObject({
      method: 'auto',
      places: 20,
      cells: ranking.hotspots.flatMap(({ cells }) => cells).length,
      loss: { mean: 0, low: 0, high: 0 },
    })
    expect(joined!.cells).toBeGreaterThan(20)
  })
  it('says nothing of resolution 9, where nothing is joined', () => {
    expect(runBacktest({ incidents, options: { ...options, resolution: 9 } }).joined).toEqual([])
  })
})
