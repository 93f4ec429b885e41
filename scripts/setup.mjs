/**
 * Brings what the project needs and the machine lacks: pnpm (through npm), the packages of the lock file, and with them
 * Node 24; then makes the outlines of the demo force. Plain JavaScript, no packages, because it must run on the Node 20 that is
 * there before anything else is. Quick when nothing changed: it compares one stamp. Everything it says goes to standard
 * error, so that a command's output stays clean.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PNPM = 'pnpm@12.21.0'
const OLDEST_NODE = 20

/** Everything that the result depends on. */
const INPUTS = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  'shared/package.json',
  'server/package.json',
  'web/package.json',
  'scripts/setup.mjs',
  'scripts/build-demo-areas.ts',
]

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const quiet = process.argv.includes('--quiet')
const stampFile = join(root, 'node_modules', '.setup-stamp')
const newNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const demoAreas = join(root, 'generated', 'demo-boroughs.geojson')
const say = (text) => process.stderr.write(`setup: ${text}\n`)

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  say(`Node ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}. Install a current Node and try again.`)
  process.exit(2)
}

const stamp = makeStamp()
if (isCurrent()) {
  if (!quiet) say('packages are current')
} else {
  // An install that is cut short must not be taken for a whole one, even if the lock file goes back to what it was.
  rmSync(stampFile, { force: true })
  say('installing packages from the npm registry (about a minute the first time)')
  run(
    npm(['exec', '--yes', '--', PNPM, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only']),
    'the packages could not be installed; the lines above say why. Is the npm registry reachable?',
  )
  run([newNode, ['scripts/build-demo-areas.ts']], 'the outlines of the demo force could not be made.')
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
  say('packages are installed')
}

function makeStamp() {
  const hash = createHash('sha256')
  for (const file of INPUTS) hash.update(readFileSync(join(root, file)))
  // A folder that was moved or copied has links that point elsewhere, and another platform needs other binaries.
  return hash.update(`${root} ${process.platform} ${process.arch}`).digest('hex')
}

function isCurrent() {
  return (
    existsSync(newNode) && existsSync(demoAreas) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
  )
}

/** npm itself rather than npx, which some distributions leave out: the one that called us, else the one on the PATH. */
function npm(args) {
  const caller = process.env['npm_execpath']
  return caller !== undefined && basename(caller) === 'npm-cli.js'
    ? [process.execPath, [caller, ...args]]
    : ['npm', args]
}

/** Runs quietly; on failure shows all that was said, then `advice`, and ends. */
function run([command, args], advice) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      CI: 'true', // never ask: there may be nobody to answer
      npm_config_loglevel: 'error', // `npm run --silent` would otherwise silence the reason of a failure
      npm_config_prefer_offline: 'true',
    },
  })
  if (result.status === 0) return
  process.stderr.write(
    `${result.stdout ?? ''}${result.stderr ?? ''}${result.error === undefined ? '' : result.error.message}\n`,
  )
  say(advice)
  process.exit(result.status ?? 1)
}
