import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import multipart from '@fastify/multipart'
import { DomainError } from '@planner/shared/core'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { receiveIncidents, type ReceivedIncidents } from './receive-incidents.ts'

type Received = ReceivedIncidents<{ format: 'canonical' | 'police-uk'; dropped: string[] }>

let app: FastifyInstance
let folder = ''
let received: Received | undefined
let url = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receive-'))
  app = fastify()
  await app.register(multipart, { limits: { fileSize: 64 * 2 ** 20 } })
  app.post('/', async (request) => {
    received = await receiveIncidents(request, folder, (fields) => ({
      format: fields.get('format') === 'police-uk' ? 'police-uk' : 'canonical',
      dropped: fields.get('drop')?.split(',') ?? [],
    }))
    return received.fileName
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  received = undefined
  await rm(join(folder, 'uploads'), { recursive: true, force: true })
})

/** Sends a file and gives what was kept of it, or throws the refusal. */
async function send(content: string | Uint8Array, over: { name?: string; fields?: Record<string, string> } = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(over.fields ?? {})) form.append(name, value)
  form.append('file', new Blob([Buffer.from(content)]), over.name ?? 'May.csv')
  const response = await fetch(url, { method: 'POST', body: form })
  if (!response.ok) throw new DomainError('INVALID_INPUT', ((await response.json()) as { message: string }).message)
  const { files, encodings } = received!
  const texts = await Promise.all(files.map(({ path }) => readFile(path, 'utf8')))
  return { files: files.map(({ name }, i) => ({ name, text: texts[i]! })), encodings }
}

async function zipOf(members: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(members)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const TEXT =
  'Beat;id;occurred_from;occurred_to;offence;lat;lng\r\n' +
  '"CANARY\r\nCANARY";1;2026-05-03;;robbery;51.5;-0.1\r\n' +
  'CANARY;2;2026-05-04;;"rob;bery";51.5;-0.1\r\n' +
  'CANARY;shifted;by;one\r\n'
const BLANKED =
  ',id,occurred_from,occurred_to,offence,lat,lng\n' +
  ',1,2026-05-03,,robbery,51.5,-0.1\n' +
  '\n,2,2026-05-04,,rob;bery,51.5,-0.1\n' +
  ',,,\n'

describe('receiveIncidents', () => {
  it('keeps of a file the columns that the format reads, on their lines, plain or packed or in an archive', async () => {
    const expected = { files: [{ name: 'May.csv', text: BLANKED }], encodings: ['utf-8'] }
    expect(await send(TEXT)).toEqual(expected)
    expect(await send(gzipSync(TEXT))).toEqual(expected)
    expect(
      await send(await zipOf({ 'b.csv': TEXT, 'a/a.csv': TEXT, 'read me.txt': 'CANARY' }), { name: 'M.zip' }),
    ).toEqual({
      files: [
        { name: 'M.zip/a/a.csv', text: BLANKED },
        { name: 'M.zip/b.csv', text: BLANKED },
      ],
      encodings: ['utf-8'],
    })
    expect(await readdir(received!.folder)).toEqual(['0.csv', '1.csv'])
  })

  it('says what the text was before it was written as UTF-8', async () => {
    const { files, encodings } = await send(Buffer.from(TEXT.replace('robbery', 'Café'), 'latin1'))
    expect(encodings).toEqual(['windows-1252'])
    expect(files[0]!.text).toContain('Café')
  })

  it('keeps files where nobody else may look', async () => {
    await send(TEXT)
    const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777
    expect(await modeOf(received!.folder)).toBe(0o700)
    expect(await modeOf(received!.files[0]!.path)).toBe(0o600)
  })

  it('takes no path from a name', async () => {
    await send(TEXT, { name: '../../etc/in.csv' })
    expect(received!.files[0]!.path).toBe(join(received!.folder, '0.csv'))
    await expect(send(TEXT, { name: '\u{1b}[2J.csv' })).rejects.toThrow('The name of the file')
  })

  const persons = TEXT.replace('Beat', 'Suspect surname')
  it('leaves columns out that are dropped by name', async () => {
    expect((await send(persons, { fields: { drop: 'suspect surname' } })).files[0]!.text).toBe(BLANKED)
    const placed = `place_name,${BLANKED.slice(1)}`
    expect((await send(placed, { fields: { drop: 'place_name' } })).files[0]!.text).toBe(BLANKED)
  })

  it.each<[string, () => Promise<string | Uint8Array>, RegExp]>([
    [
      'columns that speak of persons',
      async () => persons,
      /May\.csv has columns that speak of persons: "Suspect surname"/,
    ],
    ['the wrong columns', async () => 'a,b\n1,2\n', /May\.csv: the header lacks "id"/],
    ['an empty file', async () => '', /May\.csv is empty/],
    [
      'a file that is damaged further down',
      async () => gzipSync(TEXT.repeat(9000)).subarray(0, -9),
      /damaged or cut short/,
    ],
    [
      'an archive with one bad member',
      async () => zipOf({ 'a.csv': TEXT, 'b.csv': 'x' }),
      /May\.csv\/b\.csv: the header/,
    ],
    [
      'a file that is too big',
      async () => Buffer.concat([Buffer.from(TEXT), Buffer.alloc(65 * 2 ** 20, '\n')]),
      /too large/,
    ],
    ['a big file that is refused at its start', async () => Buffer.alloc(60 * 2 ** 20, 'x\n'), /the header lacks/],
  ])('leaves nothing behind of %s', async (_what, content, message) => {
    await expect(send(await content())).rejects.toThrow(message)
    expect(await readdir(join(folder, 'uploads'))).toEqual([])
  })
})
