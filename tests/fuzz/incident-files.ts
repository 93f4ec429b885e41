/** Reads made-up files by the hundred thousand: `node tests/fuzz/incident-files.ts [files] [seed]`. Exit 1: one of them broke it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkFile } from '@planner/server/incidents/fuzz/check-file.test-support.ts'
import { fuzzedFile } from '@planner/server/incidents/fuzz/fuzzed-bytes.test-support.ts'
import fc from 'fast-check'

const { positionals } = parseArgs({ allowPositionals: true })
const numRuns = Number(positionals[0] ?? 200_000)
const seed = Number(positionals[1] ?? 1)
const folder = await mkdtemp(join(tmpdir(), 'fuzz-'))
const startMs = performance.now()
const files = { read: 0, refused: 0 }
/** A file that takes so long hangs. */
const TIMEOUT_MS = 20_000
const PROGRESS_FILES = 10_000

try {
  await fc.assert(
    fc.asyncProperty(fuzzedFile, async ({ bytes, format }) => {
      files[(await checkFile(bytes, format, folder)) ? 'read' : 'refused'] += 1
      const tried = files.read + files.refused
      if (tried % PROGRESS_FILES === 0) console.error(`${tried} files tried`)
    }),
    { seed, numRuns, timeout: TIMEOUT_MS },
  )
  const { user, system } = process.cpuUsage()
  const seconds = (performance.now() - startMs) / 1000
  console.log(
    `${numRuns} files (seed ${seed}): ${files.read} read, ${files.refused} refused, none broke it; ` +
      `${Math.round(seconds)} s, ${Math.round((user + system) / 1e6)} s of CPU, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`,
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}
