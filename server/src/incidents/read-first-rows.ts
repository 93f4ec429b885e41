import { DomainError } from '@planner/shared/core'
import { listSources } from './sources/list-sources.ts'
import { openSource } from './sources/open-source.ts'
import { openTable } from './sources/open-table.ts'

/** The beginning of a file, as a person would look at it. */
export interface FirstRows {
  /** name for messages */
  file: string
  header: readonly string[]
  rows: readonly (readonly string[])[]
}

/**
 * The header and at most `count` rows of a file: of a folder or an archive those of its first CSV file.
 *
 * @throws {DomainError} INVALID_INPUT or NOT_FOUND naming what is no such file
 */
export async function readFirstRows(path: string, count: number): Promise<FirstRows> {
  const [file] = await listSources([path], 'mapped')
  if (file === undefined) throw new DomainError('INVALID_INPUT', `${path} has no CSV file.`)
  const source = await openSource(file)
  try {
    const table = await openTable(source, file.name)
    if (table === undefined)
      throw new DomainError('INVALID_INPUT', `${file.name} is empty. A header line with column names is needed.`)
    const rows: (readonly string[])[] = []
    for await (const batch of table.rows) {
      for (const { fields } of batch) if (rows.length < count) rows.push(fields)
      if (rows.length >= count) break
    }
    return { file: file.name, header: table.header.fields, rows }
  } finally {
    await source.close()
  }
}
