import { sumByCell } from './counts.ts'
import type { Evidence, MethodScores, RankingMethod, StudyValues } from './method.ts'

/** Harm days of the last three years, as recorded: the plain way to rank by harm. One rare and grave incident decides a quiet cell. */
export const longHarm: RankingMethod = {
  id: 'long-harm',
  label: 'harm, 3 years',
  score: (evidence) => ({ score: sumByCell(evidence, evidence.longFrom, (row) => evidence.rows.harmDays[row]!) }),
}

/** Ours, as the product ranks by harm: each offence class's expected incidents times its days. */
export const autoHarm: RankingMethod = {
  id: 'auto-harm',
  label: 'ours, by harm',
  score: (evidence) => scoreValues(evidence, ({ harm }) => harm),
}

/** Ours, as the product ranks by count and harm together. */
export const autoCombined: RankingMethod = {
  id: 'auto-combined',
  label: 'ours, by both',
  score: (evidence) => scoreValues(evidence, ({ combined }) => combined),
}

/** 0 for a cell that never had an incident. No forecast: what these cells will have is told by `auto`. */
function scoreValues(evidence: Evidence, of: (values: StudyValues) => Float64Array): MethodScores {
  const score = new Float64Array(evidence.study.cells.length)
  const values = evidence.values()
  if (values === undefined) return { score }
  const value = of(values)
  values.studyCell.forEach((cell, i) => {
    if (cell >= 0) score[cell] = value[i]!
  })
  return { score }
}
