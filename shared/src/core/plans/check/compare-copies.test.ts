import { beforeAll, describe, expect, it } from 'vitest'
import { createSeededRng, shuffled } from '../../random.ts'
import { setDosesFromCapacity } from '../doses.ts'
import { makePlan } from '../make-plan.ts'
import { hashPlanInputs } from '../normalise-input.ts'
import { formatPlanFile, toPlanFile } from '../plan-file.ts'
import { createInstance } from '../plan-instance.test-support.ts'
import { checkPlan } from './check-plan.ts'
import type { ViolationKind } from './check-report.ts'

type PlanFile = ReturnType<typeof toPlanFile>

const key = new Uint8Array(32).fill(3)
const ordered = createInstance({ hotspots: 12, bcus: 2, crews: 2, days: 7, briefingMinutes: 30, bookOffMinutes: 20 })
// In no order at all: a plan keeps the order in which its places were given.
const input = { ...ordered, hotspots: shuffled(ordered.hotspots, createSeededRng(4)) }
const { hotspots, shifts } = input

let text = ''
beforeAll(() => {
  text = formatPlanFile(makePlan(input, { key }))
})
const fresh = (): PlanFile => JSON.parse(text) as PlanFile

/** Changes to the plan's own copies of its inputs, and what must be said of each where the honest ones are given. */
const FORGERIES: [string, ViolationKind, RegExp, (file: PlanFile) => void][] = [
  [
    'a shorter break',
    'shift-differs',
    /shift s0-0-0-0: breakMinutes is 35 in the plan, 40 in what was given/,
    (file) => void (file.shifts.find(({ id }) => id === 's0-0-0-0')!.breakMinutes -= 5),
  ],
  [
    'a longer tour',
    'shift-differs',
    /shift s0-0-0-0: end is "2026-11-23T16:00:00\+00:00" in the plan, "2026-11-23T15:00/,
    (file) => void (file.shifts.find(({ id }) => id === 's0-0-0-0')!.end = '2026-11-23T16:00:00+00:00'),
  ],
  [
    'half a minute more of a tour',
    'shift-differs',
    /shift s0-0-0-0: end is "2026-11-23T15:00:30\+00:00" in the plan/,
    (file) => void (file.shifts.find(({ id }) => id === 's0-0-0-0')!.end = '2026-11-23T15:00:30+00:00'),
  ],
  [
    'no briefing',
    'shift-differs',
    /briefingMinutes is 0 in the plan, 30 in what was given/,
    (file) => file.shifts.forEach((shift) => (shift.briefingMinutes = 0)),
  ],
  [
    'any number of visits',
    'shift-differs',
    /maxVisits is 99 in the plan, null in what was given/,
    (file) => file.shifts.forEach((shift) => (shift.maxVisits = 99)),
  ],
  [
    'a tour taken out with its windows',
    'shift-differs',
    /shift s0-0-0-0 was given; the plan does not have it/,
    (file) => {
      file.shifts = file.shifts.filter(({ id }) => id !== 's0-0-0-0')
      file.windows = file.windows.filter(({ shiftId }) => shiftId !== 's0-0-0-0')
      file.measures = {}
    },
  ],
  [
    'a tour nobody rostered',
    'shift-differs',
    /the plan has the shift "extra", which was not given/,
    (file) => void file.shifts.push({ ...file.shifts[0]!, id: 'extra', teamId: 'extra', break: null, breakMinutes: 0 }),
  ],
  [
    'twice the dose',
    'hotspot-differs',
    /dosePerDay is .* in the plan, .* in what was given/,
    (file) => file.hotspots.forEach((place) => (place.dosePerDay *= 2)),
  ],
  ['another place', 'hotspot-differs', /hotspot h\d+: lat is /, (file) => void (file.hotspots[0]!.lat += 0.01)],
  [
    'one hour of risk',
    'hotspot-differs',
    /hotspot h\d+: profile\[17\] is 9 in the plan/,
    (file) => void (file.hotspots[0]!.profile[17] = 9),
  ],
  [
    'a field of its own',
    'hotspot-differs',
    /note is "ours" in the plan, missing in what was given/,
    (file) => void Object.assign(file.hotspots[0]!, { note: 'ours' }),
  ],
]

