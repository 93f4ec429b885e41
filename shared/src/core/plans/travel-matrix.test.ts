import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededRng, shuffled, uniformBetween } from '../random.ts'
import { checkPlan } from './check/check-plan.ts'
import { makePlan } from './make-plan.ts'
import { listCoverageProblems } from './measures/coverage-bound.ts'
import type { MeasuredPlan } from './measures/measured-plan.ts'
import { hashPlanInputs } from './normalise-input.ts'
import type { PlanInput } from './plan.ts'
import { formatPlanFile, toPlanFile } from './plan-file.ts'
import { createInstance } from './plan-instance.test-support.ts'
import { basePlace, DEFAULT_TRAVEL, travelMinutes } from './travel.ts'
import { baseId, MOST_MATRIX_PLACES, selectMatrix, toTravelMatrix, type TravelMatrix } from './travel-matrix.ts'

const base = { lat: 51.5, lng: -0.1 }
const known = {
  hotspots: [{ id: 'h1' }, { id: 'h2' }],
  shifts: [
    { bcu: 'NW', base },
    { bcu: 'NW', base },
    { bcu: 'SE', base },
    { bcu: 'SE', base: { lat: 51.6, lng: -0.1 } },
  ],
}
const MINUTES = [
  [0, 7, 3.25],
  [9, 0, 8],
  [12.123_456_78, 600, 0],
]
const given = (over: Partial<Record<keyof TravelMatrix, unknown>> = {}) => ({
  places: ['h2', 'base:NW', 'h1'],
  minutes: MINUTES,
  ...over,
})
const withMinutes = (from: number, to: number, value: unknown) => {
  const minutes: unknown[][] = MINUTES.map((row) => [...row])
  minutes[from]![to] = value
  return given({ minutes })
}

describe('toTravelMatrix', () => {
  it('puts places in one order and minutes to 6 decimals, so that the order of rows decides nothing', () => {
    expect(toTravelMatrix(given(), known, 'm')).toEqual({
      places: ['base:NW', 'h1', 'h2'],
      minutes: [
        [0, 8, 9],
        [600, 0, 12.123457],
        [7, 3.25, 0],
      ],
    })
  })

  it.each([
    [null, 'm is null; it must be an object with the lists places and minutes'],
    [{ places: ['h1', 'h2'] }, 'm is {"places":["h1","h2"]}; it must be'],
    [{ ...given(), unit: 'seconds' }, 'm.unit is "seconds"; it must be left out'],
    [given({ places: ['h1'], minutes: [[0]] }), 'm.places.length is 1; it must be from 2 to 3000'],
    [given({ places: Array.from({ length: MOST_MATRIX_PLACES + 1 }, (_, n) => `h${n}`) }), 'm.places.length is 3001'],
    [given({ places: ['h1', 2, 'h2'] }), 'm.places[1] is 2; it must be a text'],
    [
      given({ places: ['h1', 'h2', 'h9'] }),
      'm.places[2] is "h9"; it must be the id of a hotspot of the plan, or base:BCU',
    ],
    [given({ places: ['h1', 'h2', 'base:nw'] }), 'm.places[2] is "base:nw"; it must be'],
    [given({ places: ['h1', 'h2', 'h1'] }), 'm.places[2] is "h1"; it must be named once'],
    [given({ places: ['h1', 'h2', 'base:SE'] }), 'its unit has tours from 2 bases'],
    [given({ minutes: MINUTES.slice(1) }), 'm.minutes.length is 2; it must be 3'],
    [given({ minutes: [[0, 1, 2], 'x', []] }), 'm.minutes[1] is "x"; it must be a list'],
    [given({ minutes: [[0, 1], [], []] }), 'm.minutes[0].length is 2; it must be 3, the minutes from h2'],
    [withMinutes(0, 1, -1), 'm.minutes[0][1] (h2 to base:NW) is -1; it must be a number of minutes from 0 to 600'],
    [withMinutes(0, 1, 600.5), 'is 600.5; it must be a number of minutes from 0 to 600'],
    [withMinutes(0, 1, Number.NaN), 'm.minutes[0][1] (h2 to base:NW) is NaN'],
    [withMinutes(0, 1, null), 'm.minutes[0][1] (h2 to base:NW) is null'],
    [withMinutes(0, 1, '7'), 'm.minutes[0][1] (h2 to base:NW) is "7"'],
    [withMinutes(2, 2, 1), 'm.minutes[2][2] (h1 to h1) is 1; it must be 0'],
  ])('refuses %j with path and value', (matrix, message) => {
    expect(() => toTravelMatrix(matrix, known, 'm')).toThrow(message)
  })

  it('refuses a name that is both a hotspot and a base', () => {
    const hotspots = [{ id: 'base:NW' }, { id: 'h1' }, { id: 'h2' }]
    expect(() => toTravelMatrix(given(), { ...known, hotspots }, 'm')).toThrow('either a hotspot or a base')
  })
})

