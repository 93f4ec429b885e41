import { describe, expect, it } from 'vitest'
import { makePlan } from '../make-plan.ts'
import { toPlanFile } from '../plan-file.ts'
import { createInstance } from '../plan-instance.test-support.ts'
import { checkPlan } from './check-plan.ts'

type PlanFile = ReturnType<typeof toPlanFile>

const key = new Uint8Array(32).fill(7)
const DAY_MS = 86_400_000

/** Late November in London is UTC. */
const shifted = (time: string, days: number): string =>
  `${new Date(Date.parse(time) + days * DAY_MS).toISOString().slice(0, 19)}+00:00`

describe('the bars of a plan', () => {
  it('holds a plan whose visits start only in the first minutes of a half-hour to the bars and finds it outside', () => {
    const big = createInstance({ hotspots: 16, bcus: 1, crews: 2, days: 21, flat: true })
    const made = toPlanFile(makePlan(big, { key }))
    const honest = checkPlan(made)
    expect(honest.bars.find(({ name }) => name === 'minuteEntropy')!.verdict).toBe('inside')
    const minuteEntropy = (file: PlanFile) => checkPlan(file).bars.find(({ name }) => name === 'minuteEntropy')
    const clockwork = { ...structuredClone(made), measures: {} }
    clockwork.windows = clockwork.windows.filter(({ start }) => Number(start.slice(14, 16)) % 30 < 12)
    expect(minuteEntropy(clockwork)!.verdict).toBe('outside')
    expect(checkPlan(clockwork).verdict).toBe('outside-bars')
  })

  it('shows little coverage without letting it decide', () => {
    const made = toPlanFile(
      makePlan(createInstance({ hotspots: 16, bcus: 1, crews: 2, days: 21, flat: true }), { key }),
    )
    const before = checkPlan(made)
    const coverage = (report: typeof before) => report.bars.find(({ name }) => name === 'coverageOfBound')!
    const misplaced = { ...structuredClone(made), measures: {} }
    // All risk in one hour of the night: crews that come at any hour cover little of it.
    const spike = Array.from({ length: 168 }, (_, hour) => (hour % 24 === 4 ? 24 : 0))
    for (const hotspot of misplaced.hotspots) hotspot.profile = spike
    const after = checkPlan(misplaced)
    expect(coverage(before).verdict).toBe('inside')
    expect(coverage(after).verdict).toBe('outside-not-decisive')
    expect(after.verdict).toBe(before.verdict)
  })

  it('sends the observers after a plan: one that repeats a day is found out, ours is not', () => {
    const force = createInstance({ hotspots: 22, bcus: 1, crews: 3, days: 21, flat: true })
    const made = toPlanFile(makePlan(force, { key }))
    const honest = checkPlan(made)
    const skillOf = (report: typeof honest, name: string) => report.bars.find((bar) => bar.name === name)!
    for (const name of ['staticSkill', 'localSkill', 'networkSkill'])
      expect(skillOf(honest, name).verdict).not.toBe('outside')
    expect(honest.observers).toHaveLength(9)
    expect(honest.notChecked.join()).not.toContain('observers')

    const repeated = { ...structuredClone(made), measures: {} }
    const template = made.windows.filter(({ shiftId }) => shiftId.startsWith('s0-0-'))
    const end = Date.parse('2026-12-14T00:00:00Z')
    repeated.windows = Array.from({ length: 21 }, (_, day) =>
      template.map((window) => {
        const start = shifted(window.start, day)
        const bin = Math.floor((Date.parse(start) - Date.parse('2026-11-23T00:00:00Z')) / 1_800_000)
        const shiftId = window.shiftId.replace('s0-0-', `s0-${day}-`)
        const probability = made.propensities.p[window.hotspotId]![bin] ?? 0
        return { ...window, id: `${window.id}-${day}`, shiftId, start, end: shifted(window.end, day), probability }
      }),
    )
      .flat()
      .filter(({ start }) => Date.parse(start) < end)
    for (const shift of repeated.shifts) {
      const model = made.shifts.find(({ id }) => id === shift.id.replace(/^s0-\d+-/, 's0-0-'))!
      const day = Number(shift.id.split('-')[1])
      shift.break = { start: shifted(model.break!.start, day), end: shifted(model.break!.end, day) }
    }
    // The day that is repeated may be one on which a place had more than its mean: ceilings are not what this is about.
    for (const hotspot of repeated.hotspots) hotspot.capWeek = 7 * hotspot.capDay
    const report = checkPlan(repeated)
    expect(report.violations).toEqual([])
    expect(report.verdict).toBe('outside-bars')
    expect(skillOf(report, 'staticSkill')).toMatchObject({ verdict: 'outside' })
    expect(skillOf(report, 'staticSkill').value).toBeGreaterThan(0.9)
    expect(skillOf(report, 'safestDecileLocal').value).toBe(0)
  })
})
