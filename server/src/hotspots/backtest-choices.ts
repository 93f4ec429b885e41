import { DomainError, RANKING_METHODS } from '@planner/shared/core'

/** Weeks between the dates stood at, where nobody says. */
export const DEFAULT_STEP_WEEKS = 4

export const METHOD_IDS: readonly string[] = RANKING_METHODS.map((method) => method.id)

/**
 * The methods, as long as there are such.
 *
 * @throws {DomainError} INVALID_INPUT naming the one that there is not, and those that there are
 */
export function checkMethods(wanted: readonly string[]): readonly string[] {
  const unknown = wanted.find((id) => !METHOD_IDS.includes(id))
  if (unknown !== undefined)
    throw new DomainError('INVALID_INPUT', `There is no method "${unknown}". Methods: ${METHOD_IDS.join(', ')}.`)
  return wanted
}
