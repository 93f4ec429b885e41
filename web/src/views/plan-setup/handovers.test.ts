import { describe, expect, it } from 'vitest'
import { groupHandovers, minutesAfterStart, spokenList } from './handovers.ts'

const gap = (bcu: string, clock: string, minutesWithoutCrew: number) => ({ bcu, clock, minutesWithoutCrew })

describe('groupHandovers', () => {
  it('tells one pattern once, in the order of the force day', () => {
    const groups = groupHandovers([
      gap('A', '06:40', 20),
      gap('A', '15:00', 30),
      gap('B', '15:00', 30),
      gap('B', '06:40', 20),
      gap('C', '22:00', 15),
    ])
    expect(groups).toEqual([
      {
        bcus: ['A', 'B'],
        gaps: [
          { clock: '15:00', minutes: 30 },
          { clock: '06:40', minutes: 20 },
        ],
      },
      { bcus: ['C'], gaps: [{ clock: '22:00', minutes: 15 }] },
    ])
  })
})

describe('minutesAfterStart', () => {
  it.each([
    ['07:00', 0],
    ['06:59', 1439],
    ['00:00', 1020],
  ])('%s is %d', (clock, minutes) => expect(minutesAfterStart(clock)).toBe(minutes))
})

describe('spokenList', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C'], 'A, B and C'],
  ])('says %j as "%s"', (items, words) => expect(spokenList(items)).toBe(words))
})
