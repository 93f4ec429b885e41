import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backtest } from './backtest.ts'
import { runCommand, type Command } from './command.ts'
import { rank } from './rank.ts'

const HEADER = 'Crime No,Committed Date,Committed Time,Offence,HO Code,Easting,Northing,Victim Name,DOB'
const ROWS = Array.from(
  { length: 9 },
  (_, i) => `C${i},0${i + 1}/12/2025,22:1${i},Robbery - personal,34B,530034,180381,CANARY,CANARY`,
)
const MAPPING = {
  columns: {
    id: 'Crime No',
    occurred_from: 'Committed Date',
    occurred_from_time: 'Committed Time',
    offence: 'Offence',
    offence_code: 'HO Code',
    easting: 'Easting',
    northing: 'Northing',
  },
  dates: 'dmy',
  coordinates: 'bng',
  values: { offence: { 'Robbery*': 'robbery' } },
}
const CANONICAL =
  'id,occurred_from,occurred_to,offence,lat,lng,Victim Name,DOB\n1,2025-12-01T22:00,,robbery,51.5,-0.1,CANARY,CANARY\n'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mapped-'))
  await writeFile(
    join(folder, 'export.csv'),
    `${[HEADER, ...ROWS].join('\n')}\nC9,13/25/2025,,Robbery,34B,530034,180381,CANARY,CANARY\nC10,13/12/2025,,Robbery,8N,530034,180381,CANARY,CANARY\n`,
  )
  await writeFile(join(folder, 'map.json'), JSON.stringify(MAPPING))
  await writeFile(join(folder, 'canonical.csv'), CANONICAL)
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function run(verb: string, command: Command, ...args: string[]): Promise<{ status: number; err: string }> {
  let err = ''
  const io = { cwd: folder, interactive: false, err: (text: string) => void (err += text), out: () => undefined }
  return { status: await runCommand(verb, command, args, io), err }
}
const runRank = (...args: string[]) => run('rank', rank, '--as-of', '2026-01-05', '--out', 'h.json', ...args)

describe('--map and --drop', () => {
  it('rank a force’s own export by a mapping, and say how places became degrees and which codes contradict', async () => {
    const { status, err } = await runRank('--incidents', 'export.csv', '--format', 'mapped', '--map', 'map.json')
    expect(err).toContain('read 11 rows of 1 file: 10 accepted, 0 out of scope, 1 rejected')
    expect(err).toContain('places: British National Grid by 7-parameter Helmert (EPSG:1314), right to about 3.5 m')
    expect(err).toContain('1 row has an offence code of another class than the words beside them')
    expect(status).toBe(0)
    const file = JSON.parse(await readFile(join(folder, 'h.json'), 'utf8')) as {
      hotspots: { lat: number; observed: number }[]
    }
    expect(file.hotspots[0]).toMatchObject({ observed: 10 })
    expect(file.hotspots[0]!.lat).toBeCloseTo(51.507, 2)
    const rejects = await readFile(join(folder, 'h.json.rejects.csv'), 'utf8')
    expect(rejects.split('\n')[0]).toBe(
      'file,line,column,value,code,advice,Crime No,Committed Date,Committed Time,Offence,HO Code,Easting,Northing',
    )
    expect(rejects).toContain('Committed Date,13/25/2025,BAD_TIME')
    expect(rejects).not.toContain('CANARY')
  })

  it('rank an export of one offence, which no column says', async () => {
    const { offence: _, offence_code: __, ...columns } = MAPPING.columns
    await writeFile(
      join(folder, 'robberies.json'),
      JSON.stringify({ ...MAPPING, columns, constants: { offence: 'robbery' } }),
    )
    const { status, err } = await runRank('--incidents', 'export.csv', '--format', 'mapped', '--map', 'robberies.json')
    expect(err).toContain('10 accepted, 0 out of scope, 1 rejected')
    expect(status).toBe(0)
  })

  it('look back by a mapping as well', async () => {
    const files = ['--incidents', 'export.csv', '--format', 'mapped', '--map', 'map.json', '--out', 'b.json']
    const dates = ['--from', '2025-12-06', '--to', '2025-12-14', '--horizon-days', '3', '--step-weeks', '1']
    const choice = ['--top', '1', '--methods', 'raw-count']
    const { status, err } = await run('backtest', backtest, ...files, ...dates, ...choice)
    expect(err).toContain('10 accepted')
    expect(status).toBe(0)
  })

  it('refuse columns that speak of persons by name, until they are dropped', async () => {
    const refused = await runRank('--incidents', 'canonical.csv', '--format', 'canonical')
    expect(refused.status).toBe(2)
    expect(refused.err).toContain('canonical.csv has columns that speak of persons: "Victim Name", "DOB".')
    expect(refused.err).not.toContain('CANARY')
    const dropped = await runRank('--incidents', 'canonical.csv', '--format', 'canonical', '--drop', 'victim name, DOB')
    expect(dropped.err).toContain('1 accepted')
    expect(dropped.status).toBe(0)
  })

  it.each([
    [['--format', 'mapped'], '--format mapped needs --map F.json'],
    [['--format', 'canonical', '--map', 'map.json'], '--map goes with --format mapped: canonical has its own columns'],
    [
      ['--format', 'mapped', '--map', 'map.json', '--drop', 'easting'],
      '--drop leaves out "Easting", which map.json reads',
    ],
    [['--format', 'mapped', '--map', 'no.json'], 'no.json cannot be read'],
    [['--format', 'mapped', '--map', 'export.csv'], 'export.csv is not JSON'],
    [
      ['--format', 'mapped', '--map', 'person.json'],
      'person.json: columns reads "DOB", which by the name is about a person',
    ],
    [
      ['--format', 'csv'],
      '--format is "csv"; it must be one of: canonical, police-uk, police-uk-api, chicago, mapped.',
    ],
  ])('%j: %s', async (args, message) => {
    await writeFile(
      join(folder, 'person.json'),
      JSON.stringify({ ...MAPPING, columns: { ...MAPPING.columns, place_name: 'DOB' } }),
    )
    const { status, err } = await runRank('--incidents', 'export.csv', ...args)
    expect(err).toContain(message)
    expect(status).toBe(2)
  })
})
