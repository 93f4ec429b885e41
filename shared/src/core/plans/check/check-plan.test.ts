import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePlan } from '../make-plan.ts'
import { formatPlanFile, toPlanFile } from '../plan-file.ts'
import { createInstance } from '../plan-instance.test-support.ts'
import { travelMinutes } from '../travel.ts'
import { checkPlan } from './check-plan.ts'
import type { ViolationKind } from './check-report.ts'

type PlanFile = ReturnType<typeof toPlanFile>

const key = new Uint8Array(32).fill(7)
const input = createInstance({ hotspots: 12, bcus: 2, crews: 2, days: 3, briefingMinutes: 30, bookOffMinutes: 20 })
const plan = makePlan(input, { key })
const text = formatPlanFile(plan)
const fresh = (): PlanFile => JSON.parse(text) as PlanFile

const kindsOf = (file: unknown): ViolationKind[] => checkPlan(file).violations.map(({ kind }) => kind)

/** Local time with the offset of the test plan: late November in London, so UTC. */
const at = (minute: number): string => {
  const day = Math.floor(minute / 1440)
  const rest = minute - day * 1440
  const two = (n: number): string => String(n).padStart(2, '0')
  const date = day < 8 ? `11-${23 + day}` : `12-${two(day - 7)}`
  return `2026-${date}T${two(Math.floor(rest / 60))}:${two(rest % 60)}:00+00:00`
}
/** A plan of one crew with one window in the middle of nowhere busy, so that each fault stands alone. */
function lonely(): PlanFile {
  const file = fresh()
  const shift = file.shifts.find(({ id }) => id === 's0-0-0-0')! // 07:00-15:00, day 0
  const window = file.windows.find(({ shiftId }) => shiftId === shift.id)!
  shift.break = { start: at(9 * 60), end: at(9 * 60 + 40) }
  file.windows = [window]
  file.measures = {}
  move(file, 0, 12 * 60)
  return file
}

/** Moves a window and keeps its stated probability true. */
function move(file: PlanFile, index: number, start: number, stay = 14): void {
  const window = file.windows[index]!
  window.start = at(start)
  window.end = at(start + stay)
  const p = file.propensities.p[window.hotspotId]
  const bin = Math.floor(start / 30)
  if (p !== undefined && bin >= 0 && bin < p.length) {
    p[bin] = Math.max(p[bin]!, 0.1)
    window.probability = p[bin]!
  }
}

/** Another window like the first, at another place of its unit. */
function addWindow(file: PlanFile, start: number, hotspotId = file.windows[0]!.hotspotId): void {
  file.windows.push({ ...file.windows[0]!, id: `extra-${file.windows.length}`, hotspotId })
  move(file, file.windows.length - 1, start)
}

const otherPlace = (file: PlanFile): string =>
  file.hotspots.find(({ bcu, id }) => bcu === 'BCU0' && id !== file.windows[0]!.hotspotId)!.id

