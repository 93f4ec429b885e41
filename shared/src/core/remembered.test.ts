import { expect, it } from 'vitest'
import { remembered } from './remembered.ts'

it('makes an answer once, keeps the last asked for, and never mixes up what they were made from', () => {
  const made: string[] = []
  const stage = remembered(
    2,
    (given: string) => given,
    (of: { name: string }, given) => {
      made.push(`${of.name}${given}`)
      return made.length
    },
  )
  const [a, b] = [{ name: 'a' }, { name: 'b' }]
  expect([stage(a, '1'), stage(a, '2'), stage(a, '1'), stage(b, '1')]).toEqual([1, 2, 1, 3])
  // A third answer drops the one not asked for longest.
  expect([stage(a, '3'), stage(a, '1'), stage(a, '2')]).toEqual([4, 1, 5])
  expect(made).toEqual(['a1', 'a2', 'b1', 'a3', 'a2'])
})
