import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededRng, shuffled } from '../random.ts'
import { createZone, parseInstant } from '../time.ts'
import { checkPlan } from './check/check-plan.ts'
import { makePlan } from './make-plan.ts'
import { normaliseInput } from './normalise-input.ts'
import { packUnit, unpackUnit } from './packed-unit.ts'
import { formatPlanChunks, formatPlanFile, toPlanFile } from './plan-file.ts'
import { createInstance, type InstanceSettings } from './plan-instance.test-support.ts'
import { PROBABILITY_UNIT } from './plan.ts'
import { planUnit } from './plan-unit.ts'

const key = (n: number): Uint8Array => new Uint8Array(32).fill(n)
const SMALL: InstanceSettings = { hotspots: 12, bcus: 2, crews: 2, days: 3 }
const judge = (text: string) => checkPlan(JSON.parse(text), { text })

describe('makePlan', () => {
  it('gives plans without a violation for any small force and any key', () => {
    const settings = fc.record({
      seed: fc.nat(1e6),
      hotspots: fc.integer({ min: 1, max: 14 }),
      bcus: fc.integer({ min: 1, max: 3 }),
      crews: fc.integer({ min: 1, max: 3 }),
      days: fc.integer({ min: 1, max: 3 }),
      start: fc.constantFrom('2026-11-23', '2026-03-28', '2026-10-24'),
      tours: fc.constantFrom(
        [[7, 8]] as const,
        [[15, 10]] as const,
        [
          [7, 8],
          [15, 8],
          [23, 8],
        ] as const,
      ),
      breakMinutes: fc.constantFrom(0, 40, 120),
      briefingMinutes: fc.constantFrom(0, 20),
      bookOffMinutes: fc.constantFrom(0, 15),
      maxVisits: fc.constantFrom(null, 0, 3, 8),
      flat: fc.boolean(),
    })
    fc.assert(
      fc.property(settings, fc.uint8Array({ minLength: 32, maxLength: 32 }), (given, secret) => {
        const text = formatPlanFile(makePlan(createInstance(given), { key: secret }))
        expect(judge(text).violations).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('keeps to spans and ceilings at their limits: refreshments first, last or anywhere, and one visit a day', () => {
    const input = createInstance({ hotspots: 10, bcus: 1, crews: 2, days: 8, bookOffMinutes: 15 })
    const spans = [
      (start: number, _end: number) => [start, start + 41] as const,
      (_start: number, end: number) => [end - 90, end] as const,
      (start: number, end: number) => [start, end] as const,
    ]
    // A long way home shows whether it fits after the refreshments.
    const hotspots = input.hotspots.map((place, index) => ({
      ...place,
      lat: place.lat + (index % 3) * 0.05,
      dosePerDay: 9,
      capDay: 1,
      capWeek: index % 2 === 0 ? 4 : 7,
    }))
    for (const span of spans) {
      const shifts = input.shifts.map((shift) => {
        const [breakFrom, breakTo] = span(shift.start, shift.end)
        return { ...shift, breakFrom, breakTo }
      })
      const plan = makePlan({ ...input, hotspots, shifts }, { key: key(4) })
      expect(judge(formatPlanFile(plan)).violations).toEqual([])
      expect(plan.windows.length).toBeGreaterThan(30)
      const free = makePlan(
        { ...input, hotspots: hotspots.map((place) => ({ ...place, capDay: 9, capWeek: 99 })), shifts },
        { key: key(4) },
      )
      expect(judge(formatPlanFile(free)).violations).toEqual([])
    }
  })

  it('repeats byte for byte, whatever the order of its inputs, and differs with the key and with the draw', () => {
    const input = createInstance(SMALL)
    const text = formatPlanFile(makePlan(input, { key: key(1) }))
    const rng = createSeededRng(9)
    const turned = { ...input, hotspots: shuffled(input.hotspots, rng), shifts: shuffled(input.shifts, rng) }
    const same = toPlanFile(makePlan(turned, { key: key(1) }))
    expect(same.hotspots.map(({ id }) => id)).toEqual(turned.hotspots.map(({ id }) => id))
    const inOrder = same.hotspots.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect(`${JSON.stringify({ ...same, hotspots: inOrder })}\n`).toBe(text)
    const other = toPlanFile(makePlan(input, { key: key(2) }))
    const redraw = toPlanFile(makePlan(input, { key: key(1), draw: 1 }))
    const first = toPlanFile(makePlan(input, { key: key(1) }))
    expect(other.windows).not.toEqual(first.windows)
    expect(redraw.windows).not.toEqual(first.windows)
    // What depends on the inputs alone is the same for every key.
    expect(other.propensities).toEqual(first.propensities)
    expect(other.inputsHash).toBe(first.inputsHash)
    expect(other.keyHash).not.toBe(first.keyHash)
  })

  it('hashes every input that decides the plan', () => {
    const input = createInstance(SMALL)
    const hash = (given: typeof input): string => makePlan(given, { key: key(1) }).inputsHash
    const [first, ...rest] = input.hotspots
    const hashes = [
      hash(input),
      hash({ ...input, days: 2 }),
      hash({ ...input, travel: { ...input.travel, detour: 1.4 } }),
      hash({ ...input, hotspots: [{ ...first!, dosePerDay: 3 }, ...rest] }),
      hash({ ...input, shifts: input.shifts.slice(1) }),
    ]
    expect(new Set(hashes).size).toBe(hashes.length)
  })

  it('leaves tours outside the days empty, and starts nothing after the last midnight', () => {
    const input = createInstance(SMALL)
    const plan = makePlan({ ...input, startDay: input.startDay + 1, days: 1 }, { key: key(1) })
    const outside = plan.tours.filter((tour) => !tour.inPeriod).map(({ shift }) => shift.id)
    expect(outside).toHaveLength(24)
    expect(plan.measures['toursOutsidePeriod']).toBe(24)
    expect(plan.windows.length).toBeGreaterThan(10)
    expect(plan.windows.filter(({ shiftId }) => outside.includes(shiftId))).toEqual([])
    expect(judge(formatPlanFile(plan)).violations).toEqual([])
  })

  it('says why visits are missing: no tour, ceiling, travel, capacity', () => {
    const input = createInstance({ ...SMALL, bcus: 1, crews: 1, hotspots: 4 })
    const [a, b, c, d] = input.hotspots
    const hotspots = [
      { ...a!, bcu: 'nobody' },
      { ...b!, dosePerDay: 6, capDay: 2 },
      { ...c!, lat: 55 },
      { ...d!, dosePerDay: 40, capDay: 99, capWeek: 999 },
    ]
    const plan = makePlan({ ...input, hotspots }, { key: key(3) })
    const causes = (id: string): Set<string> =>
      new Set(plan.unplaced.filter(({ hotspotId }) => hotspotId === id).map(({ cause }) => cause))
    expect(causes(a!.id)).toEqual(new Set(['no-tour-in-bcu']))
    expect(causes(b!.id)).toContain('ceiling')
    expect(causes(c!.id)).toEqual(new Set(['travel']))
    expect(causes(d!.id)).toEqual(new Set(['capacity']))
    for (const { id, dosePerDay } of hotspots) {
      const placed = plan.windows.filter(({ hotspotId }) => hotspotId === id).length
      const missing = plan.unplaced.filter(({ hotspotId }) => hotspotId === id).length
      expect(missing).toBe(Math.max(0, Math.round(dosePerDay * 3) - placed))
    }
  })

  it('plans nothing, and crashes not, when no tour can be used', () => {
    const plan = makePlan({ ...createInstance(SMALL), shifts: [] }, { key: key(1) })
    expect(plan.windows).toEqual([])
    expect(new Set(plan.unplaced.map(({ cause }) => cause))).toEqual(new Set(['no-tour-in-bcu']))
    expect(judge(formatPlanFile(plan)).violations).toEqual([])
  })

  it('refuses an id given twice, no hotspots and a silly number of days', () => {
    const input = createInstance(SMALL)
    const twice = [...input.hotspots, input.hotspots[0]!]
    expect(() => makePlan({ ...input, hotspots: twice }, { key: key(1) })).toThrow(/Two hotspots/)
    expect(() => makePlan({ ...input, hotspots: [] }, { key: key(1) })).toThrow(/no hotspots/)
    expect(() => makePlan({ ...input, days: 0 }, { key: key(1) })).toThrow(/1 to 92/)
  })

  it('writes in pieces what it says at once, and gives a unit back from its columns as it was', () => {
    const input = createInstance({ ...SMALL, hotspots: 40, crews: 4 })
    const plan = makePlan(input, { key: key(5) })
    const pieces = [...formatPlanChunks(plan)]
    expect(pieces.join('')).toBe(`${JSON.stringify(toPlanFile(plan))}\n`)
    expect(plan.windows.length).toBeGreaterThan(300)
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(200_000)
    const unit = planUnit('BCU1', normaliseInput(input), { key: key(5), draw: 0 })
    expect(unpackUnit(packUnit(unit))).toEqual(unit)
    // Windows without any, and tours that are left empty.
    const none = makePlan({ ...input, shifts: [] }, { key: key(5) })
    expect(formatPlanFile(none)).toBe(`${JSON.stringify(toPlanFile(none))}\n`)
  })

  it('states 0 for a skipped hour and merges a repeated one, on the wall clock', () => {
    const tours = [[23, 8]] as const
    const spring = makePlan(createInstance({ ...SMALL, start: '2026-03-28', tours }), { key: key(1) })
    const bins = (plan: typeof spring): number[] => [...plan.propensities.get('h0000')!]
    // 29 March, day 1: 01:00-02:00 does not happen.
    expect(bins(spring).slice(48 + 2, 48 + 4)).toEqual([0, 0])
    expect(bins(spring)[48 + 1]).toBeGreaterThan(0)
    const autumn = makePlan(createInstance({ ...SMALL, start: '2026-10-24', tours }), { key: key(1) })
    const zone = createZone('Europe/London')
    const twice = parseInstant('2026-10-25T01:10:00+01:00', zone)!.utcMin
    const inRepeatedHour = autumn.windows.filter(({ start }) => start >= twice - 10 && start < twice + 110)
    for (const window of inRepeatedHour) {
      const bin = 48 + Math.floor((zone.toLocalMin(window.start) % 1440) / 30)
      expect([48 + 2, 48 + 3]).toContain(bin)
      expect(window.probability).toBe(autumn.propensities.get(window.hotspotId)![bin]! / PROBABILITY_UNIT)
    }
    expect(inRepeatedHour.length).toBeGreaterThan(0)
  })
})
