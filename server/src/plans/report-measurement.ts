import type { MechanismReport } from '@planner/shared/core'
import type { MeasuredFigure, MeasurementReport } from '@planner/shared/schemas'
import { toMeasuredFigure } from './verdicts.ts'

/** Fewest draws that a mechanism is judged by (METRICS 2); fewer can find it out, but not clear it. */
const LEAST_DRAWS = 200

/** What many draws say of a mechanism, with one verdict in plain words. */
export function reportMeasurement({ draws, figures: found, fidelity }: MechanismReport): MeasurementReport {
  const figures = found.map(toMeasuredFigure)
  const judged = figures.filter(({ decisive }) => decisive)
  const outside = judged.filter(({ verdict }) => verdict === 'outside').map(({ name }) => name)
  const tooFew = judged.filter(({ verdict }) => verdict === 'too-few').map(({ name }) => name)
  if (fidelity === null) tooFew.push('fidelity')
  else if (fidelity.verdict === 'outside') outside.push('fidelity')
  return {
    ...decide(draws, judged, outside, tooFew),
    figures,
    fidelity,
  }
}

function decide(
  draws: number,
  judged: readonly MeasuredFigure[],
  outside: readonly string[],
  tooFew: readonly string[],
): Pick<MeasurementReport, 'verdict' | 'statement'> {
  const all = judged.length + 1
  if (outside.length > 0)
    return {
      verdict: 'outside',
      statement: `Over ${draws} draws ${outside.length} of ${all} figures lie outside their bars: ${outside.join(', ')}.`,
    }
  if (tooFew.length > 0 || draws < LEAST_DRAWS) {
    const missing = tooFew.length === 0 ? '' : ` (${tooFew.join(', ')})`
    return {
      verdict: 'too-few',
      statement: `Too few draws for a verdict${missing}: nothing lies outside its bar in ${draws}; ask for ${LEAST_DRAWS} or more.`,
    }
  }
  return {
    verdict: 'inside',
    statement: `Over ${draws} draws all ${all} figures lie inside their bars, and visits start as often as stated.`,
  }
}
