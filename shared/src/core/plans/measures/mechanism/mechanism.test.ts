import { describe, expect, it } from 'vitest'
import { createInstance } from '../../plan-instance.test-support.ts'
import { drawMechanism, type MechanismDraws } from './draw-mechanism.ts'
import { judgeMechanism } from './judge-mechanism.ts'

const input = createInstance({ hotspots: 16, bcus: 2, crews: 1, days: 9, flat: true })

describe('the measure of a mechanism', () => {
  const whole = drawMechanism(input, { from: 0, to: 24, observeEvery: 12 })

  it('does not depend on how the draws are shared out', () => {
    const first = drawMechanism(input, { from: 0, to: 10, observeEvery: 12 })
    const second = drawMechanism(input, { from: 10, to: 24, observeEvery: 12 })
    expect(judgeMechanism([first, second])).toEqual(judgeMechanism([whole]))
  })

  it('measures every draw, the red team some, and finds starts as likely as stated', () => {
    expect(whole.figures.minuteEntropy).toHaveLength(24)
    const report = judgeMechanism([whole])
    expect(report.draws).toBe(24)
    const dose = report.figures.find(({ name }) => name === 'doseRatioA')!
    expect(dose.draws).toBe(24)
    expect(dose.p10).toBeLessThan(dose.p90)
    expect(Math.abs(report.fidelity!.slope - 1)).toBeLessThan(0.1)
  })

  it('does not blame the mechanism for doses that the roster cannot carry, and says what it can', () => {
    const short = createInstance({ hotspots: 16, bcus: 1, crews: 1, days: 5, doses: { A: 12, B: 9, C: 8 } })
    const report = judgeMechanism([drawMechanism(short, { from: 0, to: 12, observeEvery: 12 })])
    const dose = report.figures.find(({ name }) => name === 'doseRatioA')!
    expect(dose.median).toBeLessThan(0.9)
    expect(dose.verdict).toBe('outside-not-decisive')
    expect(dose.note).toContain('the tours of BCU0 can make about')
    expect(judgeMechanism([whole]).figures.find(({ name }) => name === 'doseRatioA')!.note).toBeUndefined()
  })

  it('passes a figure only when the median is inside and nine draws in ten nearly so', () => {
    const judge = (values: number[], error: number) => {
      const figures: MechanismDraws['figures'] = { staticSkill: values.map((value) => ({ value, error })) }
      return judgeMechanism([{ ...whole, figures }]).figures[0]!
    }
    const alike = (value: number, count = 20): number[] => Array.from({ length: count }, () => value)
    expect(judge(alike(0.015), 0).verdict).toBe('inside')
    expect(judge(alike(0.016), 0.01)).toMatchObject({ verdict: 'outside', inside: 1 })
    expect(judge([...alike(0.01, 17), ...alike(0.03, 3)], 0)).toMatchObject({ verdict: 'outside', inside: 0.85 })
    expect(judge([...alike(0.01, 17), ...alike(0.03, 3)], 0.01).verdict).toBe('inside')
    expect(judge(alike(0.01, 9), 0).verdict).toBe('too-few-to-judge')
  })
})
