import { describe, expect, it } from 'vitest'
import type { Area } from '../../areas/area.ts'
import { cellNeighbours, cellsWithin } from '../../cells.ts'
import { createSeededRng } from '../../random.ts'
import { parseDay } from '../../time.ts'
import type { Ranking } from '../hotspot.ts'
import { columns, town } from '../incidents.fixture.ts'
import { rankHotspots } from '../rank-hotspots.ts'
import type { RankInput } from '../rank-places.ts'
import { DEFAULT_RANK_OPTIONS, type RankOptions } from '../rank-options.ts'
import type { AreaQuota } from './area-quotas.ts'

const strip = (name: string, bcu: string, west: number, east: number): Area => ({
  name,
  bcu,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 51.5],
        [east, 51.5],
        [east, 51.6],
        [west, 51.6],
        [west, 51.5],
      ],
    ],
  },
})
const areas = [strip('West', 'WA', -0.2, -0.14), strip('Middle', 'WA', -0.14, -0.13), strip('East', 'EA', -0.13, 0)]
const incidents = columns(town(4000, createSeededRng(8)))
const rank = (input: Partial<RankInput> = {}, options: Partial<RankOptions> = {}): Ranking =>
  rankHotspots({
    incidents,
    areas,
    options: { ...DEFAULT_RANK_OPTIONS, asOfDay: parseDay('2026-01-05')!, top: 30, ...options },
    ...input,
  })
const countIn = ({ hotspots }: Ranking, area: string): number =>
  hotspots.filter((hotspot) => hotspot.area === area).length
const expected = ({ hotspots }: Ranking): number => hotspots.reduce((sum, hotspot) => sum + hotspot.expected, 0)
/** Hotspots without their ranks by other measures: those lists keep the same quotas, and change by them. */
const ofItself = ({ hotspots }: Ranking) => hotspots.map((hotspot) => ({ ...hotspot, ranks: undefined }))
const plain = rank()

describe('rankHotspots with quotas', () => {
  it('is the same to the last digit when quotas ask for what there is anyway, at no price', () => {
    const quotas = areas.map(({ name }) => ({ area: name, least: countIn(plain, name), most: countIn(plain, name) }))
    const kept = rank({ quotas })
    expect(ofItself(kept)).toEqual(ofItself(plain))
    expect(kept.quotas).toEqual(
      quotas.map(({ area, least, most }) => ({ area, least, most, chosen: least, without: least, price: 0 })),
    )
  })
  it('holds each area to its least and most, and says what each quota alone costs', () => {
    const quotas: AreaQuota[] = [
      { area: 'Middle', least: countIn(plain, 'Middle') + 3 },
      { area: 'East', most: countIn(plain, 'East') - 4 },
    ]
    const held = rank({ quotas })
    expect(held.hotspots).toHaveLength(30)
    expect(held.quotas.map(({ area, chosen }) => [area, chosen])).toEqual([
      ['Middle', countIn(held, 'Middle')],
      ['East', countIn(plain, 'East') - 4],
    ])
    expect(countIn(held, 'Middle')).toBeGreaterThanOrEqual(quotas[0]!.least!)
    for (const [i, outcome] of held.quotas.entries()) {
      const without = rank({ quotas: quotas.filter((_quota, k) => k !== i) })
      expect(outcome.price).toBeGreaterThan(0)
      expect(outcome.price).toBeCloseTo(expected(without) - expected(held), 9)
      expect(outcome.without).toBe(countIn(without, outcome.area))
    }
  })
  it('takes all places of an area that has fewer than its least, and the best others', () => {
    const all = countIn(rank({}, { top: 10_000, shape: 'cell' }), 'Middle')
    const [outcome] = rank({ quotas: [{ area: 'Middle', least: all + 5 }] }, { top: all + 10, shape: 'cell' }).quotas
    expect(outcome).toMatchObject({ least: all + 5, chosen: all })
  })
  it('never has a price below 0, whatever places are ranked by', () => {
    for (const rankBy of ['count', 'harm', 'combined'] as const)
      for (const { price } of rank(
        { quotas: areas.map(({ name }) => ({ area: name, least: 8, most: 12 })) },
        { rankBy },
      ).quotas)
        expect(price).toBeGreaterThanOrEqual(0)
  })
  it('refuses quotas that allow nothing', () => {
    const none = areas.map(({ name }) => ({ area: name, most: 0 }))
    expect(() => rank({ quotas: none })).toThrow('The quotas allow no hotspot anywhere')
    expect(() => rank({ quotas: [{ area: 'Middel', least: 1 }] })).toThrow('nearest names: "Middle"')
  })
})

describe('rankHotspots with excluded places', () => {
  const first = plain.hotspots[0]!
  const prison = { name: 'Prison', reason: 'booked in there', lat: first.lat, lng: first.lng, radiusM: 100 }

  it('has no cell within the radius, tells what was left out, and learns from it all the same', () => {
    const near = new Set(cellsWithin(prison, prison.radiusM, 10))
    const ranking = rank({ excluded: [prison] })
    expect(ranking.hotspots).toHaveLength(30)
    expect(ranking.hotspots.flatMap(({ cells }) => cells).filter((cell) => near.has(cell))).toEqual([])
    const [outcome] = ranking.excluded
    expect(outcome).toMatchObject({ name: 'Prison', reason: 'booked in there' })
    expect(ranking.meta.candidates).toBe(plain.meta.candidates - outcome!.cells)
    const cells = rank({}, { shape: 'cell', top: 10_000 }).hotspots.filter((hotspot) => near.has(hotspot.cells[0]!))
    expect(outcome!.cells).toBe(cells.length)
    expect(outcome!.expected).toBeCloseTo(
      cells.reduce((sum, hotspot) => sum + hotspot.expected, 0),
      9,
    )
    const last = plain.hotspots.at(-1)!
    expect(ranking.hotspots.find(({ id }) => id === last.id)?.expected).toBe(last.expected)
  })
  it('gives the slot to a place that now belongs to the top', () => {
    const ranking = rank({ excluded: [prison] })
    const spared = new Set(ranking.hotspots.map(({ id }) => id))
    expect(spared.has(first.id)).toBe(false)
    expect(ranking.hotspots.reduce((sum, { pTop }) => sum + pTop, 0)).toBeLessThanOrEqual(30.0001)
  })
  it('refuses to rank when nothing is left', () => {
    const everywhere = rank({}, { shape: 'cell', top: 10_000 }).hotspots.map(({ lat, lng }) => ({
      ...prison,
      lat,
      lng,
    }))
    expect(() => rank({ excluded: everywhere })).toThrow('Every place with an incident in scope is within the radius')
  })
})

describe('rankHotspots across command units', () => {
  it('joins cells of two command units only when asked', () => {
    const bcuOf = new Map(rank({}, { shape: 'cell', top: 10_000 }).hotspots.map(({ cells, bcu }) => [cells[0], bcu]))
    const unitsOf = ({ hotspots }: Ranking): number =>
      Math.max(...hotspots.map(({ cells }) => new Set(cells.map((cell) => bcuOf.get(cell))).size))
    const options = { top: 200 }
    const across = rank({}, { ...options, acrossUnits: true })
    expect(across.meta.acrossUnits).toBe(true)
    expect(unitsOf(rank({}, options))).toBe(1)
    expect(unitsOf(across)).toBe(2)
    for (const { cells } of across.hotspots)
      if (cells.length > 1)
        for (const cell of cells) expect(cellNeighbours(cell).some((other) => cells.includes(other))).toBe(true)
  })
})
