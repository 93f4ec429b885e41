import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOW_FOUND, INCIDENT_FLAGS, OFFENCES, PLACE_TYPES } from '../../incidents/incident.ts'
import { at, columns, incident } from '../incidents.fixture.ts'
import { DEFAULT_RANK_OPTIONS } from '../rank-options.ts'
import { selectScope } from '../scope.ts'
import { SHIPPED_THEMES } from './shipped-themes.ts'
import type { Theme } from './theme.ts'

const theme = (over: Partial<Theme> = {}): Theme => ({
  id: 'test',
  name: 'Test',
  offences: ['robbery', 'violence-with-injury'],
  flags: [],
  placeTypes: [],
  hours: [],
  weights: {},
  includeDomestic: false,
  ...over,
})
const scopeOf = (rows: ReturnType<typeof incident>[], over: Partial<Theme>, options = {}) =>
  selectScope(columns(rows), { ...DEFAULT_RANK_OPTIONS, ...options, theme: theme(over) })

const MONDAY_22 = { hours: [22, 23] }

describe('selectScope with a theme', () => {
  it("takes the theme's offences and its word on domestic incidents in place of the options'", () => {
    const rows = [incident(), incident({ offence: 'sexual-offence' }), incident({ domestic: true })]
    expect([...scopeOf(rows, {}, { offences: ['sexual-offence'], includeDomestic: true }).selected]).toEqual([1, 0, 0])
    expect([...scopeOf(rows, { includeDomestic: true }).selected]).toEqual([1, 0, 1])
  })
  it('takes a row with any one of the flags', () => {
    const rows = [incident({ flags: ['knife', 'youth'] }), incident({ flags: ['hate'] }), incident()]
    const { selected, counts, theme: note } = scopeOf(rows, { flags: ['youth', 'vawg'] })
    expect([...selected]).toEqual([1, 0, 0])
    expect(counts).toMatchObject({ inScope: 1, otherFlag: 2 })
    expect(note).toEqual({ id: 'test', name: 'Test', isProxy: false, missing: [] })
  })
  it('takes the kinds of place asked for, and none where the kind is not known', () => {
    const rows = [incident(), incident({ placeType: 'park' }), incident({ placeType: null })]
    const { selected, counts } = scopeOf(rows, { placeTypes: ['street'] })
    expect([...selected]).toEqual([1, 0, 0])
    expect(counts.otherPlaceType).toBe(2)
  })
  it('takes an incident whose time lies at least half inside the hours', () => {
    const rows = [
      incident({ occurredFrom: at('2026-01-05T22:10') }),
      incident({ occurredFrom: at('2026-01-05T21:00'), occurredTo: at('2026-01-05T23:00') }),
      incident({ occurredFrom: at('2026-01-05T21:00'), occurredTo: at('2026-01-05T22:59') }),
      incident({ occurredFrom: at('2026-01-05T21:59') }),
      incident({ precision: 'day', occurredFrom: at('2026-01-05T00:00') }),
    ]
    const { selected, counts } = scopeOf(rows, MONDAY_22)
    expect([...selected]).toEqual([1, 1, 0, 0, 0])
    expect(counts).toMatchObject({ otherHour: 2, unknownHour: 1 })
  })
  it("reads the hours on the wall's clock, in summer too", () => {
    expect([...scopeOf([incident({ occurredFrom: at('2026-07-06T22:10') })], MONDAY_22).selected]).toEqual([1])
  })
  it.each([
    ['flags', { flags: ['vawg'] }, /flagged as violence against women and girls: .* with and without that flag/],
    ['place types', { placeTypes: ['street'] }, /what kind of place/],
    ['hours', MONDAY_22, /time of day: incidents at every hour count/],
  ] as const)('without %s in the data drops the condition, says so and is a proxy', (_, over, sentence) => {
    const bare = incident({ placeType: null, precision: 'day', occurredFrom: at('2026-01-05T00:00') })
    const { selected, theme: note } = scopeOf([bare], over)
    expect([...selected]).toEqual([1])
    expect(note?.isProxy).toBe(true)
    expect(note?.missing).toHaveLength(1)
    expect(note?.missing[0]).toMatch(sentence)
  })
  it('does not take a flag on what it cannot count for a flag that the data has', () => {
    const rows = [
      incident({ flags: ['vawg'], domestic: true }),
      incident({ flags: ['vawg'], howFound: 'police' }),
      incident(),
    ]
    const { counts, theme: note } = scopeOf(rows, { flags: ['vawg'] })
    expect(note?.isProxy).toBe(true)
    expect(counts.inScope).toBe(1)
  })
  it('judges what the data can carry by nothing on or after as-of', () => {
    const rows = [incident(), incident({ flags: ['vawg'], occurredFrom: at('2026-01-06T10:00') })]
    const asOfDay = 20459 // 2026-01-06
    expect(scopeOf(rows, { flags: ['vawg'] }, { asOfDay }).theme?.isProxy).toBe(true)
    expect(scopeOf(rows, { flags: ['vawg'] }, { asOfDay: asOfDay + 1 }).theme?.isProxy).toBe(false)
  })
  it('selects with the theme of all violence and robbery what is selected without a theme', () => {
    const rows = columns(OFFENCES.flatMap((offence) => [incident({ offence }), incident({ offence, domestic: true })]))
    const all = SHIPPED_THEMES.find(({ id }) => id === 'violence-and-robbery')!
    expect(selectScope(rows, { ...DEFAULT_RANK_OPTIONS, theme: all }).counts).toEqual(
      selectScope(rows, DEFAULT_RANK_OPTIONS).counts,
    )
  })
  it('puts every row into exactly one count and is never silently empty, whatever the theme', () => {
    const row = fc.record({
      offence: fc.constantFrom(...OFFENCES),
      howFound: fc.constantFrom(...HOW_FOUND),
      domestic: fc.constantFrom(true, false, null),
      placeType: fc.constantFrom(...PLACE_TYPES, null),
      flags: fc.subarray([...INCIDENT_FLAGS]),
      precision: fc.constantFrom('minute', 'day'),
      occurredTo: fc.option(fc.integer({ min: 0, max: 3000 }).map((span) => at('2026-01-05T10:00') + span)),
    })
    const asked = fc.record({
      flags: fc.subarray([...INCIDENT_FLAGS]),
      placeTypes: fc.subarray([...PLACE_TYPES]),
      hours: fc.subarray(Array.from({ length: 168 }, (_, hour) => hour)),
      includeDomestic: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), asked, (rows, over) => {
        const { counts, selected, theme: note } = scopeOf(rows.map(incident), over)
        expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(rows.length)
        expect(selected.reduce((a, b) => a + b, 0)).toBe(counts.inScope)
        expect(note?.isProxy).toBe(note!.missing.length > 0)
        const dropped = [over.flags, over.placeTypes, over.hours].filter((list) => list.length > 0).length
        if (note?.missing.length === dropped)
          expect(counts.otherFlag + counts.otherPlaceType + counts.otherHour + counts.unknownHour).toBe(0)
      }),
    )
  })
})
