import type { TextRow } from '@planner/shared/core'
import type { FileColumn } from './messages.ts'
import type { Table } from './open-table.ts'

/** The beginning of a file, from which its columns are understood. */
export interface Sample {
  rows: readonly TextRow[]
  columns: readonly FileColumn[]
}

/** Of so many rows values are counted. */
const SAMPLE_ROWS = 2000
const SHOWN_VALUES = 3
/** A column with more different values, or longer ones, is no code list. */
const MOST_VALUES = 150
const LONGEST_VALUE = 80

/** Reads the first rows below the header and lets go of the file. */
export async function readSample({ header, rows }: Table): Promise<Sample> {
  const taken: TextRow[] = []
  for await (const piece of rows) {
    for (const row of piece) if (taken.length < SAMPLE_ROWS) taken.push(row)
    if (taken.length >= SAMPLE_ROWS) break
  }
  const whole = taken.filter(({ fields }) => fields.length === header.fields.length)
  return { rows: taken, columns: header.fields.map((name, i) => describeColumn(name, i, whole)) }
}

function describeColumn(name: string, index: number, rows: readonly TextRow[]): FileColumn {
  const counts = new Map<string, number>()
  let filled = 0
  for (const { fields } of rows) {
    const value = fields[index]!.trim()
    if (value === '') continue
    filled += 1
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const values = [...counts].map(([value, count]) => ({ value, rows: count })).sort((a, b) => b.rows - a.rows)
  const isCodeList = values.length <= MOST_VALUES && values.every(({ value }) => value.length <= LONGEST_VALUE)
  return {
    name,
    index,
    filled: rows.length === 0 ? 0 : filled / rows.length,
    samples: values.slice(0, SHOWN_VALUES).map(({ value }) => value.slice(0, LONGEST_VALUE)),
    values: isCodeList ? values : null,
  }
}
