import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { staticChecks } from './checks.ts'
import { runCheck } from './run-check.ts'
import { readSuite } from './suite-report.ts'

/**
 * What `npm test` runs after setup: every static check, the web build and every suite, to the end even when something fails.
 * Says little of what is well and all of what is not. The last line is `N passed, N failed`, with `, N skipped` if any.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Vitest projects (vitest.config.ts), quick ones first. */
const SUITES = ['unit', 'house', 'integration', 'browser']

/**
 * Files of a suite may run beside each other: each has a database of its own where it changes one. Both cores of a small machine are
 * taken; left to itself the runner keeps one free.
 */
const WORKERS = Math.max(2, availableParallelism() - 1)

let passed = 0
let failed = 0
const skipped: string[] = []

/** Writes the name of a step now and returns what ends its line with the time and the verdict. */
function begin(name: string): (verdict: string) => void {
  const startedAt = performance.now()
  process.stdout.write(name.padEnd(32))
  return (verdict) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    process.stdout.write(`${seconds.padStart(6)} s  ${verdict}\n`)
  }
}

for (const check of staticChecks(root)) {
  const end = begin(check.name)
  const { isPassed, output } = await runCheck(check, root)
  if (isPassed) passed += 1
  else failed += 1
  end(isPassed ? 'ok' : 'FAILED')
  if (!isPassed) process.stdout.write(`${output.trimEnd()}\n\n`)
}

const reports = await mkdtemp(join(tmpdir(), 'planner-test-'))
try {
  for (const suite of SUITES) {
    const file = join(reports, `${suite}.json`)
    const check = {
      name: `tests ${suite}`,
      args: [
        join('node_modules', 'vitest', 'vitest.mjs'),
        'run',
        `--project=${suite}`,
        `--maxWorkers=${WORKERS}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ],
    }
    const end = begin(check.name)
    const { isPassed, output } = await runCheck(check, root)
    const result = readSuite(await readFile(file, 'utf8').catch(() => undefined), isPassed)
    passed += result.passed
    failed += result.failed
    skipped.push(...result.skipped.map((name) => `${suite}: ${name}`))
    end(`${result.passed} passed, ${result.failed} failed, ${result.skipped.length} skipped`)
    if (result.failed > 0) process.stdout.write(`${output.trimEnd()}\n\n`)
  }
} finally {
  await rm(reports, { recursive: true, force: true })
}

if (skipped.length > 0) process.stdout.write(`\nSkipped\n${skipped.map((name) => `  ${name}\n`).join('')}`)
process.stdout.write(`\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}\n`)
process.exitCode = failed === 0 ? 0 : 1
