import type { Fidelity, Hotspot, PlanInput } from '../../../shared/src/core/index.ts'
import { drawMechanism, judgeMechanism } from '../../../shared/src/core/index.ts'
import { listBars, measureFigures, type FigureName } from '../../../shared/src/core/plans/measures/bars.ts'
import { boundCoverage } from '../../../shared/src/core/plans/measures/coverage-bound.ts'
import { measureCoverage } from '../../../shared/src/core/plans/measures/coverage.ts'
import type { Estimate, MeasuredPlan } from '../../../shared/src/core/plans/measures/measured-plan.ts'
import {
  drawMeasured,
  prepareMechanism,
  type PreparedMechanism,
} from '../../../shared/src/core/plans/measures/mechanism/draw-mechanism.ts'
import { listUnits, measureComparator, type ComparedUnit } from './comparators/measure-comparator.ts'
import { COMPARATORS, planGreedy } from './comparators/planners.ts'
import { MADE_INSTANCES } from './made-instances.ts'
import { createRealInstance, LOADS } from './real-instance.ts'

/** Lengths of the block that shares the benefit of its visits, hours. */
export const BLOCK_HOURS = [1, 2, 4, 8, 24] as const

/** One piece of work, small enough to be lost: a plan to make and measure, or what an instance needs once. */
export type BenchJob =
  | { kind: 'ours'; instance: string; draw: number }
  | { kind: 'comparator'; instance: string; planner: string; seed: number }
  | { kind: 'greedy-by-block'; instance: string; rule: 'budget' | 'far' }
  | { kind: 'fidelity'; instance: string; draws: number }

export interface BenchResult {
  /** processor seconds */
  seconds: number
  values?: Partial<Record<FigureName, Estimate | null>>
  /** coverage per visit by BLOCK_HOURS */
  perVisit?: number[]
  fidelity?: Fidelity | null
  /** the bar of the emptiest half-hour, and why no plan can keep to it */
  emptiest?: { low: number; excuse: string | null }
}

/** Makes and measures plans, keeping what an instance needs for all of them. */
export function createBenchRunner(londonHotspots: readonly Hotspot[]): (job: BenchJob) => BenchResult {
  const inputs = remember((id: string): PlanInput => {
    const load = LOADS.find((candidate) => candidate.id === id)
    return load === undefined
      ? MADE_INSTANCES.find((made) => made.id === id)!.create()
      : createRealInstance(londonHotspots, load)
  })
  const units = remember((id: string): ComparedUnit[] => listUnits(inputs(id)))
  const mechanisms = remember((id: string): PreparedMechanism => prepareMechanism(inputs(id)))
  // The bound depends on places and tours alone; any plan has them.
  const bounds = new Map<string, number>()
  const measure = (id: string, plan: MeasuredPlan): BenchResult => {
    const { travel } = inputs(id)
    const bound = bounds.get(id) ?? boundCoverage(plan, travel)
    bounds.set(id, bound)
    const bar = listBars(plan).find(({ name }) => name === 'emptiestHalfHour')
    return {
      seconds: 0,
      values: measureFigures(plan, travel, { bound }).values,
      perVisit: measurePerVisit(plan),
      emptiest: { low: bar?.low ?? 0, excuse: bar?.excuse ?? null },
    }
  }

  const run = (job: BenchJob): BenchResult => {
    const id = job.instance
    if (job.kind === 'ours') return measure(id, drawMeasured(mechanisms(id))(job.draw))
    if (job.kind === 'comparator') {
      const { plan } = COMPARATORS.find(({ name }) => name === job.planner)!
      return measure(id, measureComparator(inputs(id), units(id), plan, job.seed))
    }
    if (job.kind === 'greedy-by-block') {
      const perVisit = BLOCK_HOURS.map((hours, at) => {
        const greedy = measureComparator(
          inputs(id),
          units(id),
          (unit, rng) => planGreedy(unit, rng, job.rule, hours * 60),
          1,
        )
        return measurePerVisit(greedy)[at]!
      })
      return { seconds: 0, perVisit }
    }
    // Beyond its first draw, which the red team always watches, nothing here is slow.
    const draws = drawMechanism(inputs(id), { from: 1, to: job.draws + 1, observeEvery: job.draws + 2 })
    return { seconds: 0, fidelity: judgeMechanism([draws]).fidelity }
  }

  return (job) => {
    const before = process.cpuUsage().user
    const result = run(job)
    return { ...result, seconds: (process.cpuUsage().user - before) / 1e6 }
  }
}

function measurePerVisit(plan: MeasuredPlan): number[] {
  return BLOCK_HOURS.map((hours) => measureCoverage(plan, hours * 60) / Math.max(1, plan.visits.length))
}

function remember<T>(make: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>()
  return (id) => {
    const found = known.get(id) ?? make(id)
    known.set(id, found)
    return found
  }
}
