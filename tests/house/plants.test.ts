import { appendFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { directionsCheck, lintCheck, PURE_TSCONFIG, typesCheck, unusedCheck } from '../../scripts/checks.ts'
import { runCheck, type CheckResult } from '../../scripts/run-check.ts'
import { copyTree } from './copy-tree.ts'

/**
 * The rules of the house are worth what their tools see. Each violation is planted once in a copy of the tree, and the
 * very command of `npm test` must find it there.
 */
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

let copy: string

beforeAll(async () => {
  copy = await copyTree(root)
})

afterAll(async () => {
  await rm(copy, { recursive: true, force: true })
})

const plant = (path: string, text: string): Promise<void> => writeFile(join(copy, path), `${text}\n`)

describe('directions', () => {
  let output: string

  beforeAll(async () => {
    await Promise.all([
      plant('shared/src/core/plant-circle-a.ts', "export { b } from './plant-circle-b.ts'\nexport const a = 1"),
      plant(
        'shared/src/core/plant-circle-b.ts',
        "import type { a } from './plant-circle-a.ts'\nexport const b: typeof a = 1",
      ),
      plant('shared/src/core/plant-contract.ts', "import { DaySchema } from '../schemas/common.ts'\nvoid DaySchema"),
      plant('shared/src/core/plant-by-name.ts', "import { DaySchema } from '@planner/shared/schemas'\nvoid DaySchema"),
      plant('shared/src/core/plant-disk.ts', "import { readFileSync } from 'node:fs'\nvoid readFileSync"),
      plant('shared/src/core/plant-package.ts', "import { Type } from 'typebox'\nvoid Type"),
      plant('shared/src/core/plant-h3.ts', "import { latLngToCell } from 'h3-js'\nvoid latLngToCell"),
      plant('shared/src/core/plant-temporal.ts', "import { Temporal } from 'temporal-polyfill'\nvoid Temporal"),
      plant('shared/src/schemas/plant-core.ts', "import { cellAt } from '../core/cells.ts'\nvoid cellAt"),
      plant('shared/src/schemas/plant-package.ts', "import { sha256 } from '@noble/hashes/sha2.js'\nvoid sha256"),
      plant('shared/src/core/plant-server.ts', "import { EXIT } from '../../../server/src/cli/command.ts'\nvoid EXIT"),
      plant('web/src/plant-server.ts', "import { EXIT } from '../../server/src/cli/command.ts'\nvoid EXIT"),
      plant('server/src/plant-web.ts', "import '../../web/vite.config.ts'"),
      plant('server/src/plant-scripts.ts', "import { judgeCruise } from '../../scripts/checks.ts'\nvoid judgeCruise"),
      plant('server/src/plant-deep.ts', "import { distanceKm } from '../../shared/src/core/geo.ts'\nvoid distanceKm"),
      plant(
        'server/src/plant-deep-name.ts',
        "import { distanceKm } from '@planner/shared/src/core/geo.ts'\nvoid distanceKm",
      ),
      plant('server/src/plant-test.ts', "import { copyTree } from '../../tests/house/copy-tree.ts'\nvoid copyTree"),
      plant('shared/src/core/plant-orphan.ts', 'export const nobody = 1'),
      plant('shared/src/core/incidents/plant-later.ts', "import { TIERS } from '../hotspots/hotspot.ts'\nvoid TIERS"),
      plant(
        'shared/src/core/hotspots/plant-later.ts',
        "import type { Plan } from '../plans/plan.ts'\nexport type Planned = Plan",
      ),
      plant(
        'shared/src/core/plans/plant-inside.ts',
        "import { tierOfRank } from '../hotspots/tiers.ts'\nvoid tierOfRank",
      ),
      plant(
        'shared/src/core/plans/plant-inside-further.ts',
        "import { placeCells } from '../incidents/place-cells.ts'\nvoid placeCells",
      ),
      plant(
        'shared/src/core/duties/plant-stage.ts',
        "import { BIN_MINUTES } from '../plans/plan.ts'\nvoid BIN_MINUTES",
      ),
      plant('shared/src/core/plant-stage.ts', "import { BIN_MINUTES } from './plans/plan.ts'\nvoid BIN_MINUTES"),
      plant('shared/src/schemas/ranking-plant.ts', "import { PlanFileSchema } from './plan.ts'\nvoid PlanFileSchema"),
      plant(
        'server/src/services/ranking-plant.service.ts',
        "import { findPlan } from '../repositories/plan.repository.ts'\nvoid findPlan",
      ),
    ])
    output = (await runCheck(directionsCheck(copy), copy)).output
  })

  it.each([
    ['a circle, even of types alone', 'no-circular: shared/src/core/plant-circle-'],
    ['a core that reads the contract', 'core-stays-alone: shared/src/core/plant-contract.ts'],
    ['a core that reads the contract by its name', 'core-stays-alone: shared/src/core/plant-by-name.ts'],
    ['a core that reads the disk', 'core-packages: shared/src/core/plant-disk.ts'],
    ['a core that uses a package off its list', 'core-packages: shared/src/core/plant-package.ts'],
    ['a second file that talks to h3-js', 'one-file-knows-h3: shared/src/core/plant-h3.ts'],
    ['a second file that converts time', 'one-file-knows-time-zones: shared/src/core/plant-temporal.ts'],
    ['a core that reads the server', 'core-stays-alone: shared/src/core/plant-server.ts'],
    ['a contract that reads the core', 'schemas-stay-alone: shared/src/schemas/plant-core.ts'],
    ['a contract that uses more than TypeBox', 'schemas-packages: shared/src/schemas/plant-package.ts'],
    ['a web app that reads the server', 'web-to-shared-only: web/src/plant-server.ts'],
    ['a server that reads the web app', 'server-to-shared-only: server/src/plant-web.ts'],
    ['a server that reads the scripts', 'server-to-shared-only: server/src/plant-scripts.ts'],
    ['a server that reads a file inside shared', 'shared-by-its-doors: server/src/plant-deep.ts'],
    ['a server that reads a file inside shared by its name', 'not-resolvable: server/src/plant-deep-name.ts'],
    ['a server that needs a test helper', 'tests-are-for-tests: server/src/plant-test.ts'],
    ['a module that nobody imports', 'no-orphans: shared/src/core/plant-orphan.ts'],
    ['incidents that read hotspots', 'core-incidents-go-left: shared/src/core/incidents/plant-later.ts'],
    ['hotspots that read plans, be it a type', 'core-hotspots-go-left: shared/src/core/hotspots/plant-later.ts'],
    ['plans that read how hotspots are made', 'hotspots-by-their-outputs: shared/src/core/plans/plant-inside.ts'],
    [
      'plans that read how incidents are made',
      'incidents-by-their-outputs: shared/src/core/plans/plant-inside-further.ts',
    ],
    ['duties that read a stage', 'beside-the-stages: shared/src/core/duties/plant-stage.ts'],
    ['a tool of the core that reads a stage', 'beside-the-stages: shared/src/core/plant-stage.ts'],
    [
      'a contract of hotspots that reads that of plans',
      'schemas-hotspots-go-left: shared/src/schemas/ranking-plant.ts',
    ],
    ['a service of hotspots that reads plans', 'server-hotspots-go-left: server/src/services/ranking-plant.service.ts'],
  ])('refuse %s', (_what, line) => {
    expect(output).toContain(line)
  })
})

describe('lint', () => {
  const PLANTS = [
    ['core', 'Math.random', 'export const x = Math.random()'],
    ['core', 'Math.random taken apart', 'const { random } = Math\nexport const x = random()'],
    ['core', 'Date.now', 'export const x = Date.now()'],
    ['core', 'new Date()', 'export const x = new Date()'],
    ['schemas', 'new Date()', 'export const x = new Date()'],
    ['core', 'a promise that nobody waits for', 'export function x() {\n  Promise.resolve(1)\n}'],
  ] as const
  const paths = PLANTS.map(([folder], i) => `shared/src/${folder}/plant-lint-${i}.ts`)
  let result: CheckResult

  beforeAll(async () => {
    for (const [i, path] of paths.entries()) await plant(path, PLANTS[i]![2])
    result = await runCheck(lintCheck(...paths), copy)
  })

  it.each(PLANTS.map(([folder, what], i) => [folder, what, i] as const))(
    'refuses, in the %s, %s',
    (_folder, _what, i) => {
      expect(result.isPassed).toBe(false)
      // What is not a warning is an error.
      expect(result.output).toContain('Found 0 warnings and ')
      expect(result.output).toContain(`plant-lint-${i}.ts`)
    },
  )

  it('finds nothing once they are gone', async () => {
    for (const path of paths) await plant(path, 'export const x = 1')
    expect((await runCheck(lintCheck(...paths), copy)).output).toContain('0 errors')
    for (const path of paths) await rm(join(copy, path))
  })
})

describe('types', () => {
  const PLANTS = [
    ['the page', 'export const x = document.title', 'document'],
    ['the window', 'export const x = window', 'window'],
    ['the console', "console.log('x')", 'console'],
    ['the process', 'export const x = process.env', 'process'],
    ['the network', "export const x = fetch('/')", 'fetch'],
    ['the disk', "import { readFileSync } from 'node:fs'\nvoid readFileSync", 'node:fs'],
  ] as const
  const paths = PLANTS.map((_, i) => `shared/src/core/plant-types-${i}.ts`)
  let result: CheckResult

  beforeAll(async () => {
    for (const [i, path] of paths.entries()) await plant(path, PLANTS[i]![1])
    result = await runCheck(typesCheck(PURE_TSCONFIG), copy)
    for (const path of paths) await rm(join(copy, path))
  })

  it.each(PLANTS.map(([what, , name], i) => [what, name, i] as const))('refuse %s in shared', (_what, name, i) => {
    expect(result.isPassed).toBe(false)
    // Each line of the compiler names an error.
    expect(result.output.split('\n').some((line) => line.includes(`plant-types-${i}.ts`) && line.includes(name))).toBe(
      true,
    )
  })
})

describe('unused code', () => {
  it('is refused: an export, a file and a package that nobody uses', async () => {
    await appendFile(join(copy, 'shared/src/core/geo.ts'), 'export const plantedExport = 1\n')
    await plant('web/src/plant-unused.ts', 'export const x = 1')
    const { isPassed, output } = await runCheck(unusedCheck, copy)
    expect(isPassed).toBe(false)
    expect(output).toMatch(/plantedExport .*shared\/src\/core\/geo\.ts/)
    expect(output).toContain('web/src/plant-unused.ts')
  })
})
