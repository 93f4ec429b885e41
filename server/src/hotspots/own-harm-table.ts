import { checkHarmTable, DomainError, OFFENCE_GROUPS, type HarmTable, type Offence } from '@planner/shared/core'

/** Classes that a ranking may count; weapons and other offences never are. */
export const RANKED_OFFENCES: readonly Offence[] = [...OFFENCE_GROUPS.violence, ...OFFENCE_GROUPS.robbery]

/**
 * A table that a force gives, from a file or over the network.
 *
 * @throws {DomainError} INVALID_INPUT naming the class and its value, or when no class that is ranked has days
 */
export function checkOwnHarmTable(table: HarmTable): HarmTable {
  checkHarmTable(table)
  if (RANKED_OFFENCES.every((offence) => table.days[offence] === 0))
    throw new DomainError(
      'INVALID_INPUT',
      `Harm table "${table.name}": nothing would count, since every class that is ranked has 0 days. Give days to at least one of ${RANKED_OFFENCES.join(', ')}.`,
    )
  return table
}
