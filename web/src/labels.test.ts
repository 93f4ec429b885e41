import { UNPLACED_CAUSES } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { LABELS, labelOf } from './labels.ts'

describe('labels', () => {
  it('have words for every cause of unplaced demand', () => {
    for (const cause of UNPLACED_CAUSES) expect(LABELS.unplacedCauses).toHaveProperty(cause)
  })

  it('never say cell, dose or propensity', () => {
    expect(JSON.stringify(LABELS)).not.toMatch(/\b(cell|dose|propensity)/i)
  })

  it('show an unknown code as words', () => {
    expect(labelOf(LABELS.offences, 'affray-in-public')).toBe('Affray in public')
    expect(labelOf(LABELS.offences, 'robbery')).toBe('Robbery')
  })
})
