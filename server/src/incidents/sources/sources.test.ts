import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { TextRow } from '@planner/shared/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listSources } from './list-sources.ts'
import { openSource } from './open-source.ts'
import { openTable } from './open-table.ts'
import { readRows } from './read-rows.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sources-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const HEADER = 'id,name\n'

async function rowsOf(bytes: string | Uint8Array, name = 'in.csv'): Promise<TextRow[]> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  const [file] = await listSources([path], 'canonical')
  const rows: TextRow[] = []
  for await (const row of readRows(file!)) rows.push(row)
  return rows
}
const fieldsOf = async (bytes: string | Uint8Array) => (await rowsOf(bytes)).map(({ fields }) => fields)

describe('readRows', () => {
  it('reads LF, CRLF and CR alike, also mixed, and leaves blank lines out', async () => {
    const expected = [
      ['id', 'name'],
      ['1', 'a'],
      ['2', 'b'],
    ]
    for (const text of [
      'id,name\n1,a\n2,b',
      'id,name\r\n1,a\r\n2,b\r\n',
      'id,name\r1,a\r2,b\r',
      'id,name\r\n\n1,a\n\r\n2,b\n',
    ])
      expect(await fieldsOf(text)).toEqual(expected)
  })

  it('skips a byte order mark, so that the first column keeps its name', async () => {
    expect(await fieldsOf(`\u{FEFF}${HEADER}1,é`)).toEqual([
      ['id', 'name'],
      ['1', 'é'],
    ])
  })

  it('gives the line on which a row starts, past quoted line ends and blank lines', async () => {
    const rows = await rowsOf(`${HEADER}1,"two\r\nlines"\r\n2,x\n\n3,"three\n\nlines"\n4,y\n`)
    expect(rows.map(({ fields, line }) => [fields[0], line])).toEqual([
      ['id', 1],
      ['1', 2],
      ['2', 4],
      ['3', 6],
      ['4', 9],
    ])
    expect(rows[1]!.fields[1]).toBe('two\r\nlines')
  })

  it('takes a quote inside a field as text', async () => {
    expect(await fieldsOf(`${HEADER}1,a 5" knife\n2,b\n`)).toEqual([
      ['id', 'name'],
      ['1', 'a 5" knife'],
      ['2', 'b'],
    ])
  })

  it('hands on rows of another width, for the format to refuse one by one', async () => {
    expect(await fieldsOf(`${HEADER}1\n2,b,c\n`)).toEqual([['id', 'name'], ['1'], ['2', 'b', 'c']])
  })

  it('knows gzip by its bytes, whatever the name, also when members are joined', async () => {
    const packed = Buffer.concat([gzipSync(HEADER), gzipSync('1,a\n')])
    expect(await fieldsOf(packed)).toEqual([
      ['id', 'name'],
      ['1', 'a'],
    ])
  })

  it('gives nothing for an empty file', async () => {
    expect(await fieldsOf('')).toEqual([])
    expect(await fieldsOf('\n\r\n')).toEqual([])
  })

  const big = gzipSync(HEADER + '1,a\n'.repeat(20_000))
  it.each<[string, string | Uint8Array, RegExp]>([
    ['gzip that is cut short', big.subarray(0, big.length - 20), /in\.csv is damaged or cut short.*Fetch it again/],
    ['gzip that is damaged', Buffer.concat([big.subarray(0, 40), Buffer.alloc(40, 255), big.subarray(80)]), /damaged/],
    ['a gzip bomb', gzipSync(Buffer.alloc(20 * 2 ** 20, `1,${'a'.repeat(4000)}\n`)), /over 200 times its size/],
    ['a line of 2 MB', HEADER + 'x'.repeat(2 ** 21), /line 2: a line of over 1 MB/],
    ['a line of a million empty columns', HEADER + ','.repeat(2 ** 20 + 1), /line 2: a line of over 1 MB/],
    ['a quote that never closes', `${HEADER}1,a\n2,"b\n3,c\n`, /in\.csv, line 3: the row has no end/],
    ['a quote that swallows a megabyte', `${HEADER}1,"${'a\n'.repeat(2 ** 20)}`, /line 2: the row has no end/],
  ])('refuses %s by its name', async (_what, bytes, message) => {
    await expect(rowsOf(bytes)).rejects.toThrow(message)
    await expect(rowsOf(bytes)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('hands rows on in small lots, so that those of a large piece are not alive together', async () => {
    const path = join(folder, 'lots.csv')
    await writeFile(path, HEADER + `1,${'a'.repeat(97)}\n`.repeat(20_000))
    const [file] = await listSources([path], 'canonical')
    const table = await openTable(await openSource(file!), 'lots.csv')
    let [rows, most] = [0, 0]
    for await (const lot of table!.rows) {
      rows += lot.length
      most = Math.max(most, lot.length)
    }
    expect(rows).toBe(20_000)
    // 8 kB of 100 bytes each, and what was looked at for the header.
    expect(most).toBeLessThanOrEqual(83)
  })

  it('stops when it is told to', async () => {
    const path = join(folder, 'long.csv')
    await writeFile(path, HEADER + '1,a\n'.repeat(200_000))
    const [file] = await listSources([path], 'canonical')
    const control = new AbortController()
    const reading = async () => {
      const table = await openTable(await openSource(file!, control.signal), 'long.csv')
      for await (const rows of table!.rows) if (rows.some(({ line }) => line === 10)) control.abort()
    }
    await expect(reading()).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('listSources', () => {
  const months = async (): Promise<string> => {
    const root = await mkdtemp(join(folder, 'months-'))
    for (const month of ['2024-02', '2024-01']) {
      await mkdir(join(root, month))
      for (const name of ['force-street.csv', 'force-outcomes.csv', 'notes.txt'])
        await writeFile(join(root, month, `${month}-${name}`), 'x')
    }
    await symlink(root, join(root, 'loop'))
    return root
  }

  it('takes the street files of a folder of months in order, for police-uk', async () => {
    const files = await listSources([await months()], 'police-uk')
    expect(files.map(({ name }) => name)).toEqual([
      '2024-01/2024-01-force-street.csv',
      '2024-02/2024-02-force-street.csv',
    ])
    expect(files[0]!.bytes).toBe(1)
  })

  it('takes every CSV for other formats, and follows no link', async () => {
    const names = (await listSources([await months()], 'canonical')).map(({ name }) => name)
    expect(names).toHaveLength(4)
    expect(names.join()).not.toMatch(/txt|loop/)
  })

  it('calls an upload by its own name', async () => {
    const path = join(folder, 'tmp-1')
    await writeFile(path, 'x')
    expect(await listSources([{ path, name: 'May.csv' }], 'canonical')).toEqual([{ path, name: 'May.csv', bytes: 1 }])
  })

  it('refuses what is not there, what is no file, and a folder without CSV', async () => {
    const bare = await mkdtemp(join(folder, 'bare-'))
    await expect(listSources([join(folder, 'gone.csv')], 'canonical')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(listSources(['/dev/null'], 'canonical')).rejects.toThrow('neither a file nor a folder')
    await expect(listSources([bare], 'canonical')).rejects.toThrow('holds no .csv')
  })
})
