import { describe, expect, it } from 'vitest'
import { describeDraws } from './draw-again.tsx'

describe('describeDraws', () => {
  it.each([
    [1, 'Drawn once: the number is published with the plan.'],
    [2, 'Drawn twice: the number is published with the plan.'],
    [5, 'Drawn 5 times: the number is published with the plan.'],
  ])('says of %d draws: %s', (draws, words) => {
    expect(describeDraws(draws)).toBe(words)
  })
})
