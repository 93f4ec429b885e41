import { sha256Hex } from '../../random.ts'
import type { Shift } from '../../duties/shift.ts'
import type { Hotspot } from '../../hotspots/hotspot.ts'
import { DomainError } from '../../errors.ts'
import { drawCrossover } from '../designs/crossover.ts'
import { setDosesFromCapacity } from '../doses.ts'
import { PLANNER_VERSION } from '../../planner-version.ts'
import { makePlan } from '../make-plan.ts'
import { hashPlanInputs } from '../normalise-input.ts'
import type { Plan, PlanInput } from '../plan.ts'
import { formatPlanChunks, formatPlanFile } from '../plan-file.ts'
import type { Findings } from './check-report.ts'
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

/** Makes the plan again from the inputs and the revealed key and names the first difference. */
export function checkRebuild(file: unknown, plan: ReadPlan, inputs: CheckInputs, findings: Findings): void {
  const { hotspots, shifts, key, text, onProgress } = inputs
  if (key !== undefined && sha256Hex(key) !== plan.keyHash)
    findings.add('key-differs', `the key's SHA-256 is ${sha256Hex(key)}; the plan was published with ${plan.keyHash}`)
  if (hotspots === undefined || shifts === undefined) return
  const stated: PlanInput = {
    hotspots,
    shifts,
    startDay: plan.startDay,
    days: plan.days,
    timezone: plan.timezone,
    travel: plan.travel,
    ...plan.rules,
    ...redrawDesign(plan, hotspots, key),
  }
  let rebuilt: Plan
  try {
    const input = stated.doses === undefined ? stated : setDosesFromCapacity(stated).input
    const inputsHash = hashPlanInputs(input)
    if (inputsHash !== plan.inputsHash)
      findings.add(
        'inputs-differ',
        `these inputs hash to ${inputsHash}; the plan says ${plan.inputsHash}${otherVersion(plan)}`,
      )
    if (key === undefined) return
    const progress = onProgress === undefined ? {} : { onProgress }
    rebuilt = makePlan(input, { key, draw: plan.draw, ...progress })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    findings.add('rebuild-differs', `the plan cannot be made from these inputs: ${error.message}`)
    return
  }
  if (isSameText(text ?? `${JSON.stringify(file)}\n`, formatPlanChunks(rebuilt))) return
  const difference = findFirstDifference(file, JSON.parse(formatPlanFile(rebuilt)), 'plan')
  findings.add(
    'rebuild-differs',
    difference ?? 'the values are the same but the bytes are not: spacing or key order differs',
  )
}

/** Every version of the planner makes plans of its own, so only the one that made a plan can make it again. */
function otherVersion({ plannerVersion }: ReadPlan): string {
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

/** The first path, in the order of the rebuilt file, at which two parsed files differ. */
function findFirstDifference(given: unknown, rebuilt: unknown, path: string): string | undefined {
  if (Object.is(given, rebuilt)) return undefined
  if (typeof given !== 'object' || typeof rebuilt !== 'object' || given === null || rebuilt === null)
    return `${path} is ${show(given)}; the inputs and the key give ${show(rebuilt)}`
  const ours = rebuilt as Record<string, unknown>
  const theirs = given as Record<string, unknown>
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const step = Array.isArray(rebuilt) ? `${path}[${name}]` : `${path}.${name}`
    const difference = findFirstDifference(theirs[name], ours[name], step)
    if (difference !== undefined) return difference
  }
  return undefined
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > 80 ? `${text.slice(0, 80)}...` : text
}
