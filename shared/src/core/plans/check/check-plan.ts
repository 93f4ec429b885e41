import { checkBars } from './check-bars.ts'
import { checkDesign } from './check-design.ts'
import { checkFeasibility } from './check-feasibility.ts'
import { checkRebuild, type CheckInputs } from './check-rebuild.ts'
import { createFindings, TAMPER_KINDS, type BarVerdict, type CheckReport, type Violation } from './check-report.ts'
import { readPlan } from './read-plan.ts'

/**
 * Judges a plan file, whoever made it. It reads the file as a stranger's: nothing is taken for granted, nothing crashes it,
 * and of the planner it shares only travel and time.
 *
 * @param file parsed JSON of any shape
 * @param inputs with hotspots, shifts and key the plan is made again and compared
 */
export function checkPlan(file: unknown, inputs: CheckInputs = {}): CheckReport {
  const findings = createFindings()
  const plan = readPlan(file, findings)
  if (plan !== undefined) {
    checkFeasibility(plan, findings)
    checkDesign(plan, findings)
    checkRebuild(file, plan, inputs, findings)
  }
  const violations = findings.list()
  const { bars, observers } =
    plan !== undefined && violations.length === 0 ? checkBars(plan) : { bars: [], observers: [] }
  return {
    verdict: decide(violations, bars),
    windows: plan?.windows.length ?? 0,
    hotspots: plan?.hotspots.size ?? 0,
    shifts: plan?.shifts.size ?? 0,
    violations,
    bars,
    observers,
    rules: { ...plan?.rules, ...(plan?.design && { design: plan.design }) },
    notChecked: listNotChecked(inputs),
  }
}

function decide(violations: readonly Violation[], bars: readonly BarVerdict[]): CheckReport['verdict'] {
  if (violations.some(({ kind }) => TAMPER_KINDS.includes(kind))) return 'tampered'
  if (violations.length > 0) return 'infeasible'
  return bars.some(({ verdict }) => verdict === 'outside') ? 'outside-bars' : 'passed'
}

function listNotChecked({ hotspots, shifts, key }: CheckInputs): string[] {
  const missing = [
    ...(hotspots === undefined ? ['hotspots'] : []),
    ...(shifts === undefined ? ['shifts'] : []),
    ...(key === undefined ? ['key'] : []),
  ]
  const rebuild =
    missing.length === 0 ? [] : [`whether the inputs and the key give this plan (needs ${missing.join(', ')})`]
  return [...rebuild, 'fidelity (METRICS M) and the figures of other draws: they need the mechanism, not one plan']
}
