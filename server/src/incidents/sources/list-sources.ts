import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { DomainError } from '@planner/shared/core'

/** A file or folder as named by the caller, or a file with the name that messages should use for it (an upload's own). */
export type SourcePath = string | { path: string; name: string }

/** One file to read. */
export interface SourceFile {
  path: string
  /** short name for messages and rejects */
  name: string
  bytes: number
}

const CSV = /\.csv(\.gz)?$/i
/** data.police.uk puts outcomes and stop-and-search of the same months beside the street files. */
const STREET_CSV = /-street\.csv(\.gz)?$/i

/**
 * The files behind `paths`, in the order given; a folder is searched with everything below it, in the order of names, so that
 * the same folder always reads the same way. For `police-uk` a folder's street files are taken where it has any.
 *
 * @throws {DomainError} NOT_FOUND for a missing path; INVALID_INPUT for one that is neither file nor folder, a folder
 *   without CSV, or a file that may not be read
 */
export async function listSources(paths: readonly SourcePath[], formatName: string): Promise<SourceFile[]> {
  const files: SourceFile[] = []
  for (const given of paths) {
    const path = typeof given === 'string' ? given : given.path
    const found = await statPath(path)
    if (found.isDirectory()) files.push(...(await listFolder(path, formatName)))
    else if (found.isFile())
      files.push({ path, name: typeof given === 'string' ? basename(path) : given.name, bytes: found.size })
    else throw new DomainError('INVALID_INPUT', `${path} is neither a file nor a folder. Give a CSV file.`)
  }
  return files
}

async function statPath(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    throw asDomainError(error, path)
  }
}

async function listFolder(folder: string, formatName: string): Promise<SourceFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  // Links are left out: one to a folder above would never end.
  const paths = entries
    .filter((entry) => entry.isFile() && CSV.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const street = formatName === 'police-uk' ? paths.filter((path) => STREET_CSV.test(path)) : []
  const taken = street.length > 0 ? street : paths
  if (taken.length === 0)
    throw new DomainError('INVALID_INPUT', `The folder ${folder} holds no .csv or .csv.gz file, nor do folders in it.`)
  return Promise.all(
    taken.map(async (path) => ({ path, name: relative(folder, path), bytes: (await statPath(path)).size })),
  )
}

/** What the file system says, as a refusal that a person can act on; anything unknown stays what it is. */
export function asDomainError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new DomainError('NOT_FOUND', `There is no file or folder ${path}. Is the path right?`)
  if (code === 'EACCES' || code === 'EPERM')
    return new DomainError('INVALID_INPUT', `${path} may not be read by this account. Change its permissions.`)
  return error
}
