import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createZone, type Incident, type IncidentFormatName, type Reject } from '@planner/shared/core'
import { readIncidents, type ReadProgress } from './read-incidents.ts'
import { createRejectFile } from './write-rejects.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incidents-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const zone = createZone('Europe/London')
const HEADER = 'id,occurred_from,occurred_to,offence,lat,lng,place_name\n'
const row = (id: string, from = '2026-05-03T22:14', lat = '51.47', offence = 'robbery', name = 'Rye Lane'): string =>
  `${id},${from},,${offence},${lat},-0.069,${name}\n`

/** Reads files given as bytes; `paths` after the first are `in-1.csv` and so on. */
async function read(contents: (string | Uint8Array)[], format: IncidentFormatName = 'canonical') {
  const incidents: Incident[] = []
  const rejects: Reject[] = []
  const progress: ReadProgress[] = []
  const paths = contents.map((_, i) => join(folder, `in-${i}.csv`))
  for (const [i, bytes] of contents.entries()) await writeFile(paths[i]!, bytes)
  const counts = await readIncidents({
    paths,
    format,
    zone,
    onIncident: (incident) => {
      incidents.push(incident)
    },
    onReject: (reject) => {
      rejects.push(reject)
    },
    onProgress: (step) => progress.push(step),
  })
  const outOfScope = Object.values(counts.outOfScope).reduce((sum, n) => sum + n, 0)
  expect(counts.rows).toBe(counts.accepted + outOfScope + counts.rejected + counts.duplicates)
  expect(incidents).toHaveLength(counts.accepted)
  expect(rejects).toHaveLength(counts.rejected)
  return { counts, incidents, rejects, progress }
}