const FAULTS: [ViolationKind, string, (file: PlanFile) => void][] = [
  ['structure', 'a missing list', (file) => void Reflect.deleteProperty(file, 'windows')],
  ['structure', 'a probability that is text', (file) => Object.assign(file.windows[0]!, { probability: 'high' })],
  ['structure', 'a time without offset', (file) => Object.assign(file.windows[0]!, { start: '2026-11-23T12:00' })],
  ['structure', 'a hash that is none', (file) => Object.assign(file, { keyHash: 'abc' })],
  [
    'structure',
    'a tour that ends before it starts',
    (file) => {
      const empty = file.shifts.find(({ id }) => id === 's1-0-0-0')!
      empty.end = empty.start
    },
  ],
  [
    'duplicate-id',
    'a window id given twice',
    (file) => {
      addWindow(file, 13 * 60)
      file.windows[1]!.id = file.windows[0]!.id
    },
  ],
  ['unknown-hotspot', 'a window nowhere', (file) => Object.assign(file.windows[0]!, { hotspotId: 'atlantis' })],
  ['unknown-shift', 'a window of no shift', (file) => Object.assign(file.windows[0]!, { shiftId: 'ghost' })],
  ['unknown-activity', 'an activity nobody knows', (file) => Object.assign(file.windows[0]!, { activity: 'toString' })],
  ['wrong-team', "another crew's tour", (file) => Object.assign(file.windows[0]!, { teamId: 't1-0-0' })],
  [
    'wrong-bcu',
    "another unit's place",
    (file) => {
      const foreign = file.hotspots.find(({ bcu }) => bcu === 'BCU1')!
      const own = file.hotspots.find(({ id }) => id === file.windows[0]!.hotspotId)!
      foreign.lat = own.lat
      foreign.lng = own.lng
      file.windows[0]!.hotspotId = foreign.id
      move(file, 0, 12 * 60)
    },
  ],
  [
    'not-whole-minutes',
    'a start with seconds',
    (file) => {
      file.windows[0]!.start = file.windows[0]!.start.replace(':00+', ':30+')
    },
  ],
  ['stay-length', 'a stay of 9 minutes', (file) => move(file, 0, 12 * 60, 9)],
  ['stay-length', 'a stay of 17 minutes', (file) => move(file, 0, 12 * 60, 17)],
  ['outside-shift', 'a visit before the tour', (file) => move(file, 0, 6 * 60 + 55)],
  ['outside-shift', 'a visit after the tour', (file) => move(file, 0, 15 * 60)],
  ['in-briefing', 'a visit in the briefing', (file) => move(file, 0, 7 * 60 + 29)],
  ['in-booking-off', 'a visit in booking-off time', (file) => move(file, 0, 14 * 60 + 27)],
  [
    'max-visits',
    'one visit too many',
    (file) => {
      addWindow(file, 13 * 60)
      file.shifts.find(({ id }) => id === 's0-0-0-0')!.maxVisits = 1
    },
  ],
  ['team-in-two-places', 'two windows at once', (file) => addWindow(file, 12 * 60 + 5, otherPlace(file))],
  ['travel-too-short', 'a leap between places', (file) => addWindow(file, 12 * 60 + 14, otherPlace(file))],
  ['travel-too-short', 'no way from base', (file) => move(file, 0, 7 * 60 + 30)],
  ['travel-too-short', 'no way home', (file) => move(file, 0, 14 * 60 + 26)],
  [
    'break-missing',
    'no refreshments',
    (file) => {
      file.shifts.find(({ id }) => id === 's0-0-0-0')!.break = null
    },
  ],
  [
    'break-cut',
    'short refreshments',
    (file) => {
      file.shifts.find(({ id }) => id === 's0-0-0-0')!.break = { start: at(9 * 60), end: at(9 * 60 + 39) }
    },
  ],
  ['break-cut', 'a visit during refreshments', (file) => move(file, 0, 9 * 60 + 30)],
  [
    'break-cut',
    'refreshments eaten on the way',
    (file) => {
      addWindow(file, 12 * 60 + 14 + 41, otherPlace(file))
      file.shifts.find(({ id }) => id === 's0-0-0-0')!.break = { start: at(12 * 60 + 14), end: at(12 * 60 + 54) }
    },
  ],
  [
    'break-outside-span',
    'refreshments at the start',
    (file) => {
      file.shifts.find(({ id }) => id === 's0-0-0-0')!.break = { start: at(8 * 60), end: at(8 * 60 + 40) }
    },
  ],
  [
    'day-ceiling',
    'a visit over the day',
    (file) => {
      addWindow(file, 13 * 60)
      file.hotspots.find(({ id }) => id === file.windows[0]!.hotspotId)!.capDay = 1
    },
  ],
  [
    'week-ceiling',
    'a visit over the week',
    (file) => {
      addWindow(file, 13 * 60)
      file.hotspots.find(({ id }) => id === file.windows[0]!.hotspotId)!.capWeek = 1
    },
  ],
  [
    'two-teams-at-one-place',
    'two crews meet',
    (file) => {
      addWindow(file, 12 * 60 + 10)
      Object.assign(file.windows[1]!, { shiftId: 's0-0-0-1', teamId: 't0-0-1' })
      file.shifts.find(({ id }) => id === 's0-0-0-1')!.break = { start: at(9 * 60), end: at(9 * 60 + 40) }
    },
  ],
  ['propensities-shape', 'a bin too few', (file) => void file.propensities.p['h0001']!.pop()],
  ['propensities-shape', 'a place without', (file) => void Reflect.deleteProperty(file.propensities.p, 'h0001')],
  [
    'propensities-range',
    'a probability over 1',
    (file) => {
      file.propensities.p['h0001']![5] = 1.01
    },
  ],
  [
    'propensities-range',
    'a probability that is null',
    (file) => {
      Object.assign(file.propensities.p['h0001']!, { 5: null })
    },
  ],
  ['probability-mismatch', 'another probability', (file) => Object.assign(file.windows[0]!, { probability: 0.5 })],
  [
    'probability-mismatch',
    'a visit said to be impossible',
    (file) => {
      file.windows[0]!.probability = 0
      file.propensities.p[file.windows[0]!.hotspotId]![24] = 0
    },
  ],
]

