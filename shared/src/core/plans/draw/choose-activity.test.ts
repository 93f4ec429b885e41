import { describe, expect, it } from 'vitest'
import type { Activity } from '../activities.ts'
import { createPlanClock } from '../plan-clock.ts'
import { createInstance } from '../plan-instance.test-support.ts'
import { createBcuInstance } from './bcu-instance.ts'
import { createActivityChooser, MOST_WAIT } from './choose-activity.ts'
import type { Crew } from './crew.ts'
import type { Mechanism } from './mechanism.ts'
import { createVisitBook } from './visit-book.ts'

const PATROL: Activity = { id: 'patrol', minutes: [12, 16], crews: 1, shares: { A: 3, B: 3, C: 3 } }
const PAIR: Activity = { id: 'pair', minutes: [20, 30], crews: 2, shares: { A: 1, B: 1, C: 1 } }
const PATROLLED = 0
const PAIRED = 1

/** Four crews of one tour from minute 420 to 900 of the first day, at places apart; none has time to spare. */
function setUp(activities: readonly Activity[] = [PATROL, PAIR], change: (crew: Crew) => Crew = (crew) => crew) {
  const base = createInstance({ hotspots: 8, bcus: 1, crews: 4, days: 1, tours: [[7, 8]] })
  const shifts = base.shifts.map((shift, index) => ({ ...shift, sergeant: index === 3, skills: [`skill ${index}`] }))
  const input = { ...base, shifts, activities }
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  const instance = createBcuInstance('BCU0', input.hotspots, input.shifts, input.travel, clock, input)
  const book = createVisitBook(instance)
  book.clear()
  const chooser = createActivityChooser(instance, book)!
  chooser.begin({
    activityPulls: new Float64Array(3 * activities.length).fill(1),
    meanHop: 15,
    slackShare: 1,
  } as Mechanism)
  const crews = instance.tours.map((tour, index): Crew =>
    change({ tour, index, place: index, breakTaken: true, free: 500, visitsLeft: 99, breakTarget: 0 }),
  )
  const hop = (from: number, to: number): number => instance.travel[from * 8 + to]!
  return { instance, book, chooser, crews, hop }
}

