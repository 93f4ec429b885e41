import type { MechanismFigure, MechanismReport } from '@planner/shared/core'
import { describe, expect, it } from 'vitest'
import { reportMeasurement } from './report-measurement.ts'

const figure = (over: Partial<MechanismFigure> = {}): MechanismFigure => ({
  name: 'staticSkill',
  low: null,
  high: 0.015,
  draws: 200,
  median: 0.001,
  mean: 0.001,
  error: 0.0001,
  p10: 0,
  p90: 0.002,
  inside: 1,
  verdict: 'inside',
  ...over,
})

const fidelity: MechanismReport['fidelity'] = {
  draws: 200,
  varianceRatio: 1,
  slope: 1,
  intercept: 0,
  varianceRatioError: 0.01,
  slopeError: 0.005,
  interceptError: 0.0002,
  verdict: 'inside',
}

const report = (over: Partial<MechanismReport> = {}): MechanismReport => ({
  draws: 200,
  figures: [figure(), figure({ name: 'quotaLeak', low: 0.95, high: null })],
  fidelity,
  ...over,
})

describe('reportMeasurement', () => {
  it('clears a mechanism whose figures all lie inside, fidelity counted', () => {
    const { verdict, statement } = reportMeasurement(report())
    expect(verdict).toBe('inside')
    expect(statement).toBe('Over 200 draws all 3 figures lie inside their bars, and visits start as often as stated.')
  })

  it('names what lies outside, however few the draws', () => {
    const figures = [figure({ verdict: 'outside' }), figure({ name: 'quotaLeak' })]
    const found = reportMeasurement(report({ draws: 20, figures, fidelity: { ...fidelity, verdict: 'outside' } }))
    expect(found.verdict).toBe('outside')
    expect(found.statement).toBe('Over 20 draws 2 of 3 figures lie outside their bars: staticSkill, fidelity.')
  })

  it('does not let a figure decide that only informs', () => {
    const coverage = figure({ name: 'coverageOfBound', low: 0.64, high: null, verdict: 'outside-not-decisive' })
    const { verdict, figures } = reportMeasurement(report({ figures: [figure(), coverage] }))
    expect(verdict).toBe('inside')
    expect(figures[1]).toMatchObject({ verdict: 'outside', decisive: false })
  })

  it.each([
    ['199 draws', report({ draws: 199 }), 'Too few draws for a verdict: nothing'],
    ['no fidelity', report({ fidelity: null }), 'Too few draws for a verdict (fidelity): nothing'],
    [
      'a figure that could rarely be computed',
      report({ figures: [figure({ verdict: 'too-few-to-judge' })] }),
      'Too few draws for a verdict (staticSkill): nothing',
    ],
  ])('clears nothing with %s', (_name, given, words) => {
    const { verdict, statement } = reportMeasurement(given)
    expect([verdict, statement.startsWith(words)]).toEqual(['too-few', true])
  })
})
