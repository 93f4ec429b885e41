import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { runCommand } from './command.ts'
import { rank } from './rank.ts'

/** of the incidents below, in the canonical layout */
export const HEADER = 'id,occurred_from,occurred_to,offence,lat,lng,how_found,domestic,place_type,place_name'
/** Nine in scope at two places, and one each that police found, that is domestic, and that is a weapons offence. */
export const ROWS = [
  ...Array.from(
    { length: 6 },
    (_, i) => `a${i},2025-12-0${i + 1}T22:15,,robbery,51.5400,-0.1400,public,false,street,High Street`,
  ),
  ...Array.from(
    { length: 3 },
    (_, i) => `b${i},2025-12-1${i}T03:00,,violence-with-injury,51.5500,-0.1700,unknown,,street,=Mill Lane`,
  ),
  'c1,2025-12-20T01:00,,robbery,51.5400,-0.1400,police,false,street,High Street',
  'd1,2025-12-21T01:00,,violence-with-injury,51.5400,-0.1400,public,true,dwelling,High Street',
  'e1,2025-12-22T01:00,,weapons,51.5400,-0.1400,public,false,street,High Street',
]
const BOUNDARIES = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { name: 'Camden' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-0.2, 51.5],
            [-0.1, 51.5],
            [-0.1, 51.6],
            [-0.2, 51.6],
            [-0.2, 51.5],
          ],
        ],
      },
    },
  ],
})
export const BASE = ['--incidents', 'incidents.csv', '--format', 'canonical', '--as-of', '2026-01-05']

/** What `patrol rank` is tried in: a folder with small files, new for each test. */
export interface RankFolder {
  /** Runs `patrol rank` there and gives what it said on standard error and standard output. */
  run: (...args: string[]) => Promise<{ status: number; err: string; out: string }>
  read: (name: string) => Promise<string>
  write: (name: string, text: string) => Promise<void>
  files: () => Promise<string[]>
}

/** To be called once at the top of a test file. */
export function useRankFolder(): RankFolder {
  let folder: string
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rank-'))
    await write('incidents.csv', `${[HEADER, ...ROWS].join('\n')}\n`)
    await write('boundaries.geojson', BOUNDARIES)
    await write('areas.csv', 'area,bcu\nCamden,cn 1\n')
  })
  afterEach(async () => {
    await rm(folder, { recursive: true })
  })
  return {
    write,
    read: (name) => readFile(join(folder, name), 'utf8'),
    files: () => readdir(folder),
    async run(...args) {
      let err = ''
      let out = ''
      const io = {
        cwd: folder,
        interactive: false,
        err: (text: string) => void (err += text),
        out: (text: string) => void (out += text),
      }
      const status = await runCommand('rank', rank, args, io)
      return { status, err, out }
    },
  }
}
