import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { access, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createAccount } from '@planner/server/services/account.service.ts'
import type { Import, ImportAccepted, ImportList } from '@planner/shared/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { createTestDatabase, type TestDatabase } from '../helpers/create-test-database.ts'

/** Stands in every place that no format reads, and must be found nowhere. Looked for in any case. */
const CANARY = 'QZXCANARY'
const PASSWORD = 'correct horse battery staple'
const PATROL = join(import.meta.dirname, '..', '..', 'scripts', 'patrol.ts')
const MAPPING = {
  columns: { id: 'Ref', occurred_from: 'Date', offence: 'Type', lat: 'Y', lng: 'X' },
  dates: 'dmy',
  values: { offence: { robbery: 'robbery', burglary: '' } },
}
const MAPPED = ['Ref', 'Date', 'Type', 'X', 'Y']
const COLUMNS = 60

/** Where the mapped columns stand among the 60; the others have names with the canary, some of them like a person's data. */
const PLACES = new Map(MAPPED.map((name, i) => [3 + i * 13, name]))
const HEADER = Array.from(
  { length: COLUMNS },
  (_, i) => PLACES.get(i) ?? (i % 3 === 0 ? `Victim surname ${CANARY}${i}` : `Notes ${CANARY}${i}`),
)

/** One row whose other fields hold the canary: plain, quoted, over several lines, beside quotes. */
function row(ref: number, over: { date?: string; type?: string } = {}): string {
  const values: Record<string, string> = { Ref: `R${ref}`, Date: '31/05/2026', Type: 'robbery', X: '-0.1', Y: '51.5' }
  if (over.date !== undefined) values['Date'] = over.date
  if (over.type !== undefined) values['Type'] = over.type
  const shapes = [
    (i: number) => `${CANARY} ${i}`,
    (i: number) => `"${CANARY}, ""${CANARY}"" ${i}"`,
    (i: number) => `"seen by\r\n${CANARY} ${i}\n${CANARY}"`,
    (i: number) => `${CANARY.toLowerCase()} "${i}`,
  ]
  return `${HEADER.map((_, i) => {
    const name = PLACES.get(i)
    return name === undefined ? shapes[i % shapes.length]!(i) : values[name]!
  }).join(',')}\r\n`
}
const HEAD = `${HEADER.join(',')}\r\n`
/** Rows that are taken, left out, refused for a value, for their width (the canary moves into mapped columns), and taken twice. */
const FILE = [
  HEAD,
  row(1),
  row(2, { date: 'soon' }),
  `${CANARY},${row(3)}`,
  row(4).replace(`${CANARY} 0,`, ''),
  row(5, { type: 'burglary' }),
  row(1),
  row(6),
].join('')
/** Refused as a whole after rows that are good. */
const UNCLOSED = `${HEAD}${row(7)}${row(8)}9,"${CANARY} ${CANARY}\n${row(9).replaceAll('"', '')}`
const LACKING = FILE.replace(',Type,', `,Kind ${CANARY},`)

let test: TestDatabase
let folder = ''
let dataDir = ''
let temporary = ''
let startMs = 0
let output = ''
let server: ChildProcess | undefined
let url = ''
let cookie = ''

beforeAll(async () => {
  startMs = Date.now() - 1000
  test = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'sources-'))
  const own = await mkdtemp(join(tmpdir(), 'no-bird-'))
  dataDir = join(own, 'data')
  temporary = join(own, 'tmp')
  for (const path of [dataDir, temporary]) await mkdir(path)
  await createAccount(test.db, 'test', { username: 'tasking', role: 'tasking', teamId: null, password: PASSWORD })
  server = patrol('serve')
  for (;;) {
    url = /ready (\S+)/.exec(output)?.[1] ?? ''
    if (url !== '') break
    await once(server.stdout!, 'data')
  }
  const session = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'tasking', password: PASSWORD }),
  })
  cookie = session.headers.getSetCookie()[0]!.split(';')[0]!
})
afterAll(async () => {
  server?.kill('SIGTERM')
  if (server !== undefined) await once(server, 'exit')
  await test.drop()
  for (const path of [folder, join(dataDir, '..')]) await rm(path, { recursive: true, force: true })
})

/** What it says is what a log would hold. */
function patrol(...args: string[]): ChildProcess {
  const settings = { DATABASE_URL: test.url, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'debug' }
  const env = { ...process.env, ...settings, INIT_CWD: folder, TMPDIR: temporary }
  const child = spawn(process.execPath, [PATROL, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  return child
}
async function command(...args: string[]): Promise<number> {
  const [status] = (await once(patrol('import', '--map', 'map.json', '--format', 'mapped', ...args), 'close')) as [
    number,
  ]
  return status
}

async function upload(content: string | Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}) {
  const form = new FormData()
  const given = { format: 'mapped', mapping: JSON.stringify(MAPPING), ...fields }
  for (const [name, value] of Object.entries(given)) form.set(name, value)
  form.set('file', new Blob([content]), 'export.csv')
  return fetch(`${url}/api/imports`, { method: 'POST', headers: { cookie }, body: form })
}
const get = async <Body>(path: string): Promise<Body> =>
  (await (await fetch(`${url}/api${path}`, { headers: { cookie } })).json()) as Body
async function ended(response: Response): Promise<Import> {
  expect(response.status).toBe(202)
  const { importId } = (await response.json()) as ImportAccepted
  let found: Import | undefined
  await expect
    .poll(async () => (found = await get<Import>(`/imports/${importId}`)).finishedAt, {
      interval: 100,
    })
    .not.toBeNull()
  return found!
}

async function zipped(): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(FILE), '2026-05/export.csv')
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return new Uint8Array(Buffer.concat(chunks))
}

