import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand, type Command } from './command.ts'
import { mapping } from './mapping.ts'
import { rank } from './rank.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mapping-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function run(verb: string, command: Command, ...args: string[]): Promise<{ status: number; err: string }> {
  let err = ''
  const io = { cwd: folder, interactive: false, err: (text: string) => void (err += text), out: () => undefined }
  return { status: await runCommand(verb, command, args, io), err }
}
const guess = (file: string) => run('mapping', mapping, '--incidents', file, '--out', 'map.json')

const EXPORT = `Crime No;Committed Date;Committed Time;Offence;Knife Marker;Latitude;Longitude;Victim Name;Beat
C1;13/12/2025;22:14;Robbery of personal property;Y;51.507;-0.128;CANARY;7
C2;14/12/2025;21:14;Local code 7;N;51.508;-0.129;CANARY;8
`

describe('mapping', () => {
  it('writes what rank can read, and says what was guessed, what is not read and which words have no meaning', async () => {
    await writeFile(join(folder, 'export.csv'), EXPORT)
    const { status, err } = await guess('export.csv')
    expect(status).toBe(0)
    expect(err).toContain('export.csv: 9 columns, guessed from the first 2 rows; dates dmy, places wgs84')
    expect(err).toMatch(/^ {2}id {18}Crime No$/m)
    expect(err).toMatch(/^ {2}flag knife {10}Knife Marker$/m)
    expect(err).toContain('about people, never read: "Victim Name"\nnot read: "Beat"\n')
    expect(err).toContain('whose rows would be rejected:\n  values.offence: "Local code 7"\nwritten to map.json\n')
    expect(err).not.toContain('CANARY')
    const ranked = await run(
      ...(['rank', rank, '--as-of', '2026-01-05', '--out', 'h.json', '--incidents', 'export.csv'] as const),
      ...(['--format', 'mapped', '--map', 'map.json'] as const),
    )
    expect(ranked.err).toContain('read 2 rows of 1 file: 1 accepted, 0 out of scope, 1 rejected')
    expect(ranked.status).toBe(0)
  })

  it('says what nobody can tell from the file', async () => {
    await writeFile(
      join(folder, 'plane.csv'),
      'id,Date of offence,Offence,XCoord,YCoord\n1,2025-12-13,Robbery,892345.6,1003456.7\n',
    )
    const { status, err } = await guess('plane.csv')
    expect(status).toBe(0)
    expect(err).toContain(
      'still to be said: map.json: coordinates is "EPSG:0"; it must be "wgs84", "bng", a definition',
    )
    expect(JSON.parse(await readFile(join(folder, 'map.json'), 'utf8'))).toMatchObject({ coordinates: 'EPSG:0' })
  })

  it('writes nothing for what is no file of rows', async () => {
    await writeFile(join(folder, 'empty.csv'), '')
    await writeFile(join(folder, 'a.csv'), EXPORT)
    for (const [file, message] of [
      ['empty.csv', 'empty.csv is empty'],
      ['no.csv', 'no.csv'],
    ] as const) {
      const { status, err } = await guess(file)
      expect(err).toContain(message)
      expect(status).toBe(2)
    }
    const { status, err } = await run('mapping', mapping, '--incidents', 'a.csv', '--out', 'map.csv')
    expect(err).toContain('--out is "map.csv"; it must end in .json.')
    expect(status).toBe(2)
    await expect(readFile(join(folder, 'map.json'))).rejects.toThrow('ENOENT')
  })
})