describe('travelMinutes with a matrix', () => {
  const model = { ...DEFAULT_TRAVEL, matrix: toTravelMatrix(given(), known, 'm') }
  const h1 = { id: 'h1', lat: 51.51, lng: -0.1 }
  const h2 = { id: 'h2', lat: 51.52, lng: -0.1 }
  const h3 = { id: 'h3', lat: 51.53, lng: -0.1 }

  it('takes stated minutes in their direction, also for bases, and the model for the rest', () => {
    expect(travelMinutes(h1, h2, model)).toBe(12.123457)
    expect(travelMinutes(h2, h1, model)).toBe(3.25)
    expect(travelMinutes(basePlace({ bcu: 'NW', base }), h1, model)).toBe(8)
    expect(travelMinutes(h1, basePlace({ bcu: 'NW', base }), model)).toBe(600)
    for (const [from, to] of [
      [h1, h3],
      [h3, h1],
      [basePlace({ bcu: 'SE', base }), h1],
      [base, h1],
    ] as const)
      expect(travelMinutes(from, to, model)).toBe(travelMinutes(from, to, DEFAULT_TRAVEL))
  })

  it('keeps a part of itself for some places', () => {
    expect(selectMatrix(model.matrix, new Set(['h2', 'base:NW', 'h7']))).toEqual({
      places: ['base:NW', 'h2'],
      minutes: [
        [0, 9],
        [7, 0],
      ],
    })
  })
})

/** Ways that differ sharply from the model's and from the way back, for all places and bases but one place. */
function withMatrix(input: PlanInput, seed: number): PlanInput & { travel: { matrix: TravelMatrix } } {
  const rng = createSeededRng(seed)
  const places = [
    ...input.hotspots.slice(1).map(({ id }) => id),
    ...new Set(input.shifts.map(({ bcu }) => baseId(bcu))),
  ]
  const minutes = places.map((_from, row) =>
    places.map((_to, column) => (row === column ? 0 : uniformBetween(rng, 0, 35) + (column % 2 === 0 ? 0.5 : 0))),
  )
  return { ...input, travel: { ...input.travel, matrix: { places, minutes } } }
}

const key = new Uint8Array(32).fill(3)
const small = { hotspots: 12, bcus: 2, crews: 2, days: 2, briefingMinutes: 15 }

