import { describe, expect, it } from 'vitest'
import { simulateFeedback, type FeedbackRules } from './feedback-city.test-support.ts'

/**
 * Crews begin in the west alone, and half of all true incidents are in the east. A ranking that is fed what crews find keeps them in the west; ours
 * must see the city as it is. Figures in docs/ranking.md.
 */
const ROUNDS = 12
const SETTLED = 4
const SEEDS = [1, 2, 3]

/** What became of the city in the last rankings (means), in figures and in a word. */
function settle(rules: FeedbackRules, seed: number) {
  const last = simulateFeedback(rules, ROUNDS, seed).slice(-SETTLED)
  const mean = (of: (round: (typeof last)[number]) => number) =>
    last.reduce((sum, round) => sum + of(round), 0) / SETTLED
  const westChosen = mean((round) => round.westChosen)
  const westExpected = mean((round) => round.westExpected)
  const caught = mean((round) => round.caught)
  const isFair = Math.abs(westChosen - 0.5) < 0.1 && Math.abs(westExpected - 0.5) < 0.04 && caught > 0.95
  const isLockedIn = westChosen > 0.8 && westExpected > 0.65 && caught < 0.88
  return { westChosen, westExpected, caught, verdict: isFair ? 'fair' : isLockedIn ? 'locked in' : 'between' }
}

describe('feedback of patrols into the ranking', () => {
  describe.each(SEEDS)('in city %i', (seed) => {
    it('does not run away when what police find says so', () => {
      expect(settle({ reports: 'public', finds: 'police', isTold: false }, seed)).toMatchObject({ verdict: 'fair' })
    })

    it('runs away when what police find is entered as reported by the public', () => {
      expect(settle({ reports: 'public', finds: 'public', isTold: false }, seed)).toMatchObject({
        verdict: 'locked in',
      })
    })

    it('does not run away when nobody knows who found what and the ranking is told where crews were', () => {
      expect(settle({ reports: 'unknown', finds: 'unknown', isTold: true }, seed)).toMatchObject({ verdict: 'fair' })
    })

    it('runs away when nobody knows who found what and the ranking is not told', () => {
      expect(settle({ reports: 'unknown', finds: 'unknown', isTold: false }, seed)).toMatchObject({
        verdict: 'locked in',
      })
    })
  })

  it('does not run away either when crews are told what would not have been reported', () => {
    expect(settle({ reports: 'public', finds: 'public', isTold: true }, 4)).toMatchObject({ verdict: 'fair' })
  })
})
