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
  expect(countPoints(columnsOf([place(0, 0), place(0, 0)]))).toHaveLength(1)
})
