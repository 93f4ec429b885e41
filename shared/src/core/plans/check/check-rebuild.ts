import { sha256Hex } from '../../random.ts'
import type { Shift } from '../../duties/shift.ts'
import type { Hotspot } from '../../hotspots/hotspot.ts'
import { DomainError } from '../../errors.ts'
import { drawCrossover } from '../designs/crossover.ts'
import { setDosesFromCapacity } from '../doses.ts'
import { PLANNER_VERSION } from '../../planner-version.ts'
import { makePlan } from '../make-plan.ts'
import { hashPlanInputs } from '../normalise-input.ts'
import type { PlanInput } from '../plan.ts'
import { formatPlanChunks, formatPlanFile } from '../plan-file.ts'
import type { Findings } from './check-report.ts'
import { findFirstDifference, showValue } from './find-difference.ts'
import type { ReadPlan } from './read-plan.ts'

/** What a plan is said to be made from; the travel model, the days and the draw are read from the plan itself. */
export interface CheckInputs {
  /** the plan file as text: compared byte for byte where it is given */
  text?: string
  hotspots?: readonly Hotspot[]
  shifts?: readonly Shift[]
  key?: Uint8Array
  onProgress?: (share: number) => void
}

/**
 * What the plan should have been made from: the given places and tours with the plan's own days, travel and rules, the doses
 * set from capacity again where the plan says so.
 *
 * @returns undefined without hotspots and shifts, or where they do not go with the rest of the plan
 */
export function stateInput(plan: ReadPlan, inputs: CheckInputs, findings: Findings): PlanInput | undefined {
  const { hotspots, shifts, key } = inputs
  if (hotspots === undefined || shifts === undefined) return undefined
  return refuseAsDifferent(findings, () => {
    const stated: PlanInput = {
      hotspots,
      shifts,
      startDay: plan.startDay,
      days: plan.days,
      timezone: plan.timezone,
      travel: plan.travel,
      ...plan.rules,
      ...redrawDesign(plan, hotspots, key),
      // The order is the plan's own affair: it changes nothing that is drawn.
      hotspotOrder: [...plan.hotspots.keys()],
    }
    return stated.doses === undefined ? stated : setDosesFromCapacity(stated).input
  })
}

/** Hashes the inputs, and with the revealed key makes the plan again from them and names the first difference. */
export function checkRebuild(
  file: unknown,
  plan: ReadPlan,
  input: PlanInput | undefined,
  { key, text, onProgress }: CheckInputs,
  findings: Findings,
): void {
  if (key !== undefined && sha256Hex(key) !== plan.keyHash)
    findings.add('key-differs', `the key's SHA-256 is ${sha256Hex(key)}; the plan was published with ${plan.keyHash}`)
  if (input === undefined) return
  const rebuilt = refuseAsDifferent(findings, () => {
    const inputsHash = hashPlanInputs(input)
    if (inputsHash !== plan.inputsHash)
      findings.add(
        'inputs-differ',
        `these inputs hash to ${inputsHash}; the plan says ${plan.inputsHash}${otherVersion(plan)}`,
      )
    return key && makePlan(input, { key, draw: plan.draw, ...(onProgress && { onProgress }) })
  })
  if (rebuilt === undefined || isSameText(text ?? `${JSON.stringify(file)}\n`, formatPlanChunks(rebuilt))) return
  const difference = findFirstDifference(file, JSON.parse(formatPlanFile(rebuilt)), 'plan')
  findings.add(
    'rebuild-differs',
    difference === undefined
      ? 'the values are the same but the bytes are not: spacing or key order differs'
      : `${difference.path} is ${showValue(difference.given)}; the inputs and the key give ${showValue(difference.wanted)}`,
  )
}

/** Inputs of which no plan can be made are not those of this plan. */
function refuseAsDifferent<T>(findings: Findings, make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    findings.add('rebuild-differs', `the plan cannot be made from these inputs: ${error.message}`)
    return undefined
  }
}

/** Every version of the planner makes plans of its own, so only the one that made a plan can make it again. */
export function otherVersion({ plannerVersion }: ReadPlan): string {
  if (plannerVersion === PLANNER_VERSION) return ''
  return `. It was made by planner ${plannerVersion}, and this is ${PLANNER_VERSION}: check it with that version`
}

/** Piece by piece: the text of a big plan need not exist twice to be compared. */
function isSameText(text: string, pieces: Iterable<string>): boolean {
  let at = 0
  for (const piece of pieces) {
    if (!text.startsWith(piece, at)) return false
    at += piece.length
  }
  return at === text.length
}

/** A design is part of what the key decides: with the key it is drawn again, without it the file's own is hashed. */
function redrawDesign(
  { design, startDay, days, draw }: ReadPlan,
  hotspots: readonly Hotspot[],
  key: Uint8Array | undefined,
): Pick<PlanInput, 'design'> {
  if (design === undefined) return {}
  if (key === undefined) return { design }
  return { design: drawCrossover(design.name, { hotspots, startDay, days }, { key, draw }) }
}
