import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const WEB = join(ROOT, 'web')
const STAMP = join(WEB, 'dist', '.stamp')
/** Everything that the built app depends on; packages by way of the lock file. */
const SOURCES = ['web/src', 'web/public', 'web/index.html', 'web/vite.config.ts', 'web/package.json', 'shared/src']
const LOCK_FILE = 'pnpm-lock.yaml'

/** Builds web/dist unless it was built from exactly these sources. */
export async function buildWebApp(say: (line: string) => void): Promise<void> {
  const stamp = await hashSources()
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === stamp) return
  say('building the web app')
  const { build } = await import('vite')
  await build({ root: WEB, configFile: join(WEB, 'vite.config.ts'), logLevel: 'warn' })
  // Last: a build that was cut short has no stamp.
  await writeFile(STAMP, stamp)
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of [...SOURCES, LOCK_FILE])
    for (const path of await listFiles(source)) {
      if (/\.test\.tsx?$/.test(path)) continue
      hash.update(`${path}\0`).update(await readFile(join(ROOT, path)))
    }
  return hash.digest('hex')
}

async function listFiles(source: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, source), { recursive: true, withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return [source]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort()
}
