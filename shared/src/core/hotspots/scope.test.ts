import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOW_FOUND, OFFENCES, PLACE_TYPES } from '../incidents/incident.ts'
import { columns, incident } from './incidents.fixture.ts'
import { DEFAULT_RANK_OPTIONS } from './rank-options.ts'
import { selectScope } from './scope.ts'

const options = { ...DEFAULT_RANK_OPTIONS }

describe('selectScope', () => {
  it('never takes what police found, whatever is asked for', () => {
    const { selected } = selectScope(columns([incident({ howFound: 'police' })]), {
      ...options,
      includeDomestic: true,
    })
    expect([...selected]).toEqual([0])
  })
  it('counts unknown finders and shows them, and does not take them for police', () => {
    const { counts, unknown } = selectScope(columns([incident({ howFound: 'unknown' }), incident()]), options)
    expect(counts.inScope).toBe(2)
    expect(unknown.howFound).toBe(1)
  })
  it('leaves domestic incidents out where known, and takes them when asked', () => {
    const rows = columns([incident({ domestic: true }), incident({ domestic: null }), incident({ domestic: false })])
    expect([...selectScope(rows, options).selected]).toEqual([0, 1, 1])
    expect([...selectScope(rows, { ...options, includeDomestic: true }).selected]).toEqual([1, 1, 1])
  })
  it('takes public places only when asked, and refuses when no row has a place type', () => {
    const rows = columns(PLACE_TYPES.map((placeType) => incident({ placeType })).concat(incident({ placeType: null })))
    const { selected } = selectScope(rows, { ...options, publicPlaceOnly: true })
    expect(PLACE_TYPES.filter((_, i) => selected[i] === 1)).toEqual([
      'street',
      'transport',
      'park',
      'retail',
      'licensed',
    ])
    expect(selected.at(-1)).toBe(0)
    expect(() => selectScope(columns([incident({ placeType: null })]), { ...options, publicPlaceOnly: true })).toThrow(
      /place_type/,
    )
  })
  it('puts every row into exactly one count', () => {
    const row = fc.record({
      offence: fc.constantFrom(...OFFENCES),
      howFound: fc.constantFrom(...HOW_FOUND),
      domestic: fc.constantFrom(true, false, null),
      placeType: fc.constantFrom(...PLACE_TYPES, null),
    })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), fc.boolean(), (rows, includeDomestic) => {
        const { counts, selected } = selectScope(columns(rows.map(incident)), { ...options, includeDomestic })
        expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(rows.length)
        expect(selected.reduce((a, b) => a + b, 0)).toBe(counts.inScope)
      }),
    )
  })
})
