import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createZone, DomainError, type Reject } from '@planner/shared/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readIncidents } from '../read-incidents.ts'
import { HOSTILE_ARCHIVES } from './hostile-archives.test-support.ts'
import type { HostileFile } from './hostile-file.test-support.ts'
import { HOSTILE_TEXTS } from './hostile-texts.test-support.ts'

const FILES = [...HOSTILE_TEXTS, ...HOSTILE_ARCHIVES]
/** What reading may add to the memory of a process that does nothing else, whatever the file; most of it is garbage. */
const MAX_GROWTH_MB = 150
/** A process that takes longer, be the machine as busy as it may, never ends. */
const HUNG_MS = 240_000

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function make(file: HostileFile): Promise<string> {
  const path = join(folder, file.name)
  await file.write(path)
  return path
}

describe('hostile files', () => {
  it('are more than 60, each another', () => {
    expect(new Set(FILES.map(({ what }) => what)).size).toBe(FILES.length)
    expect(FILES.length).toBeGreaterThan(60)
  })

  it.each(FILES.filter(({ isHuge }) => isHuge !== true))('$what', async (file) => {
    const path = await make(file)
    const rejects: Reject[] = []
    const reading = readIncidents({
      paths: [path],
      format: file.format,
      zone: createZone('Europe/London'),
      onIncident: () => {},
      onReject: (reject) => void rejects.push(reject),
    })
    if (file.refusal === undefined) {
      const { accepted } = await reading
      expect([accepted, rejects.map(({ code }) => code)]).toEqual([file.accepted, file.rejects])
      for (const { line, advice } of rejects) expect([line > 1, advice.length > 20]).toEqual([true, true])
      return
    }
    const error: unknown = await reading.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(DomainError)
    expect((error as DomainError).message).toMatch(file.refusal)
    expect((error as DomainError).message).toContain(file.name)
    // A person reads it on one screen, and no terminal obeys it.
    expect((error as DomainError).message).toMatch(/^[^\p{Cc}]{20,900}$/u)
    expect(rejects.length).toBeLessThan(10)
  })

  it.each(FILES.filter(({ isHuge }) => isHuge === true))('$what, in bounded memory', async (file) => {
    const script = join(import.meta.dirname, 'read-watched.test-support.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [script, await make(file)], { timeout: HUNG_MS })
    const { refusal, growthMb } = JSON.parse(stdout) as { refusal: string; growthMb: number }
    expect(refusal).toMatch(file.refusal!)
    expect(growthMb).toBeLessThan(MAX_GROWTH_MB)
  })

  it('leave nothing beside them', async () => {
    expect((await readdir(folder)).sort()).toEqual(['in.csv', 'in.zip'])
  })
})
