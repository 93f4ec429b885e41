import { DomainError, dropColumns, type IncidentFormat, type RowReader, type Zone } from '@planner/shared/core'
import { openTable, type Table } from './sources/open-table.ts'
import type { HeadedBytes } from './sources/unpack.ts'

/** How a file's rows are to be understood. */
export interface IncidentLayout {
  format: IncidentFormat
  zone: Zone
  /** names of columns to leave out, whatever the format would read */
  drop: readonly string[]
  /** name for messages */
  file: string
}

/** The rows of one file of incidents, of which a format understands the header. */
export interface IncidentTable extends Table {
  /** the header's names, those in `drop` empty */
  names: readonly string[]
  reader: RowReader
}

/**
 * Opens a CSV text (`openTable`) as a file of incidents.
 *
 * @throws {DomainError} INVALID_INPUT naming the file: it is empty, has no header that the format understands, or columns that
 *   speak of persons, which nothing leaves out
 */
export async function openIncidentTable(bytes: HeadedBytes, layout: IncidentLayout): Promise<IncidentTable> {
  const { format, zone, drop, file } = layout
  const start = (fields: readonly string[], isMapped: boolean) => {
    const names = dropColumns(fields, { drop, isMapped }, file)
    return { names, reader: format.start(names, { file, zone }) }
  }
  const fits = (fields: readonly string[]): boolean => {
    try {
      start(fields, true)
      return true
    } catch (error) {
      if (error instanceof DomainError) return false
      throw error
    }
  }
  const table = await openTable(bytes, file, fits)
  if (table === undefined)
    throw new DomainError('INVALID_INPUT', `${file} is empty. A header line with column names is needed.`)
  return { ...table, ...start(table.header.fields, format.name === 'mapped') }
}
