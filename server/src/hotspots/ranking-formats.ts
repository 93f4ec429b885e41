import { stringify } from 'csv-stringify/sync'
import { roundedOutline } from '@planner/shared/core'
import type { RankingFile } from '@planner/shared/schemas'

/** How a ranking is written. */
export const RANKING_FORMATS = ['json', 'csv', 'geojson'] as const
export type RankingFormat = (typeof RANKING_FORMATS)[number]

/** Columns of the CSV, and the properties of the GeoJSON, in their order (DESIGN 9). */
const RANKING_COLUMNS = [
  'rank',
  'hotspot_id',
  'cells',
  'name',
  'lat',
  'lng',
  'area',
  'bcu',
  'observed',
  'expected',
  'expected_low',
  'expected_high',
  'p_top',
  'harm_days',
  'tier',
  'horizon_from',
  'horizon_to',
] as const

/** The whole file as text; the same ranking gives the same bytes. */
export function formatRanking(file: RankingFile, format: RankingFormat): string {
  if (format === 'json') return `${JSON.stringify(file)}\n`
  const rows = toRows(file)
  return format === 'csv' ? toCsv(rows) : toGeoJson(file, rows)
}

type Row = Record<(typeof RANKING_COLUMNS)[number], string | number>

function toRows({ meta, hotspots }: RankingFile): Row[] {
  return hotspots.map((hotspot) => ({
    rank: hotspot.rank,
    hotspot_id: hotspot.id,
    cells: hotspot.cells.join(' '),
    name: hotspot.name,
    lat: hotspot.lat,
    lng: hotspot.lng,
    area: hotspot.area,
    bcu: hotspot.bcu,
    observed: hotspot.observed,
    expected: hotspot.expected,
    expected_low: hotspot.expectedLow,
    expected_high: hotspot.expectedHigh,
    p_top: hotspot.pTop,
    harm_days: hotspot.harmDays,
    tier: hotspot.tier,
    horizon_from: meta.horizonFrom,
    horizon_to: meta.horizonTo,
  }))
}

function toCsv(rows: readonly Row[]): string {
  return stringify([...rows], {
    header: true,
    columns: [...RANKING_COLUMNS],
    // Street names come from files of others: none may run as a formula in a spreadsheet. Negative numbers stay numbers.
    escape_formulas: true,
    cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
  })
}

function toGeoJson({ hotspots }: RankingFile, rows: readonly Row[]): string {
  return `${JSON.stringify({
    type: 'FeatureCollection',
    features: hotspots.map((hotspot, i) => ({
      type: 'Feature',
      id: hotspot.id,
      properties: rows[i],
      geometry: roundedOutline(hotspot.cells),
    })),
  })}\n`
}
