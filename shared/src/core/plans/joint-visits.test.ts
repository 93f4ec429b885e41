import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TIERS } from '../hotspots/hotspot.ts'
import { createSeededRng } from '../random.ts'
import type { Activity } from './activities.ts'
import { checkPlan } from './check/check-plan.ts'
import { createBcuInstance } from './draw/bcu-instance.ts'
import { MOST_WAIT } from './draw/choose-activity.ts'
import { fitMechanism } from './draw/fit.ts'
import { createSimulator } from './draw/simulate.ts'
import { joinWindows } from './join-windows.ts'
import { makePlan } from './make-plan.ts'
import { createPlanClock } from './plan-clock.ts'
import { formatPlanFile, toPlanFile } from './plan-file.ts'
import { createInstance, type InstanceSettings } from './plan-instance.test-support.ts'
import { PROBABILITY_UNIT, type Plan, type PlanInput } from './plan.ts'
import { computePropensities } from './propensities.ts'
import { findTargets } from './targets.ts'
import { travelMinutes } from './travel.ts'

const key = new Uint8Array(32).fill(8)
const PATROL: Activity = { id: 'patrol', minutes: [12, 16], crews: 1, shares: { A: 6, B: 6, C: 8 } }
const PAIR: Activity = { id: 'pair', minutes: [15, 25], crews: 2, shares: { A: 2, B: 3, C: 0 } }
const SEARCH: Activity = {
  id: 'search',
  minutes: [20, 30],
  crews: 3,
  needsSergeant: true,
  skills: ['search', 'dog'],
  shares: { A: 1, B: 0, C: 0 },
}
const LED: Activity = { id: 'led', minutes: [18, 22], crews: 1, needsSergeant: true, shares: { A: 1, B: 1, C: 2 } }
const MIX = [PATROL, PAIR, SEARCH, LED]

/** The first crew of each tour is a sergeant's, the second can search, the third has a dog. */
function createCrews(settings: InstanceSettings, activities: readonly Activity[] = MIX): PlanInput {
  const input = createInstance(settings)
  const shifts = input.shifts.map((shift) => {
    const crew = Number(shift.id.split('-').at(-1))
    return { ...shift, sergeant: crew === 0, skills: crew === 1 ? ['search'] : crew === 2 ? ['dog'] : [] }
  })
  return { ...input, shifts, activities }
}

function check(plan: Plan) {
  return checkPlan(JSON.parse(formatPlanFile(plan))).violations
}