describe("the plan's copies of its inputs", () => {
  it('are found the same, in whatever order places and tours are given, with the key and without', () => {
    for (const given of [
      { hotspots, shifts },
      ordered,
      { hotspots: hotspots.toReversed(), shifts: shifts.toReversed() },
    ])
      for (const extra of [{}, { key }])
        expect(
          checkPlan(fresh(), { text, hotspots: given.hotspots, shifts: given.shifts, ...extra }).violations,
        ).toEqual([])
    expect(checkPlan(fresh(), { hotspots }).violations).toEqual([])
    expect(checkPlan(fresh(), { shifts }).violations).toEqual([])
  })

  it('come in the order in which places were given, which changes neither hash nor draw', () => {
    expect(fresh().hotspots.map(({ id }) => id)).toEqual(hotspots.map(({ id }) => id))
    expect(fresh().inputsHash).toBe(hashPlanInputs(ordered))
    expect(fresh().windows).toEqual(toPlanFile(makePlan(ordered, { key })).windows)
    expect(Object.keys(fresh().propensities.p)).toEqual(ordered.hotspots.map(({ id }) => id).sort())
  })

  it.each(FORGERIES)('are found false without the key: %s', (_what, kind, example, forge) => {
    const file = fresh()
    forge(file)
    const report = checkPlan(file, { hotspots, shifts })
    expect(report.verdict).toBe('tampered')
    const violation = report.violations.find((found) => found.kind === kind)
    expect(violation?.examples.join('\n')).toMatch(example)
  })

  it.each(FORGERIES)('are found false where only their own list is given: %s', (_what, kind, _example, forge) => {
    const file = fresh()
    forge(file)
    const given = kind === 'shift-differs' ? { shifts } : { hotspots }
    expect(checkPlan(file, given).violations.map((found) => found.kind)).toContain(kind)
  })

  it('do not decide what a crew can do: windows are judged by the given tours', () => {
    const file = fresh()
    const shift = file.shifts.find(({ id }) => id === 's0-0-0-0')!
    const window = file.windows.find(({ shiftId }) => shiftId === shift.id)!
    file.windows = [window]
    file.measures = {}
    shift.break = { start: '2026-11-23T09:00:00+00:00', end: '2026-11-23T09:40:00+00:00' }
    window.start = '2026-11-23T15:20:00+00:00'
    window.end = '2026-11-23T15:34:00+00:00'
    shift.end = '2026-11-23T18:00:00+00:00'
    window.probability = 0.1
    file.propensities.p[window.hotspotId]![30] = 0.1
    file.propensities.p[window.hotspotId]![31] = 0.1
    const kinds = (inputs = {}) => checkPlan(file, inputs).violations.map((found) => found.kind)
    expect(kinds()).not.toContain('outside-shift')
    expect(kinds({ shifts })).toContain('outside-shift')
    expect(kinds({ hotspots: hotspots.map((place) => ({ ...place, capDay: 0 })) })).toContain('day-ceiling')
  })

  it('state the same times with another offset', () => {
    const file = fresh()
    const shift = file.shifts.find(({ id }) => id === 's0-0-0-0')!
    shift.start = '2026-11-23T08:00:00+01:00'
    expect(checkPlan(file, { hotspots, shifts }).violations).toEqual([])
  })

  it('have doses from capacity, which are set again where the tours are given and else taken as they are', () => {
    const ranked = hotspots.map((place) => ({ ...place, dosePerDay: 20 }))
    const made = toPlanFile(makePlan(setDosesFromCapacity({ ...input, days: 2, hotspots: ranked }).input, { key }))
    expect(checkPlan(made, { hotspots: ranked, shifts }).violations).toEqual([])
    const alone = checkPlan(made, { hotspots: ranked })
    expect(alone.violations).toEqual([])
    expect(alone.notChecked.join('\n')).toContain('which the plan set from capacity (needs shifts)')
    made.hotspots[0]!.dosePerDay += 0.01
    expect(checkPlan(made, { hotspots: ranked, shifts }).violations.map(({ kind }) => kind)).toContain(
      'hotspot-differs',
    )
  })
})

describe("the plan's figures of itself", () => {
  it('are computed again, each of them', () => {
    const { measures } = fresh()
    const stated = Object.entries(measures)
    expect(stated.filter(([, value]) => value !== null).length).toBeGreaterThan(15)
    for (const [name, value] of stated) {
      const file = fresh()
      Object.assign(file.measures, { [name]: value === null ? 1 : value + 0.001 })
      const { verdict, violations } = checkPlan(file)
      expect(verdict).toBe('tampered')
      expect(violations).toEqual([
        { kind: 'measures-differ', count: 1, examples: [expect.stringContaining(`measures.${name} is `)] },
      ])
    }
  })

  it('may be rounded, left out, or others than are known here, which is said', () => {
    const file = fresh()
    Object.assign(file.measures, { doseRatio: Number(file.measures['doseRatio']) + 1e-6, charm: 1 })
    Reflect.deleteProperty(file.measures, 'clockRepeat')
    const report = checkPlan(file)
    expect(report.violations).toEqual([])
    expect(report.notChecked.join('\n')).toContain('measures that are not known here: charm')
  })

  it('leave unsaid what only the key shows, which is listed as not checked', () => {
    const shown = (inputs = {}) => checkPlan(fresh(), inputs).notChecked.join('\n')
    expect(shown({ hotspots, shifts })).toMatch(/windows were left out.*probabilities.*needs key/)
    expect(shown({ hotspots, shifts })).toMatch(/keyHash/)
    expect(shown({ hotspots, shifts })).not.toMatch(/own copies/)
    expect(shown()).toMatch(/own copies of hotspots and shifts/)
    expect(shown({ text, hotspots, shifts, key })).not.toMatch(/needs key|own copies|windows were left out/)
  })
})
