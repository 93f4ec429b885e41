import { cp, mkdir, mkdtemp, readdir, realpath, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** Not sources: built, installed or the demo's data. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'generated', 'examples', 'docs', '.git', '.data'])

const PARTS = ['shared', 'server', 'web']

/**
 * A copy of the sources in a new temporary folder, in which a violation can be planted. The packages are links to the
 * installed ones, but for our own parts, which must lead to the copy.
 *
 * @returns its path; the caller removes it
 */
export async function copyTree(root: string): Promise<string> {
  const copy = await realpath(await mkdtemp(join(tmpdir(), 'planner-house-')))
  await cp(root, copy, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) })
  for (const folder of ['.', ...PARTS]) await linkPackages(join(root, folder), join(copy, folder), copy)
  return copy
}

async function linkPackages(from: string, to: string, copy: string): Promise<void> {
  const source = join(from, 'node_modules')
  const target = join(to, 'node_modules')
  await mkdir(join(target, '@planner'), { recursive: true })
  for (const name of await readdir(source))
    if (name !== '@planner') await symlink(join(source, name), join(target, name))
  for (const part of await readdir(join(source, '@planner')).catch(() => []))
    await symlink(join(copy, part), join(target, '@planner', part))
}
