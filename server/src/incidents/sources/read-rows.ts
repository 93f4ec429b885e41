import type { TextRow } from '@planner/shared/core'
import type { SourceFile } from './list-sources.ts'
import { openSource } from './open-source.ts'
import { openTable } from './open-table.ts'

/**
 * The rows of one small CSV file, header first, as text (`openTable`).
 *
 * @throws {DomainError} INVALID_INPUT naming the file, and the line where there is one, for what is not such a file
 */
export async function* readRows(file: SourceFile): AsyncGenerator<TextRow> {
  const source = await openSource(file)
  try {
    const table = await openTable(source, file.name)
    if (table === undefined) return
    yield table.header
    for await (const rows of table.rows) yield* rows
  } finally {
    await source.close()
  }
}
