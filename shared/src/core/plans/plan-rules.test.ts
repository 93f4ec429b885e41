import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createZone, dayOf } from '../time.ts'
import { checkActivities, type Activity } from './activities.ts'
import { checkPlan } from './check/check-plan.ts'
import { makePlan } from './make-plan.ts'
import { hashPlanInputs } from './normalise-input.ts'
import { formatPlanFile } from './plan-file.ts'
import { createInstance, type InstanceSettings } from './plan-instance.test-support.ts'
import { PROBABILITY_UNIT, type Plan, type PlanInput } from './plan.ts'

const key = new Uint8Array(32).fill(6)
const SMALL: InstanceSettings = { hotspots: 12, bcus: 2, crews: 2, days: 4 }
const PATROL: Activity = {
  id: 'high-visibility-patrol',
  minutes: [12, 16],
  crews: 1,
  shares: { A: 3, B: 3, C: 3 },
}
const ENGAGEMENT: Activity = { id: 'community-engagement', minutes: [20, 35], crews: 1, shares: { A: 1, B: 1, C: 0 } }
const SWEEP: Activity = {
  id: 'weapons-sweep',
  minutes: [25, 40],
  crews: 1,
  needsSergeant: true,
  skills: ['search'],
  shares: { A: 4, B: 4, C: 4 },
}

function violations(plan: Plan, input?: PlanInput) {
  const text = formatPlanFile(plan)
  const inputs = input === undefined ? {} : { hotspots: input.hotspots, shifts: input.shifts, key }
  return checkPlan(JSON.parse(text), { text, ...inputs }).violations
}

/** Bins, by hotspot id, whose every minute lies in [from, to) of the plan's wall clock. */
function binsWithin(input: PlanInput, from: number, to: number): number[] {
  const zone = createZone(input.timezone)
  const local = (utcMin: number): number => zone.toLocalMin(utcMin) - input.startDay * 1440
  const bins: number[] = []
  for (let bin = Math.ceil(local(from) / 30); (bin + 1) * 30 <= local(to); bin++) bins.push(bin)
  return bins
}

describe('blackouts', () => {
  it('are never touched by a window, whatever their place and length, and the plan is rebuilt from its file', () => {
    const blackout = fc.record({
      place: fc.option(fc.nat(11), { nil: null }),
      from: fc.nat(4 * 1440),
      minutes: fc.integer({ min: 1, max: 2000 }),
    })
    fc.assert(
      fc.property(
        fc.array(blackout, { minLength: 1, maxLength: 6 }),
        fc.nat(1e6),
        fc.boolean(),
        (list, seed, mixed) => {
          const input = createInstance({ ...SMALL, seed })
          const zero = createZone(input.timezone).toUtcMin(input.startDay * 1440).utcMin
          const given = {
            ...input,
            ...(mixed ? { activities: [PATROL, ENGAGEMENT] } : {}),
            blackouts: list.map(({ place, from, minutes }) => ({
              hotspotId: place === null ? null : input.hotspots[place]!.id,
              from: zero + from,
              to: zero + from + minutes,
            })),
          }
          const plan = makePlan(given, { key })
          expect(violations(plan, given)).toEqual([])
          for (const { hotspotId, from, to } of given.blackouts)
            for (const { id } of input.hotspots) {
              if (hotspotId !== null && hotspotId !== id) continue
              for (const bin of binsWithin(input, from, Math.min(to, zero + 4 * 1440)))
                expect(plan.propensities.get(id)![bin] ?? 0).toBe(0)
            }
        },
      ),
      { numRuns: 8 },
    )
  })

  it('take their share of the dose away instead of moving its visits to other hours', () => {
    const input = createInstance({ hotspots: 8, bcus: 1, crews: 2, days: 14, flat: true })
    const zero = createZone(input.timezone).toUtcMin(input.startDay * 1440).utcMin
    const { id, dosePerDay } = input.hotspots[0]!
    const half = { hotspotId: id, from: zero, to: zero + 7 * 1440 }
    const plan = makePlan({ ...input, blackouts: [half] }, { key })
    const p = plan.propensities.get(id)!
    expect(p.subarray(0, 7 * 48).every((value) => value === 0)).toBe(true)
    const expected = p.reduce((sum, value) => sum + value, 0) / PROBABILITY_UNIT
    expect(expected / (dosePerDay * 7)).toBeGreaterThan(0.8)
    expect(expected / (dosePerDay * 7)).toBeLessThan(1.15)
  })

  it('are refused for an unknown place or without a length, and change the inputs hash', () => {
    const input = createInstance(SMALL)
    const blackouts = [{ hotspotId: 'nowhere', from: 0, to: 10 }]
    expect(() => makePlan({ ...input, blackouts }, { key })).toThrow(/"nowhere"/)
    const empty = [{ hotspotId: null, from: 10, to: 10 }]
    expect(() => makePlan({ ...input, blackouts: empty }, { key })).toThrow(/end after it starts/)
    const one = { ...input, blackouts: [{ hotspotId: null, from: 10, to: 20 }] }
    expect(hashPlanInputs(one)).not.toBe(hashPlanInputs(input))
  })

  it('are found by the checker when a window is put into one', () => {
    const input = createInstance(SMALL)
    const plan = makePlan(input, { key })
    const { hotspotId, start, end } = plan.windows[3]!
    const lied = { ...plan, input: { ...input, blackouts: [{ hotspotId, from: end - 1, to: end + 5 }] } }
    expect(violations(lied).map(({ kind }) => kind)).toContain('in-blackout')
    const treated = new Uint8Array(4).fill(1)
    treated[dayOf(createZone(input.timezone).toLocalMin(start)) - input.startDay] = 0
    const other = { ...plan, input: { ...input, treatment: new Map([[hotspotId, treated]]) } }
    expect(violations(other).map(({ kind }) => kind)).toContain('untreated-day')
  })
})