/** By tier and activity: visits, each counted once. */
function countVisits(plan: Plan): Map<string, number> {
  const tierOf = new Map(plan.input.hotspots.map(({ id, tier }) => [id, tier]))
  const counts = new Map<string, number>()
  for (const { window } of joinWindows(plan.windows)) {
    const name = `${tierOf.get(window.hotspotId)} ${window.activity}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}

describe('joint visits', () => {
  it('break no rule of the independent checker, whatever the roster and the mix', () => {
    const activity = fc.record({
      from: fc.integer({ min: 5, max: 40 }),
      more: fc.nat(30),
      crews: fc.integer({ min: 1, max: 4 }),
      needsSergeant: fc.boolean(),
      skills: fc.subarray(['search', 'dog']),
      shares: fc.record({ A: fc.nat(3), B: fc.nat(3), C: fc.nat(3) }),
    })
    const roster = fc.record({
      seed: fc.nat(1e6),
      hotspots: fc.integer({ min: 4, max: 12 }),
      crews: fc.integer({ min: 1, max: 5 }),
      breakMinutes: fc.constantFrom(0, 30, 45),
      maxVisits: fc.constantFrom(null, 3, 8),
      briefingMinutes: fc.constantFrom(0, 20),
      cap: fc.integer({ min: 1, max: 8 }),
      tours: fc.constantFrom(
        [[7, 8] as const],
        [[7, 9] as const, [13, 10] as const],
        [[9, 5] as const, [20, 10] as const],
      ),
    })
    const flags = fc.infiniteStream(fc.tuple(fc.boolean(), fc.subarray(['search', 'dog'])))
    let joint = 0
    fc.assert(
      fc.property(
        roster,
        fc.array(activity, { maxLength: 4 }),
        flags,
        fc.boolean(),
        (settings, list, able, withPatrol) => {
          const others = list.map(({ from, more, ...rest }, index): Activity => ({
            ...rest,
            id: `activity ${index}`,
            minutes: [from, from + more],
          }))
          // Without patrol, some tiers may be for few crews alone, or for nobody.
          const last: Activity = withPatrol ? PATROL : { ...SEARCH, id: 'last', shares: { A: 1, B: 1, C: 1 } }
          const input = createInstance({ bcus: 1, days: 3, ...settings })
          const shifts = input.shifts.map((shift) => {
            const [sergeant, skills] = able.next().value
            return { ...shift, sergeant, skills }
          })
          const hotspots = input.hotspots.map((hotspot) => ({
            ...hotspot,
            capDay: settings.cap,
            capWeek: 2 * settings.cap,
          }))
          const plan = makePlan({ ...input, hotspots, shifts, activities: [...others, last] }, { key })
          expect(check(plan)).toEqual([])
          joint += plan.windows.length - joinWindows(plan.windows).length
        },
      ),
      { numRuns: 40, seed: 5 },
    )
    expect(joint).toBeGreaterThan(500)
  })

  it('are rebuilt from the file to the byte, with the sergeants and skills of its roster', () => {
    const input = createCrews({ hotspots: 10, bcus: 1, crews: 3, days: 3 })
    const text = formatPlanFile(makePlan(input, { key }))
    const { hotspots, shifts } = input
    expect(checkPlan(JSON.parse(text), { text, hotspots, shifts, key }).violations).toEqual([])
  })

  const input = createCrews({ hotspots: 24, bcus: 1, crews: 4, days: 21, flat: true })
  const plan = makePlan(input, { key })
  const visits = joinWindows(plan.windows)

  it('come as often as the mix of the tier says, though few crews can lead them', () => {
    const counts = countVisits(plan)
    for (const tier of TIERS) {
      const total = MIX.reduce((sum, { id }) => sum + (counts.get(`${tier} ${id}`) ?? 0), 0)
      const shares = MIX.reduce((sum, activity) => sum + activity.shares[tier], 0)
      for (const activity of MIX) {
        const part = activity.shares[tier] / shares
        const got = (counts.get(`${tier} ${activity.id}`) ?? 0) / total
        expect(Math.abs(got - part)).toBeLessThan(0.015 + 3 * Math.sqrt((part * (1 - part)) / total))
      }
    }
  })

  it('are one visit of the place in its dose, and a visit of each crew in its tour', () => {
    const dose = input.hotspots.reduce((sum, { dosePerDay }) => sum + dosePerDay * 21, 0)
    expect(plan.measures['visits']).toBe(visits.length)
    expect(plan.measures['doseRatio']).toBeCloseTo(visits.length / dose, 9)
    for (const name of ['doseRatioA', 'doseRatioB', 'doseRatioC']) {
      expect(plan.measures[name]).toBeGreaterThan(0.93)
      expect(plan.measures[name]).toBeLessThan(1.12)
    }
    expect(plan.windows.length).toBeGreaterThan(visits.length * 1.1)
    expect(plan.measures['visitsPerTour']).toBeCloseTo(plan.windows.length / input.shifts.length, 9)
  })

  it('take the time of each of their crews', () => {
    const placeOf = new Map(input.hotspots.map((hotspot) => [hotspot.id, hotspot]))
    const toursOf = Map.groupBy(plan.windows, ({ shiftId }) => shiftId)
    let left = 0
    for (const { id, base, start, end, breakMinutes } of input.shifts) {
      const stays = toursOf.get(id) ?? []
      const stops = [base, ...stays.map(({ hotspotId }) => placeOf.get(hotspotId)!), base]
      const way = stops.slice(1).reduce((sum, to, k) => sum + Math.ceil(travelMinutes(stops[k]!, to, input.travel)), 0)
      const within = Math.min(end, (input.startDay + 21) * 1440)
      left += within - start - (within === end ? breakMinutes : 0) - way
      left -= stays.reduce((sum, stay) => sum + stay.end - stay.start, 0)
    }
    const unused = plan.unused.reduce((sum, { minutes }) => sum + minutes, 0)
    expect(Math.abs(unused / left - 1)).toBeLessThan(0.01)
  })

  it('leave no safe window after them and start on every minute alike', () => {
    for (const name of ['safeWindow30', 'safeWindow60', 'safeWindow120']) {
      expect(plan.measures[name]).toBeGreaterThan(0.85)
      expect(plan.measures[name]).toBeLessThan(1.2)
    }
    expect(plan.measures['minuteEntropy']).toBeGreaterThan(0.995)
  })

  it('have the same place, times, activity and probability for each crew, and an entry point of its own', () => {
    const pairs = Map.groupBy(
      plan.windows.filter(({ activity }) => activity === 'pair'),
      ({ hotspotId, start }) => `${hotspotId} ${start}`,
    )
    let sameEntry = 0
    for (const [first, second, ...more] of pairs.values()) {
      expect(more).toEqual([])
      expect(second!.end).toBe(first!.end)
      expect(second!.probability).toBe(first!.probability)
      expect(second!.teamId).not.toBe(first!.teamId)
      if (second!.entryPoint === first!.entryPoint) sameEntry += 1
    }
    expect(pairs.size).toBeGreaterThan(100)
    expect(sameEntry / pairs.size).toBeLessThan(0.5)
  })

  it('happen as often as the stated probabilities say', () => {
    const given = createCrews({ hotspots: 14, bcus: 1, crews: 3, days: 17 })
    const clock = createPlanClock(given.timezone, given.startDay, given.days)
    const unit = createBcuInstance('BCU0', given.hotspots, given.shifts, given.travel, clock, given)
    const simulator = createSimulator(unit)
    const fitted = fitMechanism(unit, findTargets(unit), simulator)
    const stated = Float64Array.from(computePropensities(unit, fitted, simulator).p, (p) => p / PROBABILITY_UNIT)
    const keys = 600
    const seen = new Float64Array(stated.length)
    let joint = 0
    let all = 0
    for (let n = 0; n < keys; n++) {
      const { visits: drawn } = simulator.run(fitted, createSeededRng(2000 + n))
      const bins = new Set(drawn.map(({ place, start }) => place * 17 * 48 + clock.bin[start]!))
      for (const bin of bins) seen[bin]! += 1 / keys
      joint += drawn.filter(({ partners }) => partners.length > 0).length
      all += drawn.length
    }
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
    const covariance = (a: Float64Array, b: Float64Array): number =>
      mean(a.map((value, at) => value * b[at]!)) - mean(a) * mean(b)
    const slope = covariance(seen, stated) / covariance(stated, stated)
    expect(joint / all).toBeGreaterThan(0.15)
    expect(slope).toBeGreaterThan(0.98)
    expect(slope).toBeLessThan(1.02)
    expect(Math.abs(mean(seen) / mean(stated) - 1)).toBeLessThan(0.01)
  })

  it('let nobody wait longer than stated who has no time to spare', () => {
    const given = createCrews({ hotspots: 20, bcus: 1, crews: 3, days: 7, doses: { A: 12, B: 9, C: 8 } })
    const clock = createPlanClock(given.timezone, given.startDay, given.days)
    const unit = createBcuInstance('BCU0', given.hotspots, given.shifts, given.travel, clock, given)
    const simulator = createSimulator(unit)
    const fitted = fitMechanism(unit, findTargets(unit), simulator)
    // With no slack to wait in, a gap holds the way, the refreshments and the waiting for others.
    const drawn = simulator.run({ ...fitted, slackShare: 0 }, createSeededRng(4))
    const last = new Map<number, { place: number; end: number }>()
    let longest = 0
    for (const { tour, partners, place, start, end } of drawn.visits)
      for (const crew of [tour, ...partners]) {
        const before = last.get(crew)
        last.set(crew, { place, end })
        if (before === undefined || before.place === place) continue
        const rest = drawn.breakStarts[crew]!
        if (before.end <= rest && rest < start) continue
        longest = Math.max(longest, start - before.end - unit.travel[before.place * 20 + place]!)
      }
    expect(longest).toBeGreaterThan(5)
    expect(longest).toBeLessThanOrEqual(MOST_WAIT)
  })

  it('are not given to a unit with a single crew, which does the rest of the mix alone', () => {
    const alone = makePlan(createCrews({ hotspots: 8, bcus: 1, crews: 1, days: 14, doses: { A: 3, B: 2, C: 1 } }), {
      key,
    })
    expect(check(alone)).toEqual([])
    expect(new Set(alone.windows.map(({ activity }) => activity))).toEqual(new Set(['patrol', 'led']))
    expect(alone.measures['doseRatio']).toBeGreaterThan(0.9)
  })

  it('that no crews of a unit can do leave its places unvisited, with the cause', () => {
    const doses = { A: 3, B: 2, C: 2 }
    const given = createCrews({ hotspots: 8, bcus: 1, crews: 1, days: 3, doses }, [
      { ...PATROL, shares: { A: 0, B: 1, C: 1 } },
      { ...PAIR, shares: { A: 1, B: 0, C: 0 } },
    ])
    const made = makePlan(given, { key })
    expect(check(made)).toEqual([])
    const tierA = new Set(given.hotspots.filter(({ tier }) => tier === 'A').map(({ id }) => id))
    expect(made.windows.filter(({ hotspotId }) => tierA.has(hotspotId))).toEqual([])
    const causes = made.unplaced.filter(({ hotspotId }) => tierA.has(hotspotId)).map(({ cause }) => cause)
    expect(new Set(causes)).toEqual(new Set(['no-able-crew']))
    expect(causes).toHaveLength(tierA.size * 9)
  })

  it('alone make a mix: crews that find nobody look again, and the dose is met', () => {
    const made = makePlan(
      createCrews({ hotspots: 8, bcus: 1, crews: 3, days: 7 }, [{ ...PAIR, shares: { A: 1, B: 1, C: 1 } }]),
      { key },
    )
    expect(check(made)).toEqual([])
    expect(made.measures['doseRatio']).toBeGreaterThan(0.93)
    expect(made.windows.length).toBe(2 * joinWindows(made.windows).length)
  })
})

describe('the checker on joint visits', () => {
  const made = toPlanFile(makePlan(createCrews({ hotspots: 10, bcus: 1, crews: 4, days: 4 }), { key }))
  type PlanFile = typeof made
  const fresh = (): PlanFile => structuredClone(made)
  const kinds = (file: PlanFile): string[] => checkPlan(file).violations.map(({ kind }) => kind)
  const find = (file: PlanFile, activity: string) => {
    const first = file.windows.find((window) => window.activity === activity)!
    return file.windows.filter(({ hotspotId, start }) => hotspotId === first.hotspotId && start === first.start)
  }

  it('finds nothing in a plan of ours', () => {
    expect(kinds(fresh())).toEqual([])
    expect(find(fresh(), 'pair')).toHaveLength(2)
    expect(find(fresh(), 'search')).toHaveLength(3)
  })

  it('demands every crew', () => {
    const file = fresh()
    const [gone] = find(file, 'search')
    file.windows = file.windows.filter(({ id }) => id !== gone!.id)
    expect(kinds(file)).toContain('too-few-crews')
  })

  it('allows no crew more, nor crews that come or leave apart', () => {
    const more = fresh()
    more.rules!.activities!.find(({ id }) => id === 'pair')!.crews = 1
    expect(kinds(more)).toEqual(['two-teams-at-one-place'])
    const apart = fresh()
    const [late] = find(apart, 'pair')
    late!.start = late!.start.replace(/:(\d)(\d):00/, (_, tens: string, ones: string) =>
      ones === '9' ? `:${tens}8:00` : `:${tens}${Number(ones) + 1}:00`,
    )
    expect(kinds(apart)).toEqual(expect.arrayContaining(['two-teams-at-one-place', 'too-few-crews']))
  })

  it('wants the sergeant and each skill among those present, and no more than that', () => {
    const leaderless = fresh()
    for (const shift of leaderless.shifts) shift.sergeant = false
    expect(kinds(leaderless)).toEqual(['crew-not-able'])
    const untrained = fresh()
    for (const shift of untrained.shifts) shift.skills = shift.skills?.filter((skill) => skill !== 'dog') ?? []
    const [violation] = checkPlan(untrained).violations
    expect(violation!.kind).toBe('crew-not-able')
    expect(violation!.examples[0]).toContain('"dog"')
    expect(violation!.count).toBe(untrained.windows.filter(({ activity }) => activity === 'search').length / 3)
  })

  it('counts one visit against the ceilings', () => {
    const file = fresh()
    const [pair] = find(file, 'pair')
    file.windows = file.windows.filter(
      ({ hotspotId, start }) => hotspotId === pair!.hotspotId && start.slice(0, 10) === pair!.start.slice(0, 10),
    )
    const onDay = new Set(file.windows.map(({ start }) => start)).size
    expect(file.windows.length).toBeGreaterThan(onDay)
    const place = file.hotspots.find(({ id }) => id === pair!.hotspotId)!
    place.capDay = onDay
    expect(kinds(file).filter((kind) => kind === 'day-ceiling')).toEqual([])
    place.capDay = onDay - 1
    expect(kinds(file)).toContain('day-ceiling')
  })
})
