import loadHighs, { type Highs } from 'highs'
import { describe, expect, it } from 'vitest'
import { createSeededRng, uniform } from '../../random.ts'
import { DEFAULT_TRAVEL } from '../travel.ts'
import { createConstructedPlan, PATTERNS } from './constructed-plans.test-support.ts'
import {
  boundCoverage,
  boundProblem,
  hardCaps,
  listCoverageProblems,
  pieceBenefit,
  PIECES,
  type CoverageProblem,
} from './coverage-bound.ts'
import { BLOCKS_PER_DAY, measureCoverage } from './coverage.ts'

const STAY = 14

// TypeScript sees the CommonJS build of the package, Node the module.
const load = loadHighs as unknown as () => Promise<Highs>

/** The linear programme of `CoverageProblem` as HiGHS reads it, solved. */
async function solveExactly(problem: CoverageProblem): Promise<number> {
  const { places, days, risks, capDay, capWeek, cost, minutes, visits, blockMinutes } = problem
  const blocks = days * BLOCKS_PER_DAY
  const name = (place: number, block: number, k: number): string => `x${place}_${block}_${k}`
  const terms: { objective: string[]; rows: Map<string, string[]>; limits: Map<string, number> } = {
    objective: [],
    rows: new Map(),
    limits: new Map(),
  }
  const add = (row: string, limit: number, weight: number, variable: string): void => {
    if (!Number.isFinite(limit)) return
    terms.rows.set(row, [...(terms.rows.get(row) ?? []), `+ ${weight} ${variable}`])
    terms.limits.set(row, limit)
  }
  const bounds: string[] = []
  for (let place = 0; place < places; place++)
    for (let block = 0; block < blocks; block++)
      for (let k = 0; k < PIECES; k++) {
        const variable = name(place, block, k)
        const day = Math.floor(block / BLOCKS_PER_DAY)
        terms.objective.push(`+ ${risks[place * blocks + block]! * pieceBenefit(k)} ${variable}`)
        add(`day${place}_${day}`, capDay[place]!, 1, variable)
        add(`week${place}_${Math.floor(day / 7)}`, capWeek[place]!, 1, variable)
        add('minutes', minutes, cost[place]!, variable)
        add('visits', visits, 1, variable)
        add(`block${block}`, blockMinutes[block]!, STAY, variable)
        bounds.push(`0 <= ${variable} <= 1`)
      }
  const rows = [...terms.rows].map(([row, list]) => `${row}: ${list.join('\n')}\n <= ${terms.limits.get(row)!}`)
  const text = `Maximize\n obj: ${terms.objective.join('\n')}\nSubject To\n${rows.join('\n')}\nBounds\n${bounds.join('\n')}\nEnd`
  const highs = await load()
  const solution = highs.solve(text)
  expect(solution.Status).toBe('Optimal')
  return solution.ObjectiveValue
}

function createProblem(
  places: number,
  days: number,
  seed: number,
  over: Partial<CoverageProblem> = {},
): CoverageProblem {
  const rng = createSeededRng(seed)
  const blocks = days * BLOCKS_PER_DAY
  return {
    places,
    days,
    risks: new Float64Array(places * blocks).map(() => uniform(rng) ** 3),
    capDay: new Int32Array(places).fill(3),
    capWeek: new Int32Array(places).fill(14),
    cost: new Float64Array(places).map(() => STAY + 4 * uniform(rng)),
    minutes: places * days * 60,
    visits: Number.POSITIVE_INFINITY,
    blockMinutes: new Float64Array(blocks).fill(1e6),
    ...over,
  }
}

describe('boundProblem', () => {
  const tight = (places: number, days: number): Partial<CoverageProblem>[] => [
    {},
    { minutes: places * days * 25 },
    { visits: places * days },
    { blockMinutes: new Float64Array(days * BLOCKS_PER_DAY).fill(places * 3) },
    {
      minutes: places * days * 30,
      visits: places * days * 1.5,
      blockMinutes: new Float64Array(days * BLOCKS_PER_DAY).fill(places * 4),
    },
  ]
  for (const [places, days, most] of [
    [1, 1, 1.04],
    [4, 3, 1.01],
    [10, 7, 1.01],
    [16, 14, 1.01],
  ] as const)
    it(`is never below the optimum of HiGHS and close above it: ${places} places, ${days} days, ${most}`, async () => {
      for (const [seed, over] of tight(places, days).entries()) {
        const problem = createProblem(places, days, seed, over)
        const optimum = await solveExactly(problem)
        const bound = boundProblem(problem)
        expect(bound).toBeGreaterThanOrEqual(optimum * (1 - 1e-6))
        expect(bound).toBeLessThan(optimum * most)
      }
    })
})

describe('measureCoverage', () => {
  const plan = createConstructedPlan(PATTERNS.memoryless, { places: 22, days: 7 })

  it('counts risk x (1 - e^-n) by place and two-hour block, from a known plan', () => {
    const places = [
      { ...plan.places[0]!, expected: 21, profile: Array.from({ length: 168 }, (_, hour) => (hour < 2 ? 42 : 0)) },
    ]
    const visit = (start: number) => ({ place: 0, start, end: start + STAY })
    const coverage = (starts: number[]) => measureCoverage({ ...plan, places, visits: starts.map(visit) })
    // All risk lies in the first two hours of Monday: 21 x 84 / 168.
    expect(coverage([0])).toBeCloseTo(10.5 * (1 - Math.exp(-1)), 9)
    expect(coverage([0, 119])).toBeCloseTo(10.5 * (1 - Math.exp(-2)), 9)
    expect(coverage([120, 1440])).toBe(0)
    // The plan may begin on another weekday.
    expect(measureCoverage({ ...plan, startWeekday: 6, places, visits: [visit(1440)] })).toBeCloseTo(6.637, 2)
  })

  it('never exceeds its bound when the plan keeps the hard caps', () => {
    const counts = new Map<string, number>()
    const keep = (key: string, most: number): boolean => {
      counts.set(key, (counts.get(key) ?? 0) + 1)
      return counts.get(key)! <= most
    }
    const visits = plan.visits.filter(({ place, start }) => {
      const { capDay, capWeek } = hardCaps(plan.places[place]!.dosePerDay)
      const day = Math.floor(start / 1440)
      return keep(`${place}/${day}`, capDay) && keep(`${place}/${Math.floor(day / 7)}w`, capWeek)
    })
    const share = measureCoverage({ ...plan, visits }) / boundCoverage({ ...plan, visits }, DEFAULT_TRAVEL)
    expect(share).toBeGreaterThan(0.3)
    expect(share).toBeLessThan(1)
  })

  it('takes the caps of the table from the doses, and each unit by itself', () => {
    expect([5.4, 2.6, 1.4].map(hardCaps)).toEqual([
      { capDay: 6, capWeek: 38 },
      { capDay: 3, capWeek: 18 },
      { capDay: 2, capWeek: 10 },
    ])
    const problems = listCoverageProblems(plan, DEFAULT_TRAVEL)
    expect(problems).toHaveLength(11)
    expect(problems[0]!.minutes).toBe(7 * (1440 + STAY))
  })
})
