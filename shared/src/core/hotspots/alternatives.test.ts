import { describe, expect, it } from 'vitest'
import { ranksIn } from './alternatives.ts'

const place = (...cells: number[]) => ({ cells })

describe('ranksIn', () => {
  it('finds the same ground however it was cut, by most cells shared', () => {
    const list = [place(1), place(2, 3), place(9)]
    expect(ranksIn([place(9), place(3, 2), place(1, 2, 3)], list)).toEqual([3, 2, 2])
  })
  it('takes the better rank when two share as many', () => {
    expect(ranksIn([place(5, 1)], [place(1), place(5)])).toEqual([1])
    expect(ranksIn([place(1, 5)], [place(5), place(1)])).toEqual([1])
  })
  it('says null for ground that is in no place of the list', () => {
    expect(ranksIn([place(7), place(8)], [place(8)])).toEqual([null, 1])
  })
})
