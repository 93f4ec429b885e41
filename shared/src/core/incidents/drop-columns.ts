import { DomainError } from '../errors.ts'
import { normalise } from './formats/row-fields.ts'
import { findPersonColumns } from './mapping/person-columns.ts'

/** What a load says about columns that it does not read. */
export interface DroppedColumns {
  /** names of columns to leave out, compared without case and outer white space */
  drop: readonly string[]
  /** Whether a mapping says of every column whether it is read: then all others are left out by name. */
  isMapped: boolean
}

/**
 * The header as a format may see it: names in `drop` are empty, so that none of those columns is read.
 *
 * @param file for messages
 * @throws {DomainError} INVALID_INPUT naming columns that speak of persons where neither `drop` nor a mapping leaves them out:
 *   no such column is ever read, but whoever sends one is to know
 */
export function dropColumns(header: readonly string[], { drop, isMapped }: DroppedColumns, file: string): string[] {
  const dropped = new Set(drop.map(normalise))
  const left = header.map((name) => (dropped.has(normalise(name)) ? '' : name))
  const persons = isMapped ? [] : findPersonColumns(left)
  if (persons.length > 0)
    throw new DomainError(
      'INVALID_INPUT',
      `${file} has columns that speak of persons: ${persons.map((name) => `"${name.trim().slice(0, SHOWN_LENGTH)}"`).join(', ')}. ` +
        'They are not needed and are not read. Take them out of the file, say which columns are needed (a mapping: --map F.json), or leave these out by name (--drop "A,B").',
      `${file} has ${persons.length === 1 ? 'a column that speaks' : `${persons.length} columns that speak`} of persons.`,
    )
  return left
}

const SHOWN_LENGTH = 60
