import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseDay } from '@planner/shared/core'
import { describe, expect, it } from 'vitest'
import { loadDemoBoroughs } from './demo-boroughs.ts'
import { makeDemoFiles, writeDemoFiles } from './demo-files.ts'

const EXAMPLES = new URL('../../../examples/', import.meta.url)

const small = async (over = {}) => ({
  areas: await loadDemoBoroughs(['Camden', 'Islington']),
  incidents: 3000,
  weeks: 26,
  startDay: parseDay('2026-01-05')!,
  seed: 1,
  ...over,
})

describe('makeDemoFiles', () => {
  it('makes exactly the files in examples/ (see its README for the command)', async () => {
    const files = makeDemoFiles(await small())
    expect(Object.keys(files).toSorted()).toEqual(
      (await readdir(EXAMPLES)).filter((name) => name !== 'README.md' && name !== 'activities.json').toSorted(),
    )
    for (const [name, text] of Object.entries(files))
      // Compared as a truth value: a failing diff of 3,000 lines would help nobody.
      expect([name, text === (await readFile(new URL(name, EXAMPLES), 'utf8'))]).toEqual([name, true])
  })
  it('makes other incidents for another seed, at other streets', async () => {
    const [first, other] = [makeDemoFiles(await small()), makeDemoFiles(await small({ seed: 2 }))]
    expect(first['incidents.csv']).not.toBe(other['incidents.csv'])
    expect(first['boundaries.geojson']).toBe(other['boundaries.geojson'])
  })
  it('writes as many incidents as were asked for, each with its own id', async () => {
    const rows = makeDemoFiles(await small({ incidents: 137 }))
      ['incidents.csv']!.trimEnd()
      .split('\n')
      .slice(1)
    expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(137)
  })
})

describe('writeDemoFiles', () => {
  it('makes the folder and leaves nothing but the files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'demo-files-'))
    try {
      const paths = await writeDemoFiles(join(folder, 'new'), { 'a.csv': 'a\n', 'b.csv': 'b\n' })
      expect(paths).toEqual([join(folder, 'new', 'a.csv'), join(folder, 'new', 'b.csv')])
      expect(await readdir(join(folder, 'new'))).toEqual(['a.csv', 'b.csv'])
      expect(await readFile(paths[1]!, 'utf8')).toBe('b\n')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
