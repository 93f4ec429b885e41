import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createZone, HOURS_PER_WEEK, parseInstant } from '../../time.ts'
import { spreadHours } from './aoristic.ts'
import { at, columns, incident } from '../incidents.fixture.ts'

const london = createZone('Europe/London')
const chicago = createZone('America/Chicago')

/** Weights by hour of the week of one incident, or undefined when its hour is not known. */
function spread(over: Parameters<typeof incident>[0], zone = london): number[] | undefined {
  const hours = Array.from({ length: HOURS_PER_WEEK }, () => 0)
  const isKnown = spreadHours(columns([incident(over)]), 0, zone, (hour, weight) => (hours[hour]! += weight))
  return isKnown ? hours : undefined
}

/** From one ISO instant to another, as `hour: weight` of the hours that got any. */
function between(from: string, to: string, zone = london): Record<number, number> {
  const hours = spread(
    { occurredFrom: parseInstant(from, zone)!.utcMin, occurredTo: parseInstant(to, zone)!.utcMin },
    zone,
  )
  return Object.fromEntries([...hours!.entries()].filter(([, weight]) => weight > 0))
}

const SUNDAY = 144
/** Weights are whole multiples of it. */
const FINEST = 2 ** -15

describe('spreadHours', () => {
  it('puts an incident into its local hour of the week, in summer too', () => {
    expect(spread({ occurredFrom: at('2026-01-05T10:59') })![10]).toBe(1) // a Monday
    expect(spread({ occurredFrom: at('2026-07-06T10:00') })![10]).toBe(1)
  })
  it('spreads a span by the minutes that lie in each hour', () => {
    const parts = between('2026-01-05T22:30', '2026-01-06T01:30')
    expect(Object.keys(parts)).toEqual(['22', '23', '24', '25'])
    for (const [hour, share] of [1 / 6, 1 / 3, 1 / 3, 1 / 6].entries())
      expect(Math.abs(parts[22 + hour]! - share)).toBeLessThanOrEqual(FINEST)
    expect(between('2026-01-05T10:00', '2026-01-05T11:00')).toEqual({ 10: 1 })
  })
  it('runs from Sunday night into Monday morning', () => {
    expect(between('2026-01-04T23:00', '2026-01-05T01:00')).toEqual({ 167: 0.5, 0: 0.5 })
  })
  it('says nothing where the hour is not known: a day, a month, a span of over a day', () => {
    expect(spread({ precision: 'day', occurredFrom: at('2026-01-05T00:00') })).toBeUndefined()
    expect(spread({ precision: 'month', occurredFrom: at('2026-01-01T00:00') })).toBeUndefined()
    expect(spread({ occurredFrom: at('2026-01-05T10:00'), occurredTo: at('2026-01-06T10:01') })).toBeUndefined()
    expect(spread({ occurredFrom: at('2026-01-05T10:00'), occurredTo: at('2026-01-06T10:00') })).toBeDefined()
  })
  it('gives an hour that does not happen nothing, when clocks go forward', () => {
    // London 2026-03-29: 01:00 GMT becomes 02:00 BST; from 00:30 to 02:30 is one hour.
    expect(between('2026-03-29T00:30', '2026-03-29T02:30')).toEqual({ [SUNDAY]: 0.5, [SUNDAY + 2]: 0.5 })
    // Chicago 2026-03-08: 02:00 CST becomes 03:00 CDT.
    expect(between('2026-03-08T01:30', '2026-03-08T04:30', chicago)).toEqual({
      [SUNDAY + 1]: 0.25,
      [SUNDAY + 3]: 0.5,
      [SUNDAY + 4]: 0.25,
    })
  })
  it('gives an hour that happens twice both its hours, when clocks go back', () => {
    // London 2026-10-25: 02:00 BST becomes 01:00 GMT; from 00:00 to 03:00 are four hours.
    expect(between('2026-10-25T00:00:00+01:00', '2026-10-25T03:00:00Z')).toEqual({
      [SUNDAY]: 0.25,
      [SUNDAY + 1]: 0.5,
      [SUNDAY + 2]: 0.25,
    })
    // Chicago 2026-11-01: 02:00 CDT becomes 01:00 CST.
    const twice = between('2026-11-01T00:00:00-05:00', '2026-11-01T02:00:00-06:00', chicago)
    expect(Object.keys(twice)).toEqual([`${SUNDAY}`, `${SUNDAY + 1}`])
    expect(Math.abs(twice[SUNDAY]! - 1 / 3)).toBeLessThanOrEqual(FINEST)
  })
  it('keeps the total weight at 1 and away from skipped hours, over both changes of both cities', () => {
    const changes = [
      { zone: london, at: '2026-03-29T01:00:00Z', skipped: SUNDAY + 1 },
      { zone: london, at: '2026-10-25T01:00:00Z' },
      { zone: chicago, at: '2026-03-08T08:00:00Z', skipped: SUNDAY + 2 },
      { zone: chicago, at: '2026-11-01T07:00:00Z' },
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.integer({ min: -600, max: 300 }),
        fc.integer({ min: 0, max: 1440 }),
        ({ zone, at: change, skipped }, offset, span) => {
          const from = parseInstant(change, zone)!.utcMin + offset
          const hours = spread({ occurredFrom: from, occurredTo: from + span }, zone)!
          expect(hours.reduce((sum, weight) => sum + weight, 0)).toBe(1)
          if (skipped !== undefined) expect(hours[skipped]).toBe(0)
        },
      ),
    )
  })
  it('gives sums that are the same to the last digit in whatever order rows come, patrols’ parts taken off or not', () => {
    const rows = fc.array(
      fc.record({
        offset: fc.integer({ min: 0, max: 10_000 }),
        span: fc.integer({ min: 1, max: 1440 }),
        excess: fc.integer({ min: 0, max: 65_535 }),
      }),
      { minLength: 2, maxLength: 15 },
    )
    const shuffled = rows.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    )
    const start = at('2026-01-05T00:00')
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        const [one, two] = [given, other].map((some) => {
          const incidents = columns(
            some.map(({ offset, span }) =>
              incident({ occurredFrom: start + offset, occurredTo: start + offset + span }),
            ),
          )
          const hours = new Float64Array(HOURS_PER_WEEK)
          for (const [i, { excess }] of some.entries())
            spreadHours(incidents, i, london, (hour, weight) => (hours[hour]! += weight * (1 - excess / 2 ** 16)))
          return hours
        })
        expect(one).toEqual(two)
      }),
    )
  })
})
