import { describe, expect, it } from 'vitest'
import { canBePlace, dateOrders, decimalMark, isClock } from './guess-layout.ts'
import { isNarrative, sampleColumns, shareOf } from './sample-columns.ts'

const column = (...values: string[]) =>
  sampleColumns(
    ['x'],
    values.map((value) => [value]),
  )[0]!
const times = (count: number, value: string) => Array.from({ length: count }, () => value)

describe('dateOrders', () => {
  it('takes an order under which nine in ten values are dates, the one that reads most first', () => {
    expect(dateOrders([])).toEqual([])
    expect(dateOrders([...times(9, '13/02/2026'), 'soon'])).toEqual(['dmy'])
    expect(dateOrders([...times(8, '13/02/2026'), 'soon', 'later'])).toEqual([])
    // One of twenty is a date only with the month first.
    expect(dateOrders([...times(19, '01/02/2026'), '02/13/2026'])).toEqual(['mdy', 'dmy'])
    expect(dateOrders([...times(19, '01/02/2026'), '13/02/2026'])).toEqual(['dmy', 'mdy'])
  })
  it('reads numbers of days with a decimal point or comma, but not with both', () => {
    expect(dateOrders(times(3, '45000.5'))).toEqual(['excel'])
    expect(dateOrders(times(3, '45000,5'))).toEqual(['excel'])
    expect(dateOrders([...times(5, '45000.5'), ...times(5, '45000,5')])).toEqual([])
  })
})

describe('isClock', () => {
  it.each(['22:14', '10:14 pm', '2214', '0.5', '0,5'])('takes %s', (value) => expect(isClock(value)).toBe(true))
  it.each(['25:00', 'noon', '22:61'])('does not take %s', (value) => expect(isClock(value)).toBe(false))
})

describe('canBePlace', () => {
  it.each([
    ['lat', '90.0', '90.1'],
    ['lat', '-90.0', '-90.1'],
    ['lng', '180.0', '180.1'],
    ['lng', '-180.0', '-180.1'],
    ['easting', '1000', '999'],
    ['easting', '-40000000', '-40000001'],
    ['northing', '1000', '999'],
    ['northing', '40000000', '40000001'],
  ] as const)('takes %s up to %s and not %s', (field, last, beyond) => {
    expect(canBePlace(field, column(last))).toBe(true)
    expect(canBePlace(field, column(beyond))).toBe(false)
  })
  it('wants nine in ten in range, and more than half of degrees with a fraction', () => {
    expect(canBePlace('lat', column(...times(9, '51.5'), '510.5'))).toBe(true)
    expect(canBePlace('lat', column(...times(8, '51.5'), '510.5', '510.5'))).toBe(false)
    expect(canBePlace('lat', column('51.5', '51'))).toBe(false)
    expect(canBePlace('lat', column('51.5', '51,25', '51'))).toBe(true)
    expect(canBePlace('easting', column('530034', '530134'))).toBe(true)
  })
  it('takes nothing and 0 for what is not known, and a column of nothing else for no place', () => {
    expect(canBePlace('easting', column(...times(9, '0'), '0.0', '', '530034'))).toBe(true)
    expect(canBePlace('easting', column('0', '', '0.0'))).toBe(false)
    expect(canBePlace('lat', column())).toBe(false)
    expect(canBePlace('lat', column('51.5 N', '51.5 N'))).toBe(false)
  })
})

describe('decimalMark', () => {
  it('is a comma where a number has one and none has a point; words do not count', () => {
    expect(decimalMark(['51,5', '51', 'St. James'])).toBe(',')
    expect(decimalMark(['51,5', '51.5'])).toBe('.')
    expect(decimalMark(['51', 'Rye Lane, SE15'])).toBe('.')
    expect(decimalMark([])).toBe('.')
  })
})

describe('shareOf', () => {
  it('is 1 of nothing, since nothing speaks against it', () => {
    expect(shareOf([], () => false)).toBe(1)
    expect(shareOf(['a', 'b', 'c', 'd'], (value) => value === 'a')).toBe(0.25)
  })
})

describe('sampleColumns', () => {
  it('trims values, and leaves out those that are empty or missing', () => {
    expect(sampleColumns(['a', 'b'], [[' x ', 'y'], ['x', ' '], ['z']])).toEqual([
      { header: 'a', index: 0, values: ['x', 'x', 'z'], distinct: new Set(['x', 'z']) },
      { header: 'b', index: 1, values: ['y'], distinct: new Set(['y']) },
    ])
  })
})

describe('isNarrative', () => {
  /** So many words, as long together as said. */
  const text = (words: number, length: number, end: string) =>
    `${times(words - 1, 'a').join(' ')} ${'b'.repeat(length - 2 * (words - 1) - end.length)}${end}`
  it('is long texts of many words, nearly all different', () => {
    expect(isNarrative(column(text(10, 61, '1'), text(10, 61, '2')))).toBe(true)
    expect(isNarrative(column(text(10, 60, '1'), text(10, 60, '2')))).toBe(false)
    expect(isNarrative(column(text(9, 61, '1'), text(9, 61, '2')))).toBe(false)
    // Half of them, or fewer, are a list of offences in many words.
    expect(isNarrative(column(...times(2, text(10, 80, '1')), ...times(2, text(10, 80, '2'))))).toBe(false)
    expect(isNarrative(column(...times(2, text(10, 80, '1')), text(10, 80, '2')))).toBe(true)
    expect(isNarrative(column())).toBe(false)
  })
  it('goes by the mean of length and words', () => {
    expect(isNarrative(column(text(30, 200, '1'), 'short'))).toBe(true)
    expect(isNarrative(column(text(30, 200, '1'), 'a', 'b', 'c', 'd'))).toBe(false)
  })
})
