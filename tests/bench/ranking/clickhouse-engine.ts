import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { COLUMNS, countSql, valuesOf, type CountRow, type Engine, type KernelQuestion } from './kernel-engine.ts'

/** ClickHouse as a library has 540 MB, so it is a package of its own that nobody gets who does not ask for it. */
const PACKAGE = resolve(import.meta.dirname, '../chdb/package.json')

interface Session {
  query: (sql: string, format?: string) => string
  close: () => void
}

/** The incidents in ClickHouse in this process, as an in-memory table; undefined when it is not installed. */
export async function openClickHouse(question: KernelQuestion, folder: string): Promise<Engine | undefined> {
  if (!existsSync(join(PACKAGE, '../node_modules/chdb'))) return undefined
  const { Session } = createRequire(PACKAGE)('chdb') as { Session: new (path: string) => Session }
  await mkdir(folder)
  const file = join(folder, 'incidents.bin')
  await writeFile(file, toRowBinary(question))
  const session = new Session(join(folder, 'data'))
  const types = COLUMNS.map((name, i) => `${name} ${i < 2 ? 'Int32' : 'UInt8'}`).join(', ')
  session.query('create database bench')
  session.query(`create table bench.incident (${types}) engine = Memory`)
  session.query(`insert into bench.incident select * from file('${file}', 'RowBinary', '${types}')`)
  const sql = countSql(question, (condition) => `toInt32(countIf(${condition}))`).replace(
    'from incident',
    'from bench.incident',
  )
  return {
    name: 'ClickHouse (chdb)',
    isHere: true,
    run: async () => void session.query(`select count(), sum(early), sum(late), sum(history) from (${sql})`),
    rows: async () =>
      session
        .query(sql, 'CSV')
        .trimEnd()
        .split('\n')
        .map((line) => line.split(',').map(Number) as CountRow),
    close: async () => session.close(),
  }
}

/** Two Int32 and four UInt8 a row, little-endian, as `COLUMNS` has them. */
function toRowBinary(question: KernelQuestion): Uint8Array {
  const values = valuesOf(question)
  const rowBytes = values.reduce((sum, column) => sum + column.BYTES_PER_ELEMENT, 0)
  const bytes = new DataView(new ArrayBuffer(rowBytes * question.incidents.length))
  let at = 0
  for (let row = 0; row < question.incidents.length; row++)
    for (const column of values) {
      if (column.BYTES_PER_ELEMENT === 4) bytes.setInt32(at, column[row]!, true)
      else bytes.setUint8(at, column[row]!)
      at += column.BYTES_PER_ELEMENT
    }
  return new Uint8Array(bytes.buffer)
}
