import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countPoints } from './points.ts'
import { columnsOf, place, repeat } from './quality.test-support.ts'

it('counts incidents by exact coordinate, each with the name that most of its incidents have', () => {
  const a = { lat: 51.5, lng: -0.1 }
  const points = countPoints(
    columnsOf([
      { ...a, placeName: 'Low Road' },
      ...repeat(2, { ...a, placeName: 'High Street' }),
      { lat: 51.5, lng: -0.100_000_1 },
      a,
      { lat: 51.500_000_1, lng: -0.1, placeName: 'Hill' },
    ]),
  )
  expect(points).toEqual([
    { ...a, incidents: 4, placeName: 'High Street' },
    { lat: 51.5, lng: -0.100_000_1, incidents: 1, placeName: null },
    { lat: 51.500_000_1, lng: -0.1, incidents: 1, placeName: 'Hill' },
  ])
  expect(countPoints(columnsOf([]))).toEqual([])
  // The next numbers after 51, one by one.
  const close = Array.from({ length: 200 }, (_, i) => ({ lat: 51 + i * 2 ** -47 }))
  expect(countPoints(columnsOf(close))).toHaveLength(200)
  expect(countPoints(columnsOf([place(0, 0), place(0, 0)]))).toHaveLength(1)
})

it('takes the commonest name wherever its rows stand, and of equals the first by name', () => {
  const nameOf = (names: string) =>
    countPoints(columnsOf(names.split('').map((placeName) => ({ placeName }))))[0]!.placeName
  for (const order of ['ABBBCC', 'CCBBBA', 'BCBCBA']) expect(nameOf(order)).toBe('B')
  for (const order of ['ABBA', 'BBAA', 'BAAB', 'CABAB']) expect(nameOf(order)).toBe('A')
})

it('keeps apart what a map of both coordinates would keep apart', () => {
  const step = fc.integer({ min: -2, max: 2 })
  fc.assert(
    fc.property(fc.array(fc.tuple(step, step), { maxLength: 60 }), (steps) => {
      // A thousandth more of latitude and a degree less of longitude give the same sum.
      const places = steps.map(([a, b]) => ({ lat: 51 + a / 1000, lng: b }))
      const model = new Map<string, number>()
      for (const { lat, lng } of places) model.set(`${lat} ${lng}`, (model.get(`${lat} ${lng}`) ?? 0) + 1)
      const points = countPoints(columnsOf(places))
      expect(points.map(({ lat, lng, incidents }) => [`${lat} ${lng}`, incidents])).toEqual([...model])
    }),
  )
})
