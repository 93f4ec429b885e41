import { describe, expect, it } from 'vitest'
import { OFFENCES } from '../incidents/incident.ts'
import { cellValues, countWeights } from './cell-values.ts'

const byOffence = (days: Partial<Record<(typeof OFFENCES)[number], number>>) =>
  Float64Array.from(OFFENCES, (offence) => days[offence] ?? 0)
const robbery = OFFENCES.indexOf('robbery')
const minor = OFFENCES.indexOf('violence-without-injury')

/** Two cells: the first has three times the incidents, the second more robbery. */
const counts = { early: Float64Array.of(4, 1), late: Float64Array.of(2, 0) }
const posterior = { shape: Float64Array.of(6, 2), rate: Float64Array.of(10, 10) }
const classes = [
  { offence: robbery, perDay: Float64Array.of(0.05, 0.15) },
  { offence: minor, perDay: Float64Array.of(0.55, 0.05) },
]
const harmDays = byOffence({ robbery: 100, 'violence-without-injury': 10 })

describe('cellValues', () => {
  it('is the count of the window, the expected incidents, and the expected harm days', () => {
    const { plain, count, harm } = cellValues(counts, posterior, classes, harmDays, 0.5, undefined)
    expect([...plain]).toEqual([6, 1])
    expect([...count]).toEqual([0.6, 0.2])
    expect(harm[0]).toBeCloseTo(10.5, 12)
    expect(harm[1]).toBeCloseTo(15.5, 12)
  })
  it.each([0, 0.25, 1])('mixes the shares of all expected counts and all expected harm: %s of harm', (share) => {
    const { combined } = cellValues(counts, posterior, classes, harmDays, share, undefined)
    expect(combined[0]).toBeCloseTo((1 - share) * 0.75 + (share * 10.5) / 26, 12)
    expect(combined[0]! + combined[1]!).toBeCloseTo(1, 12)
  })
  it('weighs the count by class when asked, and leaves harm as it is', () => {
    const weights = countWeights({ robbery: 2 })
    expect(countWeights({ robbery: 1 })).toBeUndefined()
    const { count, harm } = cellValues(counts, posterior, classes, harmDays, 0.5, weights)
    expect(count[0]).toBeCloseTo(0.65, 12)
    expect(count[1]).toBeCloseTo(0.35, 12)
    expect(harm[1]).toBeCloseTo(15.5, 12)
  })
  it('has no harm where no class has days, and shares nothing out', () => {
    const { harm, combined } = cellValues(counts, posterior, classes, byOffence({}), 1, undefined)
    expect([...harm, ...combined]).toEqual([0, 0, 0, 0])
  })
})
