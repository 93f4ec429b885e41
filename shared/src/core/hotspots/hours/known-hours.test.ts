import { describe, expect, it } from 'vitest'
import { createZone } from '../../time.ts'
import { at, columns, incident } from '../incidents.fixture.ts'
import { createKnownHours } from './known-hours.ts'

const zone = createZone('Europe/London')
const days = Array.from({ length: 28 }, (_, i) => `2025-11-${String(i + 2).padStart(2, '0')}`)
const repeat = (count: number, local: string, over = {}) =>
  Array.from({ length: count }, () => incident({ occurredFrom: at(local), ...over }))

/** One incident at every full hour of four weeks. */
const steady = days.flatMap((day) =>
  Array.from({ length: 24 }, (_, hour) => incident({ occurredFrom: at(`${day}T${String(hour).padStart(2, '0')}:00`) })),
)
const kinds = (rows: ReturnType<typeof incident>[], asOfDay?: number) => {
  const known = createKnownHours(columns(rows), zone, asOfDay)
  return rows.map((_, i) => known.kindOf(i))
}
const countOf = (rows: ReturnType<typeof incident>[], kind: string, asOfDay?: number) =>
  kinds(rows, asOfDay).filter((one) => one === kind).length

describe('createKnownHours', () => {
  it('believes midnight where the hours around it have as many', () => {
    expect(countOf(steady, 'defaultTime')).toBe(0)
  })
  it('does not believe a pile at midnight, nor those of it that may be true', () => {
    const rows = [...steady, ...days.flatMap((day) => repeat(3, `${day}T00:00`))]
    expect(countOf(rows, 'defaultTime')).toBe(28 * 4)
    expect(countOf(rows, 'known')).toBe(28 * 23)
    const known = createKnownHours(columns(rows), zone)
    expect(known.spread(rows.length - 1, () => expect.unreachable())).toBe(false)
  })
  it('takes the minute after midnight as a way to write midnight, and not for a pile', () => {
    const rows = steady.map((row) =>
      zone.toLocalMin(row.occurredFrom) % 1440 === 0 ? { ...row, occurredFrom: row.occurredFrom + 1 } : row,
    )
    expect(countOf(rows, 'defaultTime')).toBe(0)
  })
  it('takes both ways to write midnight for one reading, where they pile up', () => {
    const rows = [...steady, ...days.flatMap((day) => repeat(3, `${day}T00:01`))]
    expect(countOf(rows, 'defaultTime')).toBe(28 * 4)
  })
  it('tells the midnights of firsts of a month, where only they pile up', () => {
    const firsts = ['2025-06-01', '2025-07-01', '2025-12-01'].flatMap((day) => repeat(10, `${day}T00:00`))
    expect(kinds([...firsts, ...steady])).toEqual([...firsts.map(() => 'defaultTime'), ...steady.map(() => 'known')])
  })
  it('tells the last minute of the day', () => {
    expect(countOf([...steady, ...repeat(40, '2025-11-05T23:59')], 'defaultTime')).toBe(40)
  })
  it('tells data of dates that were written as midnights as what it is', () => {
    expect(
      countOf(
        days.flatMap((day) => repeat(2, `${day}T00:00`)),
        'defaultTime',
      ),
    ).toBe(56)
  })
  it('keeps a few midnights, and a busy hour that is not midnight', () => {
    expect(countOf(repeat(15, '2025-11-05T00:00'), 'known')).toBe(15)
    expect(countOf(repeat(500, '2025-11-05T22:15'), 'known')).toBe(500)
  })
  it('keeps a span from midnight: it says that it is uncertain', () => {
    const spans = repeat(60, '2025-11-05T00:00', { occurredTo: at('2025-11-05T23:59') })
    expect(countOf(spans, 'known')).toBe(60)
  })
  it('tells rows without an hour apart, and looks at nothing on or after as-of to judge', () => {
    const rows = [
      incident({ precision: 'day', occurredFrom: at('2025-11-05T00:00') }),
      incident({ occurredTo: at('2026-01-09T10:00') }),
      ...repeat(40, '2025-11-05T00:00'),
    ]
    expect(kinds(rows).slice(0, 3)).toEqual(['noTime', 'longSpan', 'defaultTime'])
    expect(kinds(rows, 20_397)[2]).toBe('known') // as of 2025-11-05
    expect(kinds(rows, 20_398)[2]).toBe('defaultTime')
  })
  it('finds the pile at midnight in summer, on the wall clock', () => {
    expect(countOf([...steady, ...repeat(40, '2025-07-05T00:00')], 'defaultTime')).toBeGreaterThanOrEqual(40)
  })
})