describe('treatment', () => {
  it('leaves a place alone on the days that are 0, and gives it its dose on the others', () => {
    const input = createInstance({ hotspots: 8, bcus: 1, crews: 2, days: 14, flat: true })
    const treatment = new Map(
      input.hotspots.map(({ id }, place) => [id, Uint8Array.from({ length: 14 }, (_, day) => (day + place) % 2)]),
    )
    const given = { ...input, treatment }
    const plan = makePlan(given, { key })
    expect(violations(plan, given)).toEqual([])
    for (const [place, { id, dosePerDay }] of input.hotspots.entries()) {
      const p = plan.propensities.get(id)!
      const days = Array.from(
        { length: 14 },
        (_, day) => p.subarray(day * 48, day * 48 + 48).reduce((sum, value) => sum + value, 0) / PROBABILITY_UNIT,
      )
      for (const [day, visits] of days.entries()) if ((day + place) % 2 === 0) expect(visits).toBe(0)
      const perDay = days.reduce((sum, visits) => sum + visits, 0) / 7
      expect(perDay / dosePerDay).toBeGreaterThan(0.75)
      expect(perDay / dosePerDay).toBeLessThan(1.15)
    }
    const short = new Map([[input.hotspots[0]!.id, new Uint8Array(3)]])
    expect(() => makePlan({ ...input, treatment: short }, { key })).toThrow(/has 3 days/)
  })
})

describe('activities', () => {
  it('are mixed by tier in their own ranges of minutes, and only where the crew can do them', () => {
    const input = createInstance({ hotspots: 24, bcus: 1, crews: 3, days: 7 })
    const shifts = input.shifts.map((shift, index) =>
      index % 3 === 0 ? { ...shift, sergeant: true, skills: ['search'] } : shift,
    )
    const given = { ...input, shifts, activities: [PATROL, ENGAGEMENT, SWEEP] }
    const plan = makePlan(given, { key })
    expect(violations(plan, given)).toEqual([])
    const led = new Set(shifts.filter(({ sergeant }) => sergeant === true).map(({ id }) => id))
    const tierOf = new Map(input.hotspots.map(({ id, tier }) => [id, tier]))
    const count = (activity: string, test: (window: Plan['windows'][number]) => boolean): number =>
      plan.windows.filter((window) => window.activity === activity && test(window)).length
    expect(count('weapons-sweep', ({ shiftId }) => !led.has(shiftId))).toBe(0)
    expect(count('weapons-sweep', ({ shiftId }) => led.has(shiftId))).toBeGreaterThan(20)
    expect(count('community-engagement', ({ hotspotId }) => tierOf.get(hotspotId) === 'C')).toBe(0)
    const [plain, long] = ['high-visibility-patrol', 'community-engagement'].map((activity) =>
      count(activity, ({ hotspotId, shiftId }) => tierOf.get(hotspotId) !== 'C' && !led.has(shiftId)),
    )
    // One in four, less the stays that a tour's end or refreshments leave no time for.
    expect(long! / (long! + plain!)).toBeGreaterThan(0.15)
    expect(long! / (long! + plain!)).toBeLessThan(0.3)
  })

  it('without minutes, crews or a share in a tier are refused with the reason', () => {
    const input = createInstance(SMALL)
    const refusal = (activities: Activity[]) => () => makePlan({ ...input, activities }, { key })
    for (const crews of [0, 1.5, 5])
      expect(refusal([PATROL, { ...ENGAGEMENT, crews }])).toThrow(`"community-engagement" needs ${crews} crews`)
    for (const crews of [1, 4]) expect(() => checkActivities([PATROL, { ...ENGAGEMENT, crews }])).not.toThrow()
    expect(refusal([{ ...PATROL, minutes: [16, 12] }])).toThrow(/lasts 16-12 min/)
    expect(refusal([{ ...PATROL, minutes: [16, 241] }])).toThrow(/lasts 16-241 min/)
    expect(refusal([ENGAGEMENT])).toThrow(/share above 0 for tier C/)
    expect(refusal([PATROL, PATROL])).toThrow(/Two activities/)
    expect(refusal([])).toThrow(/empty/)
    const skills = Array.from({ length: 17 }, (_, skill) => `skill ${skill}`)
    expect(refusal([{ ...PATROL, skills }])).toThrow(/17 skills/)
    expect(refusal(Array.from({ length: 25 }, (_, n) => ({ ...PATROL, id: `patrol ${n}` })))).toThrow(/25 activities/)
  })
})
