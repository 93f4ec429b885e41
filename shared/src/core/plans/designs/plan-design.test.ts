import { beforeAll, describe, expect, it } from 'vitest'
import { checkPlan } from '../check/check-plan.ts'
import { makePlan } from '../make-plan.ts'
import { hashPlanInputs } from '../normalise-input.ts'
import { formatPlanFile, toPlanFile } from '../plan-file.ts'
import { createInstance } from '../plan-instance.test-support.ts'
import type { PlanInput } from '../plan.ts'
import { drawCrossover } from './crossover.ts'

const key = new Uint8Array(32).fill(9)
const ordinary = createInstance({ hotspots: 12, bcus: 2, crews: 2, days: 7 })
const input: PlanInput = { ...ordinary, design: drawCrossover('crossover-daily', ordinary, { key, draw: 0 }) }
const { hotspots, shifts } = ordinary

type File = ReturnType<typeof toPlanFile>
let text = ''
beforeAll(() => {
  text = formatPlanFile(makePlan(input, { key }))
})
const parse = (): File => JSON.parse(text) as File
const kindsOf = (file: unknown, inputs = {}): string[] => checkPlan(file, inputs).violations.map(({ kind }) => kind)

describe('a plan with a crossover', () => {
  it('has its table in the file, no window on a control day, and is rebuilt from inputs and key', () => {
    const file = parse()
    expect(file.meta.design).toBe('crossover-daily')
    expect(file.design?.assignments).toHaveLength(12 * 7)
    const control = new Set(
      file.design?.assignments.filter(({ arm }) => arm === 'control').map(({ hotspotId, day }) => hotspotId + day),
    )
    expect(control.size).toBe(42)
    expect(file.windows.length).toBeGreaterThan(50)
    expect(file.windows.filter(({ hotspotId, start }) => control.has(hotspotId + start.slice(0, 10)))).toEqual([])
    expect(checkPlan(file, { text, hotspots, shifts, key }).violations).toEqual([])
    expect(checkPlan(file, { text, hotspots, shifts }).violations).toEqual([])
  })

  it('is another plan by its inputs, while an ordinary one shows nothing of designs', () => {
    expect(hashPlanInputs(input)).not.toBe(hashPlanInputs(ordinary))
    const file = toPlanFile(makePlan({ ...ordinary, days: 2 }, { key }))
    expect(Object.keys(file)).not.toContain('design')
    expect(Object.keys(file.meta)).not.toContain('design')
  })

  it('shows a window moved to a control day, also where the rules were changed to hide it', () => {
    const file = parse()
    const { hotspotId, start } = file.windows[0]!
    const day = start.slice(0, 10)
    const assignment = file.design?.assignments.find((row) => row.hotspotId === hotspotId && row.day === day)
    assignment!.arm = 'control'
    expect(kindsOf(file)).toEqual(['untreated-day', 'design-mismatch'])
    const stripped = file as { rules?: unknown }
    delete stripped.rules
    expect(kindsOf(file)).toEqual(expect.arrayContaining(['untreated-day', 'design-mismatch']))
  })

  it('shows arms that did not come from the key, even where table, rules and hash agree', () => {
    const chosen = drawCrossover('crossover-daily', ordinary, { key: new Uint8Array(32).fill(1), draw: 0 })
    const forged = JSON.parse(formatPlanFile(makePlan({ ...ordinary, design: chosen }, { key }))) as File
    expect(kindsOf(forged, { hotspots, shifts })).toEqual([])
    expect(kindsOf(forged, { hotspots, shifts, key })).toEqual(expect.arrayContaining(['rebuild-differs']))
  })

  it.each([
    ['name', (file: File) => (file.meta.design = 'crossover-blocks')],
    ['arm', (file: File) => ((file.design!.assignments[0] as { arm: string }).arm = 'maybe')],
    ['day', (file: File) => (file.design!.assignments[0]!.day = '2030-01-01')],
    ['probability', (file: File) => (file.design!.assignments[0]!.probability = 0.9)],
  ])('is refused with a wrong %s in its table', (_, spoil) => {
    const file = parse()
    spoil(file)
    expect(kindsOf(file)).toContain('structure')
  })
})
