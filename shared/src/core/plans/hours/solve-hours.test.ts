import { describe, expect, it } from 'vitest'
import { coolHours, meetEntropy } from './cool-hours.ts'
import { planEvenHours, type HourPlan, type HourProgramme } from './hour-programme.ts'
import { createProgramme, solveByHighs } from './hour-programme.test-support.ts'
import { solveHours } from './solve-hours.ts'

/** Chords of the whole range cut off at most this much of the optimum; those around an optimum next to nothing. */
const GAP = 0.002
const SHARP = 1e-5

function visitsOf({ places, slots, pace, visits }: HourProgramme, { logRates }: HourPlan) {
  const inPlaces = new Float64Array(places)
  const inSlots = new Float64Array(slots)
  for (let place = 0; place < places; place++)
    for (let slot = 0; slot < slots; slot++) {
      const here = visits[place]! * pace[slot]! * Math.exp(logRates[place * slots + slot]!)
      inPlaces[place]! += here
      inSlots[slot]! += here
    }
  return { inPlaces, inSlots }
}

const totalOf = ({ visits }: HourProgramme): number => visits.reduce((sum, count) => sum + count, 0)

/** What the places' hours tell together, as the programme prices it. */
const toldBy = (programme: HourProgramme, { entropy }: { entropy: number }): number =>
  (1 - entropy) * Math.log(programme.slots) * totalOf(programme)

describe('solveHours', () => {
  for (const [places, slots] of [
    [1, 2],
    [3, 4],
    [8, 12],
    [12, 24],
  ] as const)
    it(`reaches the optimum of HiGHS within ${GAP * 100} %: ${places} places, ${slots} slots`, async () => {
      const programme = createProgramme(places, slots, places)
      const path = coolHours(programme)
      for (const at of places > 8 ? [4] : [1, 4, 6]) {
        const plan = path[at]!
        const ours = plan.coverage - plan.temperature * toldBy(programme, plan)
        const best = await solveByHighs(programme, plan.temperature)
        expect(ours).toBeGreaterThan(best * (1 - SHARP))
        expect(ours).toBeLessThan(best * (1 + GAP))
      }
    })

  for (const [places, slots] of [
    [12, 24],
    [20, 48],
    [30, 84],
  ] as const)
    it(`cannot be bettered nearby by more than ${SHARP * 100} %: ${places} places, ${slots} slots`, async () => {
      const programme = createProgramme(places, slots, places)
      const plan = coolHours(programme)[4]!
      const ours = plan.coverage - plan.temperature * toldBy(programme, plan)
      const best = await solveByHighs(programme, plan.temperature, { around: plan })
      expect(best).toBeGreaterThan(ours * (1 - SHARP))
      expect(best).toBeLessThan(ours * (1 + SHARP))
    })

  it('keeps to the visits of places, the pace of crews and the least rates', () => {
    for (const seed of [1, 2, 3]) {
      const programme = createProgramme(15, 30, seed)
      for (const plan of coolHours(programme)) {
        const { inPlaces, inSlots } = visitsOf(programme, plan)
        for (const [place, count] of inPlaces.entries()) expect(count / programme.visits[place]!).toBeCloseTo(1, 5)
        for (const [slot, count] of inSlots.entries())
          expect(count / totalOf(programme) / programme.pace[slot]!).toBeCloseTo(1, 5)
        for (const [at, logRate] of plan.logRates.entries())
          expect(Math.exp(logRate)).toBeGreaterThan(programme.leastRates[Math.floor(at / 30)]! - 1e-9)
      }
    }
  })

  it('gains coverage and loses entropy as it cools, down to what HiGHS reaches without any entropy', async () => {
    const programme = createProgramme(12, 24, 9)
    const path = coolHours(programme)
    for (const [index, plan] of path.slice(1).entries()) {
      expect(plan.coverage).toBeGreaterThan(path[index]!.coverage)
      expect(plan.entropy).toBeLessThan(path[index]!.entropy)
    }
    expect(path.at(-1)!.coverage).toBeGreaterThan((await solveByHighs(programme, 0)) * 0.998)
  })

  it('finds the same optimum from afar as from nearby', () => {
    const programme = createProgramme(10, 20, 4)
    const near = coolHours(programme).at(-2)!
    const far = solveHours(programme, near.temperature, planEvenHours(programme))
    expect(far.coverage).toBeCloseTo(near.coverage, 4)
    expect(far.entropy).toBeCloseTo(near.entropy, 5)
  })
})

describe('meetEntropy', () => {
  it('has no less entropy than the floor, and no plan with as much has more coverage: HiGHS certifies it', async () => {
    const programme = createProgramme(10, 24, 5)
    const path = coolHours(programme)
    const free = 1 - path.at(-1)!.entropy
    for (const share of [0.05, 0.3, 0.9]) {
      const floor = 1 - share * free
      const plan = meetEntropy(programme, floor, path)
      expect(plan.entropy).toBeGreaterThanOrEqual(floor)
      // Whatever has this entropy has at most the priced optimum and the price of what the floor leaves to tell.
      const priced = await solveByHighs(programme, plan.temperature, { around: plan })
      const most = priced * (1 + SHARP) + plan.temperature * toldBy(programme, { entropy: floor })
      expect(plan.coverage).toBeLessThan(most)
      expect(plan.coverage).toBeGreaterThan(most * (1 - GAP))
    }
  })

  it('is even at floor 1, and follows risk as far as it goes at floor 0', () => {
    const programme = createProgramme(6, 12, 7)
    const path = coolHours(programme)
    expect(meetEntropy(programme, 1, path).entropy).toBe(1)
    expect(meetEntropy(programme, 0, path)).toBe(path.at(-1))
  })
})