describe('readIncidents', () => {
  it('tells of every row what became of it, and goes on after a bad one', async () => {
    const text =
      HEADER +
      row('A') +
      row('B', 'yesterday') +
      row('C', undefined, undefined, 'weapons') +
      row('A') + // the same again
      row('A', undefined, '51.48') + // the same id elsewhere
      'D,2026-05-03\n' +
      row('E', '2026-10-25T01:30') +
      row('F', '2026-03-29T01:30')
    const { counts, incidents, rejects } = await read([text])
    expect(counts).toEqual({
      rows: 8,
      accepted: 3,
      outOfScope: { weapons: 1, other: 0, cancelled: 0, transferred: 0 },
      rejected: 3,
      duplicates: 1,
      ambiguousTimes: 1,
      skippedTimes: 1,
      notices: { 'unknown-offence-code': 0, 'code-contradicts-offence': 0 },
      files: 1,
      members: 0,
      encodings: ['utf-8'],
    })
    expect(incidents.map(({ sourceId }) => sourceId)).toEqual(['A', 'E', 'F'])
    expect(rejects.map(({ line, column, code }) => [line, column, code])).toEqual([
      [3, 'occurred_from', 'BAD_TIME'],
      [6, 'id', 'DUPLICATE_ID'],
      [7, '', 'WRONG_COLUMN_COUNT'],
    ])
    expect(rejects[1]).toMatchObject({ value: 'A', advice: expect.stringContaining('Line 2 of in-0.csv') })
  })

  it('meets the same file twice in one load, or two that overlap, without doubling', async () => {
    const first = HEADER + row('A') + row('') + row('')
    const { counts, rejects } = await read([first, HEADER + row('') + row('B') + row('A')])
    expect(counts).toMatchObject({ rows: 6, accepted: 4, duplicates: 2, files: 2 })
    expect(rejects).toEqual([])
    const conflict = await read([first, HEADER + row('A', '2026-05-04')])
    expect(conflict.rejects[0]!.advice).toContain('Line 2 of in-0.csv')
  })

  it('takes rows without an id that are alike for incidents of their own', async () => {
    expect((await read([HEADER + row('').repeat(3)])).counts).toMatchObject({ accepted: 3, duplicates: 0 })
  })

  it('reads windows-1252 and UTF-16 as what they are, and says so', async () => {
    const text = HEADER + row('A', undefined, undefined, undefined, 'Café – “Rye” €')
    const latin = text.replaceAll('–', '\x96').replaceAll('“', '\x93').replaceAll('”', '\x94').replaceAll('€', '\x80')
    const contents = [text, Buffer.from(latin, 'latin1'), Buffer.from(`\u{FEFF}${text}`, 'utf16le')]
    for (const [i, encoding] of (['utf-8', 'windows-1252', 'utf-16le'] as const).entries()) {
      const { counts, incidents } = await read([contents[i]!])
      expect(counts.encodings).toEqual([encoding])
      expect(incidents[0]!.placeName).toBe('Café – “Rye” €')
    }
    expect((await read(contents)).counts).toMatchObject({
      duplicates: 2,
      encodings: ['utf-8', 'windows-1252', 'utf-16le'],
    })
  })

  it('rejects rows in a second encoding by their lines, instead of storing what they are not', async () => {
    const utf8 = Buffer.from(row('A', undefined, undefined, undefined, 'Café'))
    const latin = Buffer.from(row('B', undefined, undefined, undefined, 'Café'), 'latin1')
    const header = Buffer.from(HEADER)
    for (const parts of [
      [header, utf8, latin, utf8],
      [header, latin, utf8, latin],
    ]) {
      const { counts, rejects } = await read([Buffer.concat(parts)])
      expect(counts).toMatchObject({ accepted: 1, rejected: 1 })
      expect(rejects[0]).toMatchObject({ column: 'place_name', code: 'BAD_TEXT', line: 3 })
      expect(rejects[0]!.advice).toMatch(/in another encoding than the first.* export the whole file in one encoding/)
    }
  })

  it('rejects the header when it comes again, by its line', async () => {
    const { counts, rejects } = await read([HEADER + row('A') + HEADER + row('B')])
    expect(counts).toMatchObject({ accepted: 2, rejected: 1 })
    expect(rejects[0]).toMatchObject({ line: 3, code: 'REPEATED_HEADER' })
  })

  it('finds the header below lines that are clearly none of the table, and reads any of four delimiters', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const text = `Incidents, 2026; "May\n\n${(HEADER + row('A') + 'x\n').replaceAll(',', delimiter)}`
      const { counts, rejects } = await read([text])
      expect(counts).toMatchObject({ rows: 2, accepted: 1 })
      expect(rejects[0]!.line).toBe(5)
    }
    await expect(read([row('A') + HEADER + row('B')])).rejects.toThrow('in-0.csv: the header seems to stand in line 2')
  })

  it('reads a header alone as no rows, and refuses an empty file', async () => {
    expect((await read([HEADER])).counts).toMatchObject({ rows: 0, accepted: 0 })
    await expect(read([''])).rejects.toThrow('in-0.csv is empty')
    await expect(read(['a;b\n1;2\n'])).rejects.toThrow(/in-0\.csv: the header lacks "id"/)
  })

  it('reports progress that only grows and ends with all bytes', async () => {
    const text = HEADER + Array.from({ length: 12_000 }, (_, i) => row(`${i}`)).join('')
    const { progress } = await read([text, gzipSync(HEADER)])
    expect(progress.length).toBeGreaterThanOrEqual(3)
    for (let i = 1; i < progress.length; i++) {
      expect(progress[i]!.rows).toBeGreaterThanOrEqual(progress[i - 1]!.rows)
      expect(progress[i]!.bytesRead).toBeGreaterThanOrEqual(progress[i - 1]!.bytesRead)
    }
    expect(progress.at(-1)).toEqual({
      bytesRead: progress[0]!.bytesTotal,
      bytesTotal: progress[0]!.bytesTotal,
      rows: 12_000,
    })
  })

  it('waits for a taker that is slow', async () => {
    const path = join(folder, 'slow.csv')
    await writeFile(path, HEADER + row('A') + row('B'))
    const order: string[] = []
    await readIncidents({
      paths: [path],
      format: 'canonical',
      zone,
      onIncident: async ({ sourceId }) => {
        order.push(`${sourceId} begins`)
        await new Promise(setImmediate)
        order.push(`${sourceId} ends`)
      },
      onReject: () => {},
    })
    expect(order).toEqual(['A begins', 'A ends', 'B begins', 'B ends'])
  })

  const london = new URL(
    '../../../../shared/data/london/police-uk-violence-robbery-2016-04_2017-06.csv.gz',
    import.meta.url,
  )
  it.skipIf(!existsSync(london))(
    'accepts 215,557 of the 220,383 London rows and leaves weapons out (skipped without ../shared/data)',
    async () => {
      const { counts } = await read([await readFile(london)], 'police-uk-api')
      expect(counts).toMatchObject({
        rows: 220_383,
        accepted: 215_557,
        outOfScope: { weapons: 4826, other: 0, cancelled: 0, transferred: 0 },
        rejected: 0,
        duplicates: 0,
      })
    },
  )

  const chicago = new URL('../../../../shared/data/chicago/violence-2015.csv.gz', import.meta.url)
  it.skipIf(!existsSync(chicago))(
    'accepts 77,215 of the 80,850 rows of Chicago 2015; only rows without coordinates are rejects (skipped without ../shared/data)',
    async () => {
      const { counts, incidents, rejects } = await read([await readFile(chicago)], 'chicago')
      expect(counts).toMatchObject({
        rows: 80_850,
        accepted: 77_215,
        outOfScope: { weapons: 3363, other: 0, cancelled: 0, transferred: 0 },
        rejected: 272,
        duplicates: 0,
      })
      expect(new Set(rejects.map(({ code }) => code))).toEqual(new Set(['NO_COORDINATES']))
      const byOffence = Object.groupBy(incidents, ({ offence }) => offence)
      expect(Object.fromEntries(Object.entries(byOffence).map(([offence, rows]) => [offence, rows.length]))).toEqual({
        homicide: 502,
        'sexual-offence': 1265,
        robbery: 9633,
        'violence-with-injury': 7006,
        'violence-without-injury': 58_809,
      })
      expect(incidents.filter(({ domestic }) => domestic)).toHaveLength(29_080)
    },
  )
})

