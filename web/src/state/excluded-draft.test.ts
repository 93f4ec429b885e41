import { describe, expect, it } from 'vitest'
import { circleAround, emptyExcludedDraft, readExcludedDraft } from './excluded-draft.ts'

const whole = { name: ' Prison ', reason: 'Its own staff', lat: '51.5', lng: '-0.1', radiusM: '1,200' }

describe('a draft of an excluded place', () => {
  it('is read as it was typed', () =>
    expect(readExcludedDraft(whole)).toEqual({
      place: { name: 'Prison', reason: 'Its own staff', lat: 51.5, lng: -0.1, radiusM: 1200 },
      faults: {},
    }))

  it('says what is missing, in the order of the form', () =>
    expect(Object.keys(readExcludedDraft(emptyExcludedDraft()).faults)).toEqual(['lat', 'lng', 'name', 'reason']))

  it.each([
    ['lat', '90.1'],
    ['lng', 'west'],
    ['radiusM', '0'],
    ['radiusM', '5001'],
  ])('refuses %s of %s', (path, text) =>
    expect(Object.keys(readExcludedDraft({ ...whole, [path]: text }).faults)).toEqual([path]),
  )
})

describe('circleAround', () => {
  it('is closed, as wide as it is high on the ground, and as large as was asked', () => {
    const [ring = []] = circleAround({ lat: 60, lng: 10, radiusM: 1000 }).coordinates
    expect(ring[0]).toEqual(ring.at(-1))
    const extent = (axis: 0 | 1): number => {
      const values = ring.map((position) => position[axis] ?? 0)
      return Math.max(...values) - Math.min(...values)
    }
    expect(extent(1)).toBeCloseTo(2000 / 111_320, 6)
    expect(extent(0)).toBeCloseTo(2 * extent(1), 6)
  })
})