/** Every row of every table, the job queue's among them, as text. */
async function tablesWith(word: string): Promise<string[]> {
  const { rows } = await test.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  for (const { name } of rows) {
    const { rowCount } = await test.pool.query(`select from ${name} t where t::text ilike $1 limit 1`, [`%${word}%`])
    if (rowCount !== 0) found.push(name)
  }
  return found
}

/** Files of a folder and below, changed since the test began, whose bytes hold the word in any case. */
async function filesWith(word: string, where: string): Promise<string[]> {
  const found: string[] = []
  // Postgres removes files and folders of its own while we look, such as those of a database that another test has dropped.
  for (const entry of await readdir(where, { withFileTypes: true }).catch(() => [])) {
    const path = join(where, entry.name)
    if (path.toUpperCase().includes(word)) found.push(path)
    if (entry.isDirectory()) found.push(...(await filesWith(word, path)))
    if (!entry.isFile()) continue
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    )
    if (changed >= startMs && (await holds(path, word))) found.push(path)
  }
  return found
}

async function holds(path: string, word: string): Promise<boolean> {
  let tail = ''
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
      const text = tail + (chunk as Buffer).toString('latin1').toUpperCase()
      if (text.includes(word)) return true
      tail = text.slice(-word.length)
    }
  } catch {
    return false
  }
  return false
}

/** Nowhere that is ours: tables, what the server and the commands said, DATA_DIR, temporary files, Postgres' own files and log. */
async function expectNowhere(word = CANARY): Promise<void> {
  expect(await tablesWith(word)).toEqual([])
  expect(output.toUpperCase()).not.toContain(word)
  expect(await filesWith(word, dataDir)).toEqual([])
  expect(await filesWith(word, temporary)).toEqual([])
  await test.pool.query('checkpoint')
  const { rows } = await test.pool.query<{ data_directory: string }>('show data_directory')
  const cluster = rows[0]!.data_directory
  if (await isReadable(cluster)) expect(await filesWith(word, cluster)).toEqual([])
}

const isReadable = async (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false, // a Postgres elsewhere, by TEST_DATABASE_URL
  )

describe('what the search of this test finds', () => {
  it('is a word in a table, in its files, and in a file in any case', async () => {
    const seen = 'QZXSEENBIRD'
    await test.pool.query(`create table seen as select $1::text as word`, [seen])
    await writeFile(join(dataDir, 'seen'), `some ${seen.toLowerCase()} text`)
    expect(await tablesWith(seen)).toEqual(['public.seen'])
    expect(await filesWith(seen, dataDir)).toEqual([join(dataDir, 'seen')])
    await test.pool.query('checkpoint')
    const { rows } = await test.pool.query<{ data_directory: string }>('show data_directory')
    if (await isReadable(rows[0]!.data_directory))
      expect((await filesWith(seen, rows[0]!.data_directory)).length).toBeGreaterThan(0)
    await test.pool.query('drop table seen')
    await rm(join(dataDir, 'seen'))
  })
})

describe('a 60-column file with a canary in every column that is not mapped', () => {
  it('leaves no trace of it when it is uploaded plain, as gzip and as zip', async () => {
    for (const content of [FILE, new Uint8Array(gzipSync(FILE)), await zipped()])
      expect(await ended(await upload(content))).toMatchObject({ status: 'completed', rows: 7, rejected: 3 })
    const { imports } = await get<ImportList>('/imports')
    const csv = await (
      await fetch(`${url}/api/imports/${imports[0]!.importId}/rejects.csv`, { headers: { cookie } })
    ).text()
    expect(csv).toContain('soon')
    expect(csv.toUpperCase()).not.toContain(CANARY)
    await expectNowhere()
  })

  it('leaves no trace of it when it is refused, by its shape or its header', async () => {
    for (const content of [UNCLOSED, LACKING]) {
      const response = await upload(content)
      if (response.status === 202) expect((await ended(response)).status).toBe('refused')
      else expect([response.status, await response.text()]).toEqual([400, expect.any(String)])
    }
    await expectNowhere()
  })

  it('leaves no trace of it when its import is cancelled', async () => {
    const response = await upload(HEAD + Array.from({ length: 3000 }, (_, i) => row(1000 + i)).join(''))
    expect(response.status).toBe(202)
    const { jobId } = (await response.json()) as ImportAccepted
    const cancelled = await fetch(`${url}/api/jobs/${jobId}`, { method: 'DELETE', headers: { cookie } })
    expect([200, 409]).toContain(cancelled.status)
    await expect.poll(async () => readdir(join(dataDir, 'uploads'))).toEqual([])
    await expectNowhere()
  })

  it('leaves no trace of it when a command loads it, or refuses it', async () => {
    await writeFile(join(folder, 'map.json'), JSON.stringify(MAPPING))
    await writeFile(join(folder, 'plain.csv'), FILE)
    await writeFile(join(folder, 'packed.csv.gz'), gzipSync(FILE))
    await writeFile(join(folder, 'months.zip'), await zipped())
    await writeFile(join(folder, 'unclosed.csv'), UNCLOSED)
    await writeFile(join(folder, 'lacking.csv'), LACKING)
    const rejects = ['--rejects', join(dataDir, 'rejects.csv')]
    for (const name of ['plain.csv', 'packed.csv.gz', 'months.zip'])
      expect(await command('--incidents', name, ...rejects)).toBe(0)
    for (const name of ['unclosed.csv', 'lacking.csv']) expect(await command('--incidents', name)).toBe(2)
    await expectNowhere()
    // The person at the command line is told which columns; nobody else is.
    const own = patrol('import', '--incidents', 'plain.csv', '--format', 'canonical')
    expect(await once(own, 'close')).toEqual([2, null])
    expect(output).toContain('has columns that speak of persons')
    output = ''
    await expectNowhere()
  })
})
