import { DomainError } from '../../errors.ts'
import { OFFENCES, type Offence } from '../../incidents/incident.ts'

/** Harm of one incident of each class, as days of an index: a force may have its own. */
export interface HarmTable {
  name: string
  /** where the days come from, for a reader who doubts them */
  source: string
  /** the most days that one incident counts */
  capDays: number
  /** days before the cap; 0: the class does no harm by this table */
  days: Readonly<Record<Offence, number>>
}

/** Ten lives in prison: a larger figure is a slip. */
export const MOST_HARM_DAYS = 365_000

/** @throws {DomainError} INVALID_INPUT naming the class, its value and what it may be */
export function checkHarmTable(table: HarmTable): HarmTable {
  const isDays = (value: number): boolean => Number.isFinite(value) && value >= 0 && value <= MOST_HARM_DAYS
  for (const offence of OFFENCES) {
    if (isDays(table.days[offence])) continue
    throw new DomainError(
      'INVALID_INPUT',
      `Harm table "${table.name}": ${offence} has ${table.days[offence]} days; give a number from 0 to ${MOST_HARM_DAYS}.`,
    )
  }
  if (!isDays(table.capDays) || table.capDays === 0)
    throw new DomainError(
      'INVALID_INPUT',
      `Harm table "${table.name}": the cap is ${table.capDays} days; give a number above 0 and up to ${MOST_HARM_DAYS}.`,
    )
  return table
}

/** Days that one incident counts, by index into OFFENCES. */
export function cappedDays({ capDays, days }: HarmTable): Float64Array {
  return Float64Array.from(OFFENCES, (offence) => Math.min(days[offence], capDays))
}
