import { setDosesFromCapacity, type PlanInput } from '@planner/shared/core'
import type { PlanDesign, PlanSettings, UnitDoses } from '@planner/shared/schemas'
import { drawDesign } from './plan-design.ts'

/** What is still to be worked out of an input: doses, which take as long as a preview, and the design's draw. */
export interface InputFinish {
  doses: NonNullable<PlanSettings['doses']>
  design: PlanDesign
  key: Uint8Array
  draw: number
}

/** The input that is planned, and what setting doses from capacity did; null: they are as ranked. For threads: it takes a while. */
export function finishInput(
  given: PlanInput,
  { doses, design, key, draw }: InputFinish,
): { input: PlanInput; doses: UnitDoses[] | null } {
  const set = doses === 'from-capacity' ? setDosesFromCapacity(given) : { input: given, units: null }
  return { input: { ...set.input, ...drawDesign(design, set.input, { key, draw }) }, doses: set.units }
}
