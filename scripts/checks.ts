import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** One thing that `npm test` does by running a program. */
export interface Check {
  name: string
  /** what Node 24 runs: a script and its arguments */
  args: readonly string[]
  /** relative to the root */
  folder?: string
  /** What is wrong although the program was content; undefined: nothing. */
  judge?: (stdout: string) => string | undefined
}

/** A tool that sees fewer modules than this has looked past the sources (there were 425 when this was written). */
const LEAST_MODULES = 300

/** shared without its tests: neither Node nor the page exists there. */
export const PURE_TSCONFIG = 'shared/tsconfig.pure.json'

const TSCONFIGS = [PURE_TSCONFIG, 'shared', 'server', 'web', '.']

const bin = {
  tsc: 'node_modules/typescript/bin/tsc',
  oxfmt: 'node_modules/oxfmt/bin/oxfmt',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  cruiser: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
  knip: 'node_modules/knip/bin/knip.js',
  vite: 'node_modules/vite/bin/vite.js',
}

const CRUISED_FOLDERS = ['shared/src', 'server/src', 'web/src', 'migrations', 'scripts', 'tests']

/** Types of one tsconfig. */
export const typesCheck = (tsconfig: string): Check => ({ name: `types ${tsconfig}`, args: [bin.tsc, '-p', tsconfig] })

export const lintCheck = (...paths: string[]): Check => ({ name: 'lint', args: [bin.oxlint, '--type-aware', ...paths] })

/** Directions, circles and orphans. `root` is asked which of the folders exist. */
export const directionsCheck = (root: string): Check => ({
  name: 'dependency directions',
  args: [
    bin.cruiser,
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'json',
    ...CRUISED_FOLDERS.filter((folder) => existsSync(join(root, folder))),
  ],
  judge: (stdout) => judgeCruise(stdout, LEAST_MODULES),
})

export const unusedCheck: Check = { name: 'unused code', args: [bin.knip, '--no-progress'] }

/** Everything that needs no running of our own code, and the web build, in the order in which they run. */
export const staticChecks = (root: string): Check[] => [
  ...TSCONFIGS.map(typesCheck),
  { name: 'format', args: [bin.oxfmt, '--check', '.'] },
  lintCheck(),
  directionsCheck(root),
  unusedCheck,
  { name: 'web build', args: [join('..', bin.vite), 'build', '--logLevel', 'warn'], folder: 'web' },
]

interface CruiseResult {
  summary: {
    totalCruised: number
    violations: { from: string; to: string; rule: { name: string } }[]
  }
}

/**
 * What a dependency-cruiser report in JSON says against the code, one line for each violation; undefined when nothing.
 * A report of few modules is a failure of the tool: without a parser that it knows, it sees none and reports no violation.
 */
export function judgeCruise(json: string, leastModules: number): string | undefined {
  let result: CruiseResult
  try {
    result = JSON.parse(json) as CruiseResult
  } catch {
    return `dependency-cruiser gave no report:\n${json}`
  }
  const { totalCruised, violations } = result.summary
  const lines = violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
  if (totalCruised < leastModules)
    lines.push(
      `dependency-cruiser saw ${totalCruised} modules where at least ${leastModules} are expected. Is @swc/core installed?`,
    )
  return lines.length === 0 ? undefined : lines.join('\n')
}