describe('createRejectFile', () => {
  const COLUMNS = ['id', 'lat']
  const reject = (over: Partial<Reject> = {}): Reject => ({
    file: 'in.csv',
    line: 3,
    column: 'lat',
    value: '-90.01',
    code: 'BAD_COORDINATE',
    advice: 'Not on earth.',
    row: [],
    ...over,
  })

  it('writes a CSV with the row, in which no value is a formula and negative numbers stay numbers', async () => {
    const path = join(folder, 'out.rejects.csv')
    const file = createRejectFile(path, COLUMNS)
    await file.add(
      reject({
        row: [
          { column: 'id', value: '@7' },
          { column: 'lat', value: '-90.01' },
        ],
      }),
    )
    await file.add(reject({ value: '=HYPERLINK("x")' }))
    await file.add(reject({ value: '-1+cmd|x' }))
    expect(await file.close()).toBe(3)
    expect(await readFile(path, 'utf8')).toBe(
      'file,line,column,value,code,advice,id,lat\n' +
        `in.csv,3,lat,-90.01,BAD_COORDINATE,Not on earth.,'@7,-90.01\n` +
        `in.csv,3,lat,"'=HYPERLINK(""x"")",BAD_COORDINATE,Not on earth.,,\n` +
        `in.csv,3,lat,'-1+cmd|x,BAD_COORDINATE,Not on earth.,,\n`,
    )
  })

  it('leaves no file without rejects, not even one of an earlier run, and no trace when abandoned', async () => {
    const own = await mkdtemp(join(folder, 'rejects-'))
    const path = join(own, 'a.rejects.csv')
    await writeFile(path, 'earlier')
    const abandoned = createRejectFile(path, COLUMNS)
    await abandoned.add(reject())
    await abandoned.abandon()
    expect(await readdir(own)).toEqual(['a.rejects.csv'])
    expect(await createRejectFile(path, COLUMNS).close()).toBe(0)
    expect(await readdir(own)).toEqual([])
  })

  it('keeps up with many rejects and says when the folder cannot be written to', async () => {
    const path = join(folder, 'many.rejects.csv')
    const file = createRejectFile(path, COLUMNS)
    for (let i = 0; i < 5000; i++) await file.add(reject({ line: i + 2 }))
    expect(await file.close()).toBe(5000)
    expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(5001)
    const nowhere = createRejectFile(join(folder, 'gone', 'x.csv'), COLUMNS)
    const fill = async () => {
      for (let i = 0; i < 5000; i++) await nowhere.add(reject())
      await nowhere.close()
    }
    await expect(fill()).rejects.toThrow('cannot be written')
  })
})
