import { DomainError, findPersonColumns, guessMapping } from '@planner/shared/core'
import { blankMembers } from './blank-members.ts'
import { formatOf, judgeRows } from './judge-rows.ts'
import { recogniseFormat, understands } from './known-formats.ts'
import { listMembers, type Member } from './list-members.ts'
import type { JudgedRows, OpenedFile, PreparedFile, PrepareProgress, ReadingChoice } from './messages.ts'
import { openTable } from './open-table.ts'
import { readSample } from './read-sample.ts'

/** Guesses look at so many rows: enough to meet the rarer words of a code list. */
const GUESSED_ROWS = 1000

/** A file that was chosen, as long as it is looked at. Nothing of it is sent anywhere. */
export interface IncidentFile {
  opened: OpenedFile
  judge(choice: ReadingChoice, timezone: string): JudgedRows
  /** @param signal gives it up, with its own reason */
  prepare(
    choice: ReadingChoice,
    onProgress: (progress: PrepareProgress) => void,
    signal?: AbortSignal,
  ): Promise<PreparedFile>
}

/**
 * Opens a chosen file: what is in it, its header, and its first rows.
 *
 * @throws {DomainError} INVALID_INPUT naming the file, for what is no file of rows
 */
export async function openIncidentFile(file: File): Promise<IncidentFile> {
  const { packing, members } = await listMembers(file)
  const headers = packing === 'zip' ? await readHeaders(members) : new Map<Member, readonly string[]>()
  const first = chooseFirst(members, headers)
  const table = await openTable(first, (fields) => recogniseFormat(fields) !== undefined)
  const { header } = table
  const sample = await readSample(table)
  const isSame = (fields: readonly string[]): boolean => fields.join('\0') === header.fields.join('\0')
  const isRead = (member: Member): boolean => member === first || isSame(headers.get(member) ?? [])
  const opened: OpenedFile = {
    name: file.name,
    bytes: file.size,
    packing,
    members: members.map((member) => ({ name: member.name, bytes: member.bytes, isRead: isRead(member) })),
    encoding: table.encoding(),
    delimiter: table.delimiter,
    headerLine: header.line,
    columns: sample.columns,
    sampleRows: sample.rows.length,
    recognised: recogniseFormat(header.fields) ?? null,
    people: findPersonColumns(header.fields),
    guess: guessMapping(
      header.fields,
      sample.rows.slice(0, GUESSED_ROWS).map(({ fields }) => fields),
      file.name,
    ),
  }
  return {
    opened,
    judge: (choice, timezone) => judgeRows(first.name, header.fields, sample.rows, { choice, timezone }),
    prepare(choice, onProgress, signal) {
      const format = formatOf(choice)
      return blankMembers({
        packing,
        members: members.filter(isRead),
        columns: format.columns,
        fits: (fields) => understands(format, fields),
        onProgress,
        ...(signal === undefined ? {} : { signal }),
      })
    },
  }
}

/** Headers of the files in an archive; those that are no table have none. */
async function readHeaders(members: readonly Member[]): Promise<Map<Member, readonly string[]>> {
  const headers = new Map<Member, readonly string[]>()
  for (const member of members) {
    try {
      const { header, rows } = await openTable(member, (fields) => recogniseFormat(fields) !== undefined)
      await rows.return(undefined)
      headers.set(member, header.fields)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
  }
  return headers
}

/** The first of a format that is known, else the largest: those beside it are notes, or of another kind. */
function chooseFirst(members: readonly Member[], headers: ReadonlyMap<Member, readonly string[]>): Member {
  const known = members.find((member) => recogniseFormat(headers.get(member) ?? []) !== undefined)
  return known ?? members.reduce((largest, member) => (member.bytes > largest.bytes ? member : largest))
}
