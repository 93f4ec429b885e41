import {
  createZone,
  DomainError,
  parseShifts,
  REQUIRED_SHIFT_COLUMNS,
  type Shift,
  type ShiftReject,
  type ShiftRow,
} from '@planner/shared/core'
import { listSources, type SourcePath } from '../incidents/sources/list-sources.ts'
import { readRows } from '../incidents/sources/read-rows.ts'

/** Bad rows that a message lists in full. */
const LISTED_REJECTS = 10
/** Of a header that is none as much is repeated as shows what it is. */
const LONGEST_HEADER = 200

/**
 * The tours of a shifts CSV (DESIGN 9). A roster with a hole is a wrong plan, so one bad row refuses the file.
 *
 * @param path the file, or an upload with the name that messages should use for it
 * @param timezone IANA name for times without an offset
 * @throws {DomainError} INVALID_INPUT with line, column, value and advice of the first bad rows and how many there are
 */
export async function readShifts(path: SourcePath, timezone: string): Promise<Shift[]> {
  const [file, ...others] = await listSources([path], 'shifts')
  if (file === undefined || others.length > 0)
    throw new DomainError('INVALID_INPUT', 'A folder is not a roster. Give one shifts CSV.')
  const rows: ShiftRow[] = []
  let header: readonly string[] | undefined
  for await (const { fields, line } of readRows(file)) {
    if (header === undefined) header = readHeader(fields, file.name)
    else {
      if (fields.length > header.length)
        throw new DomainError(
          'INVALID_INPUT',
          `${file.name}, line ${line} has ${fields.length} values for ${header.length} columns. Put text with a comma in quotes.`,
        )
      rows.push({ line, fields: toFields(header, fields) })
    }
  }
  if (header === undefined)
    throw new DomainError('INVALID_INPUT', `${file.name} is empty. Its first line names the columns: see plan --help.`)
  const { shifts, rejects } = parseShifts(rows, { file: file.name, zone: createZone(timezone) })
  if (rejects.length > 0) throw new DomainError('INVALID_INPUT', formatRejects(rejects, rows.length))
  if (shifts.length === 0) throw new DomainError('INVALID_INPUT', `${file.name} has no tours, only the header.`)
  return shifts
}

function readHeader(fields: readonly string[], file: string): string[] {
  const header = fields.map((name) => name.trim())
  const missing = REQUIRED_SHIFT_COLUMNS.filter((column) => !header.includes(column))
  if (missing.length > 0) {
    const has = header.join(', ')
    const advice = header.length === 1 ? ' Save it with commas between the columns.' : ''
    throw new DomainError(
      'INVALID_INPUT',
      `${file} lacks the column${missing.length === 1 ? '' : 's'} ${missing.join(', ')}; ` +
        `it has: ${has.length > LONGEST_HEADER ? `${has.slice(0, LONGEST_HEADER)}...` : has}.${advice}`,
    )
  }
  const repeated = header.find((name, index) => name !== '' && header.indexOf(name) < index)
  if (repeated !== undefined)
    throw new DomainError('INVALID_INPUT', `${file} has the column ${repeated} twice; keep the one that holds.`)
  return header
}

/** Fields by column name; no prototype, so that a column named like a built-in is only a column. */
function toFields(header: readonly string[], fields: readonly string[]): Record<string, string> {
  const byName = Object.create(null) as Record<string, string>
  for (const [index, name] of header.entries()) byName[name] = fields[index] ?? ''
  return byName
}

function formatRejects(rejects: readonly ShiftReject[], rows: number): string {
  const listed = rejects
    .slice(0, LISTED_REJECTS)
    .map(({ file, line, column, value, advice }) => `  ${file}, line ${line}, ${column} "${value}": ${advice}`)
  const rest = rejects.length - listed.length
  const more = rest > 0 ? [`  and ${rest} more`] : []
  return [
    `The roster has ${count(rejects.length, 'fault')} in ${count(rows, 'row')}; mend and try again.`,
    ...listed,
    ...more,
  ].join('\n')
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
