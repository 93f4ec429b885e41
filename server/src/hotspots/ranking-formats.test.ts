import { hotspotOutlines } from '@planner/shared/core'
import { HotspotCollectionSchema, type RankingFile } from '@planner/shared/schemas'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { formatRanking } from './ranking-formats.ts'

const FILE: RankingFile = {
  meta: {
    asOf: '2026-01-05',
    windowFrom: '2025-10-13',
    windowTo: '2026-01-05',
    horizonFrom: '2026-01-05',
    horizonTo: '2026-01-26',
    days: 21,
    start: '2026-01-05',
    timezone: 'Europe/London',
    resolution: 10,
    shape: 'joined',
    method: 'auto',
    top: 1,
    candidates: 9,
    incidentsInWindow: 12,
    offences: ['robbery'],
    plannerVersion: '0.1.0',
  },
  hotspots: [
    {
      id: 'h0123456789ab',
      rank: 1,
      cells: ['8a195da49b87fff', '8a195da49ba7fff'],
      name: 'High Street, "The Cut"',
      lat: 51.51,
      lng: -0.132,
      bcu: 'AW',
      area: 'Westminster',
      observed: 12,
      expected: 0.000001,
      expectedLow: 0,
      expectedHigh: 1,
      pTop: 0.5,
      harmDays: 10,
      tier: 'A',
      dosePerDay: 5.4,
      capDay: 18,
      capWeek: 114,
      profile: Array.from({ length: 168 }, () => 1),
      profileSource: 'none',
    },
  ],
}

describe('formatRanking', () => {
  it('quotes names, joins cells by spaces and writes small and negative numbers plainly', () => {
    const [, row] = formatRanking(FILE, 'csv').split('\n')
    expect(row).toBe(
      '1,h0123456789ab,8a195da49b87fff 8a195da49ba7fff,"High Street, ""The Cut""",51.51,-0.132,Westminster,AW,12,0.000001,0,1,0.5,10,A,2026-01-05,2026-01-26',
    )
  })
  it('gives JSON that reads back the same', () => {
    expect(JSON.parse(formatRanking(FILE, 'json'))).toEqual(FILE)
  })
  it('gives one feature a hotspot, and outlines that fit the contract of the map', () => {
    expect(JSON.parse(formatRanking(FILE, 'geojson')).features).toHaveLength(1)
    expect([...Value.Errors(HotspotCollectionSchema, hotspotOutlines(FILE.hotspots))]).toEqual([])
  })
})
