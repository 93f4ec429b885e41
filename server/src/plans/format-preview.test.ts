import type { PlanInput } from '@planner/shared/core'
import { describe, expect, it } from 'vitest'
import { describePreview } from './format-preview.ts'
import { createForce } from './force.test-support.ts'

describe('describePreview', () => {
  const input: PlanInput = createForce()

  it('gives the price of every entropy floor, and marks the one of the plan', () => {
    const lines = describePreview(input).split('\n')
    expect(lines.filter((line) => /^ {2}[01]\.\d{6} .* %/.test(line)).length).toBeGreaterThan(5)
    expect(lines.filter((line) => line.endsWith('<- this plan'))).toHaveLength(1)
  })

  it('says so instead where that would take too long', () => {
    const hotspots = Array.from({ length: 2501 }, () => input.hotspots[0]!)
    expect(describePreview({ ...input, hotspots })).toContain('at most 2500 hotspots')
  })
})
