import { DomainError } from '@planner/shared/core'
import { listSources, type SourcePath } from '../incidents/sources/list-sources.ts'
import { readRows } from '../incidents/sources/read-rows.ts'

/** One row of a small CSV file by column name. */
export interface CsvRecord<Column extends string> {
  /** 1-based line on which the row starts */
  line: number
  fields: Readonly<Record<Column, string>>
}

/**
 * A small CSV file (areas, labels) as a whole. Only the named columns are read; the order of columns does not matter, white
 * space around a value does not count.
 *
 * @param layouts column lists, of which the header must hold one in full; the first that fits is read
 * @param most rows that are read of such a file; more are refused, so that it stays small
 * @throws {DomainError} NOT_FOUND or INVALID_INPUT naming the file and what is missing
 */
export async function readRecords<Column extends string>(
  source: SourcePath,
  layouts: readonly (readonly Column[])[],
  most = Infinity,
): Promise<{ columns: readonly Column[]; records: CsvRecord<Column>[] }> {
  const path = typeof source === 'string' ? source : source.name
  const [file] = await listSources([source], 'canonical')
  let header: readonly string[] | undefined
  let columns: readonly Column[] = []
  const records: CsvRecord<Column>[] = []
  for await (const { fields, line } of readRows(file!)) {
    if (header === undefined) {
      header = fields.map((name) => name.trim())
      columns = fittingLayout(path, header, layouts)
      continue
    }
    const names = header
    if (records.length >= most)
      throw new DomainError('INVALID_INPUT', `${path} has more than ${most} rows, the most that are read of it.`)
    records.push({
      line,
      fields: Object.fromEntries(columns.map((name) => [name, fields[names.indexOf(name)]?.trim() ?? ''])) as Record<
        Column,
        string
      >,
    })
  }
  if (header === undefined) throw new DomainError('INVALID_INPUT', `${path} is empty. A header line is needed.`)
  return { columns, records }
}

function fittingLayout<Column extends string>(
  path: string,
  header: readonly string[],
  layouts: readonly (readonly Column[])[],
): readonly Column[] {
  const layout = layouts.find((names) => names.every((name) => header.includes(name)))
  if (layout === undefined)
    throw new DomainError(
      'INVALID_INPUT',
      `${path} has the columns ${header.join(',')}; it needs ${layouts.map((names) => names.join(',')).join(' or ')}.`,
    )
  return layout
}
