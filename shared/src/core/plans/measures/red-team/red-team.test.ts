import { describe, expect, it } from 'vitest'
import type { MeasuredPlan } from '../measured-plan.ts'
import { createConstructedPlan, PATTERNS } from '../constructed-plans.test-support.ts'
import { runRedTeam } from './red-team.ts'

const judge = (plan: MeasuredPlan) => runRedTeam(plan)!
/** Judged once for all tests. */
const ofQuota = once(() => judge(createConstructedPlan(PATTERNS.quota, { places: 60 })))

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => (made ??= { value: make() }).value
}

/** The same plan with the probability of each half-hour stated as it was drawn. */
function stating(plan: MeasuredPlan, ofDose: (dosePerDay: number) => number): MeasuredPlan {
  const bins = plan.days * 48
  const probabilities = new Float64Array(plan.places.length * bins)
  for (const [place, { dosePerDay }] of plan.places.entries())
    probabilities.fill(ofDose(dosePerDay), place * bins, (place + 1) * bins)
  return { ...plan, probabilities }
}

describe('runRedTeam', () => {
  it('foresees a fixed timetable from place and clock alone', () => {
    const { observers, staticSkill, safestDecileStatic, safestDecileLocal } = judge(
      createConstructedPlan(PATTERNS.timetable, { places: 60 }),
    )
    const byClock = observers.find(({ name }) => name === 'rates by place and clock')!
    expect(staticSkill.value).toBeGreaterThan(0.96)
    expect(byClock.skill.value).toBeGreaterThan(0.94)
    expect(safestDecileStatic.value).toBe(0)
    expect(safestDecileLocal.value).toBe(0)
  })

  it('foresees two thirds of a daily coin-flip over fixed times, and no more by watching', () => {
    const { staticSkill, localSkill, safestDecileStatic } = judge(
      createConstructedPlan(PATTERNS.coinFlip, { places: 60 }),
    )
    expect(staticSkill.value).toBeGreaterThan(0.55)
    expect(staticSkill.value).toBeLessThan(0.72)
    expect(Math.abs(localSkill.value)).toBeLessThan(0.03)
    expect(safestDecileStatic.value).toBe(0)
  })

  it('finds nothing in visits without memory, whatever it compares with', () => {
    const plan = stating(createConstructedPlan(PATTERNS.memoryless), (dose) => 1 - Math.exp(-dose / 48))
    const report = judge(plan)
    for (const figure of [report.staticSkill, report.localSkill, report.networkSkill, report.localSkillOverTruth!]) {
      expect(figure.value).toBeLessThan(0.005)
      expect(figure.value).toBeGreaterThan(-0.02)
    }
    // Over the true probabilities there is nothing at all; over base rates, what is left of their own noise.
    expect(report.localSkillOverTruth!.value).toBeLessThan(0.0005)
    expect(Math.abs(report.safestDecileRatio.value - 1)).toBeLessThan(0.12)
    expect(report.safestDecileLocal.value).toBeGreaterThan(0.4)
  })

  it('learns the regular gaps of comb sampling by watching one place, and nothing from the clock', () => {
    const { staticSkill, localSkill, safestDecileLocal, safestDecileRatio } = judge(
      createConstructedPlan(PATTERNS.comb, { places: 60 }),
    )
    expect(staticSkill.value).toBeLessThan(0.005)
    expect(localSkill.value).toBeGreaterThan(0.26)
    expect(safestDecileLocal.value).toBeLessThan(0.02)
    expect(safestDecileRatio.value).toBeLessThan(0.05)
  })

  it('learns a daily quota, which leaves the rest of a day safe', () => {
    const { localSkill, safestDecileLocal } = ofQuota()
    expect(localSkill.value).toBeGreaterThan(0.04)
    expect(safestDecileLocal.value).toBeLessThan(0.1)
  })

  it('sees in the network what no single place shows: a visit next door half an hour later', () => {
    const alone = createConstructedPlan(PATTERNS.memoryless, { places: 60 })
    const units = Map.groupBy([...alone.places.keys()], (place) => alone.places[place]!.bcu)
    const nextDoor = new Map<number, number>(
      [...units.values()].flatMap((unit) =>
        unit.flatMap((place, k) => (k % 2 === 0 && k + 1 < unit.length ? [[place, unit[k + 1]!] as const] : [])),
      ),
    )
    const places = alone.places.map((place) => ({ ...place }))
    for (const [place, other] of nextDoor) {
      places[other]!.lat = places[place]!.lat + 1e-4
      places[other]!.lng = places[place]!.lng
    }
    const followers = new Set(nextDoor.values())
    const visits = alone.visits.flatMap((visit) => {
      if (followers.has(visit.place)) return []
      const other = nextDoor.get(visit.place)
      return other === undefined ? [visit] : [visit, { place: other, start: visit.start + 30, end: visit.end + 30 }]
    })
    const report = judge({ ...alone, places, visits: visits.filter(({ start }) => start < alone.days * 1440) })
    expect(report.localSkill.value).toBeLessThan(0.02)
    expect(report.networkSkill.value).toBeGreaterThan(0.3)
  })

  it('leaves closed place-bins out: a closure that empties every night is no pattern', () => {
    const plan = createConstructedPlan(PATTERNS.memoryless, { places: 60 })
    const closed = (place: number, bin: number): boolean => place % 2 === 0 && bin % 48 < 24
    const visits = plan.visits.filter(({ place, start }) => !closed(place, Math.floor(start / 30)))
    const bins = plan.days * 48
    const leftOut = new Uint8Array(plan.places.length * bins)
    for (let place = 0; place < plan.places.length; place++)
      for (let bin = 0; bin < bins; bin++) leftOut[place * bins + bin] = closed(place, bin) ? 1 : 0
    expect(judge({ ...plan, visits }).staticSkill.value).toBeGreaterThan(0.03)
    expect(judge({ ...plan, visits, leftOut }).staticSkill.value).toBeLessThan(0.005)
  })

  it('counts only half-hours in which the unit has a crew on duty', () => {
    const plan = createConstructedPlan(PATTERNS.memoryless, { places: 60 })
    const tours = plan.tours.map((tour) => ({ ...tour, dutyEnd: tour.dutyStart + 480 }))
    const visits = plan.visits.filter(({ start }) => start % 1440 < 480)
    const report = judge({ ...plan, tours, visits })
    expect(report.testRows).toBe(60 * 7 * 16)
    expect(report.testVisits).toBeGreaterThan(100)
  })

  it('says nothing about a plan of few days or few visits', () => {
    expect(runRedTeam(createConstructedPlan(PATTERNS.memoryless, { days: 5 }))).toBeNull()
    expect(runRedTeam(createConstructedPlan(PATTERNS.memoryless, { places: 3 }))).toBeNull()
  })

  it('gives the same figures twice, and errors that shrink with the plan', () => {
    const plan = createConstructedPlan(PATTERNS.quota, { places: 30 })
    const small = judge(plan)
    expect(judge(plan)).toEqual(small)
    const large = ofQuota()
    expect(large.localSkill.error).toBeGreaterThan(0)
    expect(large.localSkill.error).toBeLessThan(small.localSkill.error)
  })
})
