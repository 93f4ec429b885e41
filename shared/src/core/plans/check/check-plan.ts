import { measurePlan } from '../measures/measure.ts'
import { checkBars } from './check-bars.ts'
import { checkDesign } from './check-design.ts'
import { checkFeasibility } from './check-feasibility.ts'
import { checkMeasures, listUnknownMeasures } from './check-measures.ts'
import { checkRebuild, stateInput, type CheckInputs } from './check-rebuild.ts'
import {
  createFindings,
  TAMPER_KINDS,
  type BarVerdict,
  type CheckReport,
  type Findings,
  type Violation,
} from './check-report.ts'
import { compareCopies } from './compare-copies.ts'
import { readPlan, type ReadPlan } from './read-plan.ts'
import { toMeasuredPlan } from './to-measured-plan.ts'

/**
 * Judges a plan file, whoever made it. It reads the file as a stranger's: nothing is taken for granted, nothing crashes it,
 * and of the planner it shares only travel, time and how many visits a roster can carry. Given places and tours take the place
 * of the plan's own copies, which must be the same.
 *
 * @param file parsed JSON of any shape
 * @param inputs with hotspots, shifts and key the plan is made again and compared
 */
export function checkPlan(file: unknown, inputs: CheckInputs = {}): CheckReport {
  const findings = createFindings()
  const read = readPlan(file, findings)
  const plan = read && judgeWithoutBars(file, read, inputs, findings)
  // What cannot be done is not worth measuring, nor can it always be.
  const isWhole = findings.list().every(({ kind }) => TAMPER_KINDS.includes(kind))
  const measured = plan !== undefined && isWhole ? toMeasuredPlan(plan) : undefined
  const measures = measured && measurePlan(measured)
  if (plan !== undefined && measures !== undefined) checkMeasures(file, plan, measures, findings)
  const violations = findings.list()
  const { bars, observers } =
    plan !== undefined && measured !== undefined && measures !== undefined && violations.length === 0
      ? checkBars(plan, measured, measures)
      : { bars: [], observers: [] }
  return {
    verdict: decide(violations, bars),
    windows: plan?.windows.length ?? 0,
    hotspots: plan?.hotspots.size ?? 0,
    shifts: plan?.shifts.size ?? 0,
    violations,
    bars,
    observers,
    rules: { ...plan?.rules, ...(plan?.design && { design: plan.design }) },
    notChecked: listNotChecked(inputs, plan, measures && listUnknownMeasures(file, measures)),
  }
}

/** @returns the plan with the given places and tours for its own copies of them */
function judgeWithoutBars(file: unknown, read: ReadPlan, inputs: CheckInputs, findings: Findings): ReadPlan {
  const input = stateInput(read, inputs, findings)
  const plan = compareCopies(
    file,
    read,
    {
      hotspots: input?.hotspots ?? inputs.hotspots,
      shifts: inputs.shifts,
      dosesAreSet: input !== undefined || read.rules.doses === undefined,
    },
    findings,
  )
  checkFeasibility(plan, findings)
  checkDesign(plan, findings)
  checkRebuild(file, read, input, inputs, findings)
  return plan
}

function decide(violations: readonly Violation[], bars: readonly BarVerdict[]): CheckReport['verdict'] {
  if (violations.some(({ kind }) => TAMPER_KINDS.includes(kind))) return 'tampered'
  if (violations.length > 0) return 'infeasible'
  return bars.some(({ verdict }) => verdict === 'outside') ? 'outside-bars' : 'passed'
}

function listNotChecked(
  { hotspots, shifts, key }: CheckInputs,
  plan: ReadPlan | undefined,
  unknownMeasures: readonly string[] | undefined,
): string[] {
  const missing = [
    ...(hotspots === undefined ? ['hotspots'] : []),
    ...(shifts === undefined ? ['shifts'] : []),
    ...(key === undefined ? ['key'] : []),
  ]
  const copies = missing.filter((name) => name !== 'key')
  const needs = `(needs ${missing.join(', ')})`
  return [
    ...(missing.length === 0 ? [] : [`whether the inputs and the key give this plan ${needs}`]),
    ...(missing.length === 0
      ? []
      : [
          `whether windows were left out, or changed to others that a crew can do as well; the stated probabilities beyond ` +
            `agreeing with each other; entry points, unplaced, unused and roster breaches ${needs}`,
        ]),
    ...(key === undefined ? ['whether keyHash is that of any key (needs key)'] : []),
    ...(copies.length === 0
      ? []
      : [
          `the plan's own copies of ${copies.join(' and ')}, by which it was judged, and inputsHash (needs ${copies.join(', ')})`,
        ]),
    ...(plan?.rules.doses !== undefined && hotspots !== undefined && shifts === undefined
      ? ['doses and ceilings of places, which the plan set from capacity (needs shifts)']
      : []),
    ...(unknownMeasures === undefined || unknownMeasures.length === 0
      ? []
      : [`measures that are not known here: ${unknownMeasures.join(', ')}`]),
    'whether its days, travel model, rules and profiles from a file are those that were agreed: they are as the plan states them',
    'fidelity (METRICS M) and the figures of other draws: they need the mechanism, not one plan',
  ]
}