describe('checkPlan', () => {
  it('finds nothing in a plan of ours, nor in the cut-down one that faults are put into', () => {
    expect(checkPlan(fresh()).violations).toEqual([])
    expect(checkPlan(lonely()).violations).toEqual([])
  })

  it.each(FAULTS)('reports %s, and only that, for %s', (kind, _what, spoil) => {
    const file = lonely()
    spoil(file)
    expect(kindsOf(file)).toEqual([kind])
    expect(checkPlan(file).verdict).toBe('infeasible')
  })

  it('reports a window after the last day', () => {
    const file = fresh()
    file.meta.days = 1
    for (const id of Object.keys(file.propensities.p)) file.propensities.p[id]!.length = 48
    expect(kindsOf(file)).toEqual(['outside-period'])
  })

  it('allows the shortest and the longest stay, and a journey of exactly its minutes', () => {
    for (const stay of [10, 16]) {
      const file = lonely()
      move(file, 0, 12 * 60, stay)
      expect(kindsOf(file)).toEqual([])
    }
    const file = lonely()
    const from = file.hotspots.find(({ id }) => id === file.windows[0]!.hotspotId)!
    const to = file.hotspots.find(({ id }) => id === otherPlace(file))!
    const way = Math.ceil(travelMinutes(from, to, file.travel))
    addWindow(file, 12 * 60 + 14 + way, to.id)
    expect(kindsOf(file)).toEqual([])
    move(file, 1, 12 * 60 + 14 + way - 1)
    expect(kindsOf(file)).toEqual(['travel-too-short'])
  })

  it('counts every fault of a kind and names the first few', () => {
    const file = fresh()
    for (const window of file.windows) window.hotspotId = 'atlantis'
    const [violation] = checkPlan(file).violations.filter(({ kind }) => kind === 'unknown-hotspot')
    expect(violation!.count).toBe(file.windows.length)
    expect(violation!.examples).toHaveLength(5)
    expect(violation!.examples[0]).toContain('atlantis')
  })

  it('makes the plan again from its inputs and key and finds it the same', () => {
    const report = checkPlan(fresh(), { text, hotspots: input.hotspots, shifts: input.shifts, key })
    expect(report.violations).toEqual([])
    expect(report.verdict).not.toBe('tampered')
  })

  it('says which version of the planner made a plan that this one cannot make again', () => {
    const file = fresh()
    file.meta.plannerVersion = '0.0.9'
    file.inputsHash = '0'.repeat(64)
    const [first] = checkPlan(file, { hotspots: input.hotspots, shifts: input.shifts }).violations
    expect(first!.examples[0]).toMatch(/It was made by planner 0\.0\.9, and this is .*: check it with that version/)
  })

  it('names the first difference from what the inputs and the key give', () => {
    const file = fresh()
    file.windows[3]!.entryPoint = 'the pub'
    const inputs = { hotspots: input.hotspots, shifts: input.shifts, key }
    const report = checkPlan(file, { text: JSON.stringify(file), ...inputs })
    expect(report.verdict).toBe('tampered')
    expect(report.violations).toEqual([
      {
        kind: 'rebuild-differs',
        count: 1,
        examples: [expect.stringContaining('plan.windows[3].entryPoint is "the pub"')],
      },
    ])
    const spaced = checkPlan(fresh(), { text: JSON.stringify(fresh(), null, 1), ...inputs })
    expect(spaced.violations[0]!.examples[0]).toContain('bytes')
  })

  it('finds another key, another roster and other hotspots, each without the rest', () => {
    const kinds = (inputs: Parameters<typeof checkPlan>[1]) =>
      checkPlan(fresh(), inputs).violations.map(({ kind }) => kind)
    const { hotspots, shifts } = input
    expect(kinds({ key: new Uint8Array(32) })).toEqual(['key-differs'])
    expect(kinds({ hotspots, shifts })).toEqual([])
    const roster = kinds({ hotspots, shifts: shifts.slice(1) })
    expect(roster).toEqual(expect.arrayContaining(['unknown-shift', 'shift-differs', 'inputs-differ']))
    const renamed = hotspots.map((place) => ({ ...place, name: 'elsewhere' }))
    expect(kinds({ hotspots: renamed, shifts })).toEqual(['hotspot-differs', 'inputs-differ'])
  })

  it('says "too few to judge" for a small plan', () => {
    expect(checkPlan(lonely()).bars.filter(({ verdict }) => verdict === 'too-few-to-judge').length).toBeGreaterThan(5)
  })

  it('never crashes, whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(checkPlan(value).verdict).toBe('infeasible')
      }),
    )
  })

  it('never crashes on a plan with any one value replaced by anything', () => {
    const paths: (string | number)[][] = []
    const walk = (value: unknown, path: (string | number)[]): void => {
      if (path.length > 0) paths.push(path)
      if (Array.isArray(value)) value.slice(0, 2).forEach((item, index) => walk(item, [...path, index]))
      else if (typeof value === 'object' && value !== null)
        for (const [name, item] of Object.entries(value).slice(0, 30)) walk(item, [...path, name])
    }
    const cut = lonely()
    const honest = { hotspots: input.hotspots, shifts: input.shifts.slice(1) }
    walk(cut, [])
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const file: unknown = structuredClone(cut)
        let parent = file as Record<string | number, unknown>
        for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, unknown>
        parent[path.at(-1)!] = value
        expect(['passed', 'infeasible', 'tampered', 'outside-bars']).toContain(checkPlan(file).verdict)
        expect(['infeasible', 'tampered']).toContain(checkPlan(file, honest).verdict)
      }),
      { numRuns: 400 },
    )
  })
})