describe('a plan that travels by a matrix', () => {
  it('gives every journey its stated minutes, there and home, and its file alone shows it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const input = withMatrix(createInstance({ ...small, seed }), seed)
        const plan = makePlan(input, { key })
        expect(plan.windows.length).toBeGreaterThan(15)
        const { matrix } = input.travel
        const minutes = (from: string, to: string): number | undefined =>
          matrix.minutes[matrix.places.indexOf(from)]?.[matrix.places.indexOf(to)]
        for (const { shift, refreshments } of plan.tours) {
          const windows = plan.windows.filter(({ shiftId }) => shiftId === shift.id)
          const stops = [
            { at: baseId(shift.bcu), start: 0, end: shift.start + shift.briefingMinutes },
            ...windows.map(({ hotspotId, start, end }) => ({ at: hotspotId, start, end })),
            { at: baseId(shift.bcu), start: shift.end - shift.bookOffMinutes, end: 0 },
          ]
          if (windows.length === 0) continue
          for (const [index, next] of stops.slice(1).entries()) {
            const before = stops[index]!
            const isRested = refreshments !== null && refreshments.start >= before.end && refreshments.end <= next.start
            const rest = isRested ? refreshments.end - refreshments.start : 0
            const needed = minutes(before.at, next.at)
            if (needed !== undefined) expect(next.start - before.end - rest).toBeGreaterThanOrEqual(needed)
          }
        }
        expect(checkPlan(JSON.parse(formatPlanFile(plan))).violations).toEqual([])
      }),
      { numRuns: 6, seed: 1 },
    )
  })

  it('states the matrix in its file, is made again from it, and does not depend on the order of its rows', () => {
    const input = withMatrix(createInstance(small), 5)
    const text = formatPlanFile(makePlan(input, { key }))
    const { hotspots, shifts } = input
    expect(checkPlan(JSON.parse(text), { text, hotspots, shifts, key }).violations).toEqual([])
    const { places, minutes } = input.travel.matrix
    const order = shuffled([...places.keys()], createSeededRng(1))
    const turned = {
      places: order.map((row) => places[row]!),
      minutes: order.map((row) => order.map((column) => minutes[row]![column]!)),
    }
    expect(formatPlanFile(makePlan({ ...input, travel: { ...input.travel, matrix: turned } }, { key }))).toBe(text)
    expect(toPlanFile(makePlan(createInstance(small), { key })).travel).not.toHaveProperty('matrix')
  })

  it('changes its hash with one minute of one way', () => {
    const input = withMatrix(createInstance(small), 5)
    const { places, minutes } = input.travel.matrix
    const changed = minutes.map((row, from) => row.map((value, to) => (from === 2 && to === 3 ? value + 0.001 : value)))
    const matrix = { places, minutes: changed }
    expect(hashPlanInputs({ ...input, travel: { ...input.travel, matrix } })).not.toBe(hashPlanInputs(input))
    expect(hashPlanInputs({ ...input, travel: DEFAULT_TRAVEL })).not.toBe(hashPlanInputs(input))
  })

  it('is judged by its matrix, and a matrix that is none is named', () => {
    const file = toPlanFile(makePlan(withMatrix(createInstance(small), 5), { key }))
    const slower = structuredClone(file)
    const matrix = slower.travel.matrix!
    Object.assign(matrix, {
      minutes: matrix.minutes.map((row, from) => row.map((value, to) => (from === to ? value : 300))),
    })
    expect(checkPlan(slower).violations.map(({ kind }) => kind)).toEqual(['travel-too-short'])
    Object.assign(matrix, { places: ['atlantis', ...matrix.places.slice(1)] })
    expect(checkPlan(slower).violations[0]!.examples[0]).toContain('travel.matrix.places[0] is "atlantis"')
  })

  it('bounds coverage by the shortest stated way to a place, not from it', () => {
    const place = { tier: 'A', bcu: 'NW', dosePerDay: 2, expected: 1 }
    const plan: MeasuredPlan = {
      days: 1,
      places: [
        { ...place, id: 'h1', ...base },
        { ...place, id: 'h2', lat: 51.6, lng: -0.1 },
      ],
      tours: [{ bcu: 'NW', dutyStart: 0, dutyEnd: 480, refreshments: null }],
      visits: [],
    }
    const matrix = {
      places: ['h1', 'h2'],
      minutes: [
        [0, 1],
        [3, 0],
      ],
    }
    const [problem] = listCoverageProblems(plan, { ...DEFAULT_TRAVEL, matrix })
    expect([...problem!.cost]).toEqual([17, 15])
  })
})
