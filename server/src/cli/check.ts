import { checkPlan, type CheckReport, type Hotspot, type Shift } from '@planner/shared/core'
import { readHotspots } from '../plans/read-hotspots.ts'
import { parseJson, readText } from '../plans/read-json.ts'
import { applyPlanProfiles, timezoneOfPlan } from '../plans/plan-inputs.ts'
import { readKey } from '../plans/read-settings.ts'
import { readShifts } from '../plans/read-shifts.ts'
import { EXIT, resolvePath, type Command } from './command.ts'

export const check: Command = {
  summary: 'judge a plan, whoever made it: feasible, honest, unpredictable',
  options: {
    plan: { value: 'F.json', help: 'the plan', required: true },
    hotspots: { value: 'F.json', help: 'the ranked places that it was made from' },
    shifts: { value: 'F.csv', help: 'the roster that it was made from' },
    'key-file': { value: 'F', help: 'the revealed key: with all three the plan is made again and compared' },
  },
  example: 'check --plan plan.json --hotspots hotspots.json --shifts examples/shifts.csv --key-file plan.json.key',
  notes: `
Exit 0 passed, 1 infeasible or tampered, 2 unreadable, 3 feasible but outside the unpredictability bars.
The travel model, the days and any profiles from a file are taken from the plan itself, which states them.
`,
  async run(options, io) {
    const path = resolvePath(options.getText('plan'), io)
    const text = await readText(path)
    const file = parseJson(text, path)
    const hotspotsPath = options.text('hotspots')
    const shiftsPath = options.text('shifts')
    const keyPath = options.text('key-file')
    const inputs: { text: string; hotspots?: Hotspot[]; shifts?: Shift[]; key?: Uint8Array } = { text }
    if (hotspotsPath !== undefined)
      inputs.hotspots = applyPlanProfiles((await readHotspots(resolvePath(hotspotsPath, io))).hotspots, file)
    if (shiftsPath !== undefined) inputs.shifts = await readShifts(resolvePath(shiftsPath, io), timezoneOfPlan(file))
    if (keyPath !== undefined) inputs.key = await readKey(resolvePath(keyPath, io))
    const report = checkPlan(file, inputs)
    io.out(formatReport(report))
    return STATUS[report.verdict]
  },
}

const STATUS: Record<CheckReport['verdict'], number> = {
  passed: EXIT.done,
  infeasible: EXIT.infeasible,
  tampered: EXIT.infeasible,
  'outside-bars': EXIT.outsideBars,
}

function formatReport({ verdict, windows, hotspots, shifts, violations, bars, notChecked }: CheckReport): string {
  const lines = [`${verdict}: ${windows} windows, ${hotspots} hotspots, ${shifts} tours`]
  if (violations.length === 0) lines.push('0 violations')
  for (const { kind, count, examples } of violations)
    lines.push(`${count} x ${kind}`, ...examples.map((example) => `    ${example}`))
  if (bars.length > 0) lines.push('unpredictability and dose, this draw')
  for (const { name, value, error, low, high, verdict: judged } of bars) {
    const shown = value === null ? '-' : `${value.toFixed(3)}${error ? ` +-${error.toFixed(3)}` : ''}`
    const bar = `${low ?? ''}..${high ?? ''}`
    lines.push(`    ${name.padEnd(18)}${shown.padEnd(18)}bar ${bar.padEnd(12)}${judged.replaceAll('-', ' ')}`)
  }
  for (const what of notChecked) lines.push(`not checked: ${what}`)
  return `${lines.join('\n')}\n`
}
