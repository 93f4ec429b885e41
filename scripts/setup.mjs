/**
 * Brings what the project needs and the machine lacks: pnpm (through npx), the packages of the lock file, and with them
 * Node 24. Plain JavaScript, no packages, because it must run on the Node 20 that is there before anything else is.
 * Quick when nothing changed: it compares one stamp. Everything it says goes to standard error, so that a command's output stays clean.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PNPM = 'pnpm@12.21.0'
const OLDEST_NODE = 20

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const quiet = process.argv.includes('--quiet')
const stampFile = join(root, 'node_modules', '.setup-stamp')
const say = (text) => process.stderr.write(`setup: ${text}\n`)

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  say(`Node ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}. Install a current Node and try again.`)
  process.exit(2)
}

const hash = createHash('sha256')
for (const file of [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  'shared/package.json',
  'server/package.json',
  'web/package.json',
])
  hash.update(readFileSync(join(root, file)))
// A folder that was moved or copied has links that point elsewhere, and another platform needs other binaries.
hash.update(`${root} ${process.platform} ${process.arch}`)
const stamp = hash.digest('hex')

const isCurrent =
  existsSync(join(root, 'node_modules', '.bin', 'node')) &&
  existsSync(stampFile) &&
  readFileSync(stampFile, 'utf8') === stamp

if (isCurrent) {
  if (!quiet) say('packages are current')
} else {
  say('installing packages from the npm registry (about a minute the first time)')
  const result = spawnSync('npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
    env: { ...process.env, CI: 'true' }, // never ask: there may be nobody to answer
  })
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}\n`)
    say('the packages could not be installed; the lines above say why. Is the npm registry reachable?')
    process.exit(result.status ?? 1)
  }
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
  say('packages are installed')
}
