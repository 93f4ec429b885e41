import { BARS, isInsideBar, type Bar, type FigureName } from '../bars.ts'
import type { Estimate } from '../measured-plan.ts'
import { measureFidelity, type Fidelity } from './fidelity.ts'
import type { MechanismDraws } from './draw-mechanism.ts'

/** Share of the draws that must lie inside a bar widened by their own sampling error (METRICS 2). */
const LEAST_INSIDE = 0.9
/** Fewest draws that can say so. */
const LEAST_DRAWS = 10

/** What many draws say about one figure. */
export interface MechanismFigure {
  name: FigureName
  low: number | null
  high: number | null
  /** draws in which the figure can be computed */
  draws: number
  median: number
  /** standard error of the mean over the draws: what the mechanism does, whatever one draw may hide */
  mean: number
  error: number
  p10: number
  p90: number
  /** share of draws inside the bar widened by twice their own error */
  inside: number
  verdict: 'inside' | 'outside' | 'outside-not-decisive' | 'too-few-to-judge'
  /** why no plan for this roster can keep to the bar */
  note?: string
}

export interface MechanismReport {
  draws: number
  figures: MechanismFigure[]
  fidelity: Fidelity | null
}

/** Holds a mechanism to the bars: the median of its draws inside, and nine in ten inside the widened bar. */
export function judgeMechanism(parts: readonly MechanismDraws[]): MechanismReport {
  const figures = (parts[0]?.bars ?? BARS).flatMap((bar) => {
    const found = parts.flatMap((part) => part.figures[bar.name] ?? []).filter((estimate) => estimate !== null)
    return found.length === 0 ? [] : [judgeFigure(bar, found)]
  })
  const draws = parts.reduce((sum, { evenDraws, oddDraws }) => sum + evenDraws + oddDraws, 0)
  return { draws, figures, fidelity: measureFidelity(parts) }
}

function judgeFigure(bar: Bar, found: readonly Estimate[]): MechanismFigure {
  const values = found.map(({ value }) => value).sort((a, b) => a - b)
  const at = (share: number): number => values[Math.min(values.length - 1, Math.floor(share * values.length))]!
  const middle = values.length >> 1
  const median = values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)
  const inside = found.filter((estimate) => isInsideBar(estimate, bar)).length / found.length
  const passes = isInsideBar({ value: median, error: 0 }, bar) && inside >= LEAST_INSIDE
  // A roster too small excuses a dose that is too low, and not one that is too high.
  const excuse = bar.needsCapacity === true && bar.high !== undefined && median > bar.high ? undefined : bar.excuse
  return {
    name: bar.name,
    low: bar.low ?? null,
    high: bar.high ?? null,
    draws: found.length,
    median,
    mean,
    error: Math.sqrt(variance / values.length),
    p10: at(0.1),
    p90: at(0.9),
    inside,
    verdict: verdictOf(bar, found.length, passes, excuse),
    ...(excuse !== undefined && !passes && { note: excuse }),
  }
}

function verdictOf(bar: Bar, draws: number, passes: boolean, excuse: string | undefined): MechanismFigure['verdict'] {
  if (draws < LEAST_DRAWS) return 'too-few-to-judge'
  if (passes) return 'inside'
  return bar.informs === true || excuse !== undefined ? 'outside-not-decisive' : 'outside'
}
