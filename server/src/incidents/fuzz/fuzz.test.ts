import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkFile } from './check-file.test-support.ts'
import { fuzzedFile } from './fuzzed-bytes.test-support.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fuzz-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('any file', () => {
  it('is read to its end or refused with a reason, and blanked it reads the same', async () => {
    const files = { read: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fuzzedFile, async ({ bytes, format }) => {
        files[(await checkFile(bytes, format, folder)) ? 'read' : 'refused'] += 1
      }),
      // The same every time; tests/fuzz/incident-files.ts looks further.
      { seed: 20_261_122, numRuns: 2000, endOnFailure: true },
    )
    // Neither all good nor all broken, or little would be tried.
    expect(Math.min(files.read, files.refused)).toBeGreaterThan(400)
  })
})
