import {
  checkPlan,
  DomainError,
  setDosesFromCapacity,
  type CheckReport,
  type Hotspot,
  type MechanismReport,
  type Shift,
} from '@planner/shared/core'
import { measureMechanism } from '../plans/measure-mechanism.ts'
import { readHotspots } from '../plans/read-hotspots.ts'
import { parseJson, readText } from '../plans/read-json.ts'
import { applyPlanProfiles, planInputOf, timezoneOfPlan } from '../plans/plan-inputs.ts'
import { readKey } from '../plans/read-settings.ts'
import { readShifts } from '../plans/read-shifts.ts'
import { EXIT, resolvePath, type Command } from './command.ts'
import { createProgress } from './progress.ts'

const FEWEST_DRAWS = 20
const MOST_DRAWS = 10_000

export const check: Command = {
  summary: 'judge a plan, whoever made it: feasible, honest, unpredictable',
  options: {
    plan: { value: 'F.json', help: 'the plan', required: true },
    hotspots: { value: 'F.json', help: 'the ranked places that it was made from' },
    shifts: { value: 'F.csv', help: 'the roster that it was made from' },
    'key-file': { value: 'F', help: 'the revealed key: with all three the plan is made again and compared' },
    mechanism: {
      value: 'N',
      help: `draw N more plans (${FEWEST_DRAWS}-${MOST_DRAWS}, 200 or more for a verdict) from the same inputs without the key, and judge them all; needs the other three`,
    },
  },
  example: 'check --plan plan.json --hotspots hotspots.json --shifts examples/shifts.csv --key-file plan.json.key',
  notes: `
Exit 0 passed, 1 infeasible or tampered, 2 unreadable, 3 feasible but outside the unpredictability bars. Coverage is
shown beside its bar and never decides: it says what the visits are worth, not what can be foreseen.
--mechanism judges not one plan but whatever the planner does with these inputs, and whether starts are as likely as stated.
Given places and tours are compared with the plan's own copies field by field, and the plan is judged by the given ones;
the plan's figures of itself are computed again. What was not checked is listed at the end.
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
    const wantsMechanism = options.has('mechanism')
    if (wantsMechanism && (inputs.hotspots === undefined || inputs.shifts === undefined || inputs.key === undefined))
      throw new DomainError('INVALID_INPUT', '--mechanism needs --hotspots, --shifts and --key-file as well.')
    const draws = options.integer('mechanism', FEWEST_DRAWS, FEWEST_DRAWS, MOST_DRAWS)
    const report = checkPlan(file, inputs)
    io.out(formatReport(report))
    if (!wantsMechanism || report.verdict === 'infeasible' || report.verdict === 'tampered')
      return STATUS[report.verdict]
    const stated = { ...planInputOf(file, inputs.hotspots ?? [], inputs.shifts ?? []), ...report.rules }
    const input = stated.doses === undefined ? stated : setDosesFromCapacity(stated).input
    const mechanism = await measureMechanism(input, draws, {
      signal: new AbortController().signal,
      onProgress: createProgress(io, 'drawing and measuring'),
    })
    io.out(formatMechanism(mechanism))
    const isOutside =
      mechanism.figures.some(({ verdict }) => verdict === 'outside') || mechanism.fidelity?.verdict === 'outside'
    return isOutside ? EXIT.outsideBars : STATUS[report.verdict]
  },
}

const STATUS: Record<CheckReport['verdict'], number> = {
  passed: EXIT.done,
  infeasible: EXIT.infeasible,
  tampered: EXIT.infeasible,
  'outside-bars': EXIT.outsideBars,
}

function formatReport({
  verdict,
  windows,
  hotspots,
  shifts,
  violations,
  bars,
  observers,
  notChecked,
}: CheckReport): string {
  const lines = [`${verdict}: ${windows} windows, ${hotspots} hotspots, ${shifts} tours`]
  if (violations.length === 0) lines.push('0 violations')
  for (const { kind, count, examples } of violations)
    lines.push(`${count} x ${kind}`, ...examples.map((example) => `    ${example}`))
  if (bars.length > 0) lines.push('unpredictability and dose, this draw')
  for (const { name, value, error, low, high, verdict: judged, note } of bars) {
    const shown = value === null ? '-' : `${value.toFixed(3)}${error ? ` +-${error.toFixed(3)}` : ''}`
    lines.push(
      `    ${name.padEnd(21)}${shown.padEnd(18)}bar ${formatBar(low, high).padEnd(12)}${judged.replaceAll('-', ' ')}${note === undefined ? '' : `: ${note}`}`,
    )
  }
  if (observers.length > 0) lines.push('what each observer foresees beyond its reference')
  for (const { name, family, skill } of observers)
    lines.push(`    ${family.padEnd(9)}${name.padEnd(35)}${skill.value.toFixed(4)} +-${skill.error.toFixed(4)}`)
  for (const what of notChecked) lines.push(`not checked: ${what}`)
  return `${lines.join('\n')}\n`
}

function formatBar(low: number | null, high: number | null): string {
  return `${low ?? ''}..${high ?? ''}`
}

function formatMechanism({ draws, figures, fidelity }: MechanismReport): string {
  const lines = [
    `the mechanism, over ${draws} draws: median, 10-90 % of draws, share inside the bar with its own error`,
  ]
  for (const { name, median, p10, p90, inside, low, high, verdict, note, draws: judged } of figures) {
    const shown = `${median.toFixed(3)} (${p10.toFixed(3)} to ${p90.toFixed(3)})`
    lines.push(
      `    ${name.padEnd(21)}${shown.padEnd(26)}bar ${formatBar(low, high).padEnd(12)}${String(Math.round(inside * 100)).padStart(3)} % of ${String(judged).padEnd(6)}${verdict.replaceAll('-', ' ')}${note === undefined ? '' : `: ${note}`}`,
    )
  }
  if (fidelity === null) lines.push('    fidelity: too few draws to judge')
  else
    lines.push(
      `    fidelity: variance ratio ${fidelity.varianceRatio.toFixed(3)} (bar .97-1.03), slope ${fidelity.slope.toFixed(3)} (bar .98-1.02), intercept ${fidelity.intercept.toFixed(5)}: ${fidelity.verdict}`,
    )
  return `${lines.join('\n')}\n`
}
