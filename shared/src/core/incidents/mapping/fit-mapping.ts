import { normalise } from '../formats/row-fields.ts'
import type { IncidentMapping } from './incident-mapping.ts'
import { hasOffenceColumn } from './offence-columns.ts'

/** A mapping that is kept under a name. */
export interface SavedMapping {
  name: string
  mapping: {
    columns: Readonly<Record<string, string>> | IncidentMapping['columns']
    constants?: Readonly<Record<string, string>> | IncidentMapping['constants']
    marks?: Readonly<Record<string, string>>
  }
}

/**
 * Those of the saved mappings that can read a file with this header, the best first: all their columns are there, and the more of
 * them the better. Among equals the order stays. Header names are compared as formats compare them. A mapping by which every row
 * is one offence does not fit a file that has a column for it: its rows would all be called what they are not.
 */
export function findFittingMappings<Saved extends SavedMapping>(
  header: readonly string[],
  saved: readonly Saved[],
): Saved[] {
  const names = new Set(header.map(normalise))
  const columnsOf = ({ mapping: { columns, marks } }: Saved): string[] =>
    [...Object.values(columns), ...Object.keys(marks ?? {})].map(normalise)
  const saysOffence = hasOffenceColumn(header)
  return saved
    .filter(({ mapping }) => !(saysOffence && mapping.constants?.offence !== undefined))
    .filter((one) => columnsOf(one).every((column) => names.has(column)))
    .toSorted((a, b) => new Set(columnsOf(b)).size - new Set(columnsOf(a)).size)
}