describe('what is chosen for a place', () => {
  it('follows the one random number through the shares, and stretches it over what is left where something cannot be done', () => {
    const { chooser, crews } = setUp()
    const activityAt = (share: number, others: readonly Crew[]): number | undefined => {
      chooser.decideFor(crews[0]!, others, share)
      return chooser.find(7, 540)?.activity
    }
    for (const share of [0, 0.5, 0.7499]) expect(activityAt(share, crews)).toBe(PATROLLED)
    for (const share of [0.7501, 0.9999]) expect(activityAt(share, crews)).toBe(PAIRED)
    for (const share of [0, 0.5, 0.76, 0.9999]) expect(activityAt(share, [])).toBe(PATROLLED)
    const third: Activity = { ...PATROL, id: 'third', shares: { A: 1, B: 1, C: 1 } }
    const three = setUp([PATROL, PAIR, third])
    const of = (share: number): number | undefined => {
      three.chooser.decideFor(three.crews[0]!, [], share)
      return three.chooser.find(7, 540)?.activity
    }
    // 0.6 to 0.8 is the pair's part: alone, three quarters of it are the patrol's and the rest the third's.
    for (const share of [0.59, 0.61, 0.74]) expect(of(share)).toBe(0)
    for (const share of [0.76, 0.79, 0.81]) expect(of(share)).toBe(2)
  })

  it('brings those together who can be there first, when the last of them is there', () => {
    const { chooser, crews, hop } = setUp(undefined, (crew) => ({ ...crew, free: 500 + 3 * crew.index }))
    chooser.decideFor(crews[0]!, crews, 0.99)
    const arrive = 501
    const found = chooser.find(7, arrive)!
    const ready = [1, 2, 3].map((index) => crews[index]!.free + hop(index, 7))
    expect(found.start).toBe(Math.max(arrive, Math.min(...ready)))
    expect(found.partners).toHaveLength(1)
    expect(ready[found.partners[0]! - 1]).toBe(Math.min(...ready))
  })

  it.each([
    ['a crew is asked to wait as long as stated, when it is there first', -MOST_WAIT, true],
    ['and no longer', -MOST_WAIT - 1, false],
    ['the crew that chooses waits as long as stated', MOST_WAIT, true],
    ['and no longer itself', MOST_WAIT + 1, false],
  ])('%s (%i min)', (_name, late, isFound) => {
    const { chooser, crews, hop } = setUp()
    const [first, second] = crews
    chooser.decideFor(first!, [first!, second!], 0.99)
    expect(chooser.find(7, second!.free + hop(1, 7) - late)?.activity).toBe(isFound ? PAIRED : PATROLLED)
  })

  it('asks nobody who has made all visits, stands at the place, or would miss the refreshments', () => {
    const partnersOf = (change: (crew: Crew) => Crew): number | undefined => {
      const { chooser, crews } = setUp(undefined, (crew) => (crew.index === 1 ? change(crew) : crew))
      chooser.decideFor(crews[0]!, crews.slice(0, 2), 0.99)
      return chooser.find(7, 530)!.partners.length
    }
    expect(partnersOf((crew) => crew)).toBe(1)
    expect(partnersOf((crew) => ({ ...crew, visitsLeft: 0 }))).toBe(0)
    expect(partnersOf((crew) => ({ ...crew, place: 7 }))).toBe(0)
    // Refreshments are due at 540 at the earliest: the way is longer than nothing, so it leaves in time.
    expect(partnersOf((crew) => ({ ...crew, breakTaken: false, breakTarget: 700 }))).toBe(1)
    expect(partnersOf((crew) => ({ ...crew, breakTaken: false, breakTarget: 0, free: 540 }))).toBe(0)
  })

  it('leaves every crew time for the way home, the one that chooses and the one that comes', () => {
    const { chooser, crews, hop, instance } = setUp()
    const [first, second] = crews
    const last = 900 - instance.toBase[7]! - PAIR.minutes[1]
    const with2 = (free: number, arrive: number): number => {
      const late = { ...second!, free }
      chooser.decideFor({ ...first!, free: free - 10 }, [late], 0.99)
      return chooser.find(7, arrive)!.activity
    }
    expect(with2(last - hop(1, 7), last)).toBe(PAIRED)
    expect(with2(last - hop(1, 7), last - 5)).toBe(PAIRED)
    expect(with2(last - hop(1, 7) + 1, last - 5)).toBe(PATROLLED)
  })

  it('never starts after the plan', () => {
    const { chooser, crews, instance } = setUp([PAIR])
    const long = crews.map((crew) => ({ ...crew, tour: { ...crew.tour, dutyEnd: 2000 }, free: 1400 }))
    chooser.decideFor(long[0]!, long, 0.5)
    expect(chooser.find(7, instance.clock.minutes - 1)).toBeDefined()
    expect(chooser.find(7, instance.clock.minutes)).toBeUndefined()
  })

  it('finds the crews that have sergeant and skills between them, wherever they stand in the queue', () => {
    const search: Activity = {
      ...PAIR,
      id: 'search',
      crews: 3,
      needsSergeant: true,
      skills: ['skill 1'],
      shares: { A: 1, B: 1, C: 1 },
    }
    const { chooser, crews } = setUp([search])
    chooser.decideFor(crews[0]!, crews, 0.5)
    expect(new Set(chooser.find(7, 530)!.partners)).toEqual(new Set([1, 3]))
    chooser.decideFor(crews[0]!, crews.slice(0, 3), 0.5)
    expect(chooser.find(7, 530)).toBeUndefined()
    chooser.decideFor(crews[3]!, crews, 0.5)
    expect(chooser.find(7, 530)!.partners).toContain(1)
  })
})
