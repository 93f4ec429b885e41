import type { Evidence, MethodScores, RankingMethod } from './method.ts'

/** Ours, as the product ranks: the window, whatever longer history is loaded, and the cells around (`estimate-rates.ts`). */
export const auto: RankingMethod = {
  id: 'auto',
  label: 'ours',
  score: (evidence) => scoreEstimate(evidence, 'use'),
}

/** Ours as if nothing before the window were loaded: what it does for a force with 12 weeks of data. */
export const autoWindow: RankingMethod = {
  id: 'auto-window',
  label: 'ours, window only',
  score: (evidence) => scoreEstimate(evidence, 'ignore'),
}

/** Mean rate of each cell; 0 for one that never had an incident, which the product does not rank either. */
function scoreEstimate(evidence: Evidence, history: 'use' | 'ignore'): MethodScores {
  const cells = evidence.study.cells.length
  const score = new Float64Array(cells)
  const estimate = evidence.estimate(history)
  if (estimate === undefined) return { score }
  const { posterior, studyCell, exposureDays } = estimate
  const shape = new Float64Array(cells)
  const rate = new Float64Array(cells)
  studyCell.forEach((cell, i) => {
    if (cell < 0) return
    shape[cell] = posterior.shape[i]!
    rate[cell] = posterior.rate[i]!
    score[cell] = shape[cell] / rate[cell]
  })
  return { score, forecast: { shape, rate, exposureDays } }
}
