import { DomainError } from '../errors.ts'
import type { Offence } from '../incidents/incident.ts'

/** Offence classes that can be asked for by one word; weapons and other are found by policing and never ranked. */
export const OFFENCE_GROUPS: Readonly<Record<'violence' | 'robbery', readonly Offence[]>> = {
  violence: ['homicide', 'violence-with-injury', 'violence-without-injury', 'sexual-offence'],
  robbery: ['robbery'],
}

/** @throws {DomainError} INVALID_INPUT when there is none, or one that is never ranked */
export function checkOffences(offences: readonly Offence[]): void {
  if (offences.length === 0)
    throw new DomainError('INVALID_INPUT', 'No offence is asked for. Name at least one class, or violence or robbery.')
  const unrankable = offences.find((offence) => offence === 'weapons' || offence === 'other')
  if (unrankable !== undefined)
    throw new DomainError(
      'INVALID_INPUT',
      `Offence class "${unrankable}" is never ranked: such finds say where police searched. Use violence or robbery.`,
    )
}
