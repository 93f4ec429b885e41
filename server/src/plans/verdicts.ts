import { BARS, type BarVerdict, type CheckReport, type MechanismFigure } from '@planner/shared/core'
import type { MeasuredFigure, Observer, PlanVerdict } from '@planner/shared/schemas'

const INFORMING: ReadonlySet<string> = new Set(BARS.filter(({ informs }) => informs === true).map(({ name }) => name))

/** The checker's words for what a screen shows; whether a figure decides is said beside it. */
const VERDICTS = {
  inside: 'inside',
  outside: 'outside',
  'outside-not-decisive': 'outside',
  'too-few-to-judge': 'too-few',
  'roster-too-small': 'roster-too-small',
} as const

export function toPlanVerdict({ name, value, error, low, high, verdict }: BarVerdict): PlanVerdict {
  return { figure: name, value, error, low, high, verdict: VERDICTS[verdict], decisive: !INFORMING.has(name) }
}

export function toObserver({ name, family, skill }: CheckReport['observers'][number]): Observer {
  return { name, family, skill: skill.value, error: skill.error }
}

export function toMeasuredFigure(figure: MechanismFigure): MeasuredFigure {
  const { name, median, inside, error, p10, p90, low, high, draws, verdict } = figure
  return {
    name,
    median,
    inside,
    error,
    p10,
    p90,
    low,
    high,
    draws,
    verdict: VERDICTS[verdict],
    decisive: !INFORMING.has(name),
  }
}
