import { describe, expect, it } from 'vitest'
import { parseGeoJson } from './parse-geojson.ts'

describe('parseGeoJson', () => {
  it('takes what is within its limits, with a byte order mark as without', () => {
    const text = '{"type":"FeatureCollection","name":"[[[ {\\"quoted\\" \\\\","features":[ [ -0.1, 51 ] ]}'
    expect(parseGeoJson(`\uFEFF${text}`, 'b.geojson')).toEqual(JSON.parse(text))
  })
  it('takes 32 levels and not 33', () => {
    expect(parseGeoJson('['.repeat(32) + ']'.repeat(32), 'b.geojson')).toBeInstanceOf(Array)
    expect(() => parseGeoJson('['.repeat(33) + ']'.repeat(33), 'b.geojson')).toThrow(
      /b\.geojson is nested more than 32/,
    )
  })
  it('takes 400,000 points and not one more', () => {
    const points = (count: number) => `[${'[1,2],'.repeat(count - 1)}[1,2]]`
    expect(parseGeoJson(points(400_000), 'b.geojson')).toHaveLength(400_000)
    expect(() => parseGeoJson(points(400_001), 'b.geojson')).toThrow(/b\.geojson has more than 400,000 points/)
  })
  it.each([
    ['a million levels', () => '['.repeat(1e6), /nested/],
    ['levels of objects', () => '{"a":'.repeat(1e5), /nested/],
    ['a ring of ten million points', () => `[${'[0,0],'.repeat(1e7)}[0,0]]`, /larger than 32 MB/],
    ['a ring of four million points', () => `[${'[0,0],'.repeat(4e6)}[0,0]]`, /points/],
    ['ten million empty features', () => `[${'{},'.repeat(1e7)}{}]`, /far more than boundaries/],
    ['ten million numbers', () => `[${'1,'.repeat(1e7)}1]`, /far more than boundaries/],
    ['a text that never ends', () => `["${'\\"'.repeat(1e6)}`, /is not JSON/],
    ['no JSON', () => '<html>', /b\.geojson is not JSON/],
    ['nothing', () => '', /b\.geojson is not JSON/],
  ])('refuses %s', (_what, make, message) => {
    expect(() => parseGeoJson(make(), 'b.geojson')).toThrow(message)
  })
})
