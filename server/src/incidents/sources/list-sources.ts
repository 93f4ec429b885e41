import { open, readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { DomainError } from '@planner/shared/core'
import type { Entry } from 'yauzl'
import { isZip } from './known-files.ts'
import { listMembers, showName } from './zip-members.ts'

/** A file or folder as named by the caller, or a file with the name that messages should use for it (an upload's own). */
export type SourcePath = string | { path: string; name: string }

/** One file to read. */
export interface SourceFile {
  path: string
  /** short name for messages and rejects; of a member `archive.zip/member.csv` */
  name: string
  /** on disk, packed or not */
  bytes: number
  /** where it is a member of the zip archive at `path` */
  member?: Entry
}

const CSV = /\.csv$/i
const SOURCE = /\.(csv|csv\.gz|zip)$/i
/** data.police.uk puts outcomes and stop-and-search of the same months beside the street files. */
const STREET_CSV = /-street\.csv(\.gz)?$/i
const ZIP = /\.zip$/i

/**
 * The files behind `paths`, in the order given; a folder is searched with everything below it and a zip archive opened, each in
 * the order of names, so that the same folder always reads the same way. For `police-uk` the street files of a folder or
 * archive are taken where it has any.
 *
 * @throws {DomainError} NOT_FOUND for a missing path; INVALID_INPUT for one that is neither file nor folder, a folder or
 *   archive without CSV, one that may not be read, and archives that are no plain zip of CSV files
 */
export async function listSources(paths: readonly SourcePath[], formatName: string): Promise<SourceFile[]> {
  const files: SourceFile[] = []
  for (const given of paths) {
    const path = typeof given === 'string' ? given : given.path
    const found = await statPath(path)
    if (found.isDirectory()) files.push(...(await listFolder(path, formatName)))
    else if (found.isFile())
      files.push(
        ...(await listFile(path, typeof given === 'string' ? basename(path) : given.name, found.size, formatName)),
      )
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
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const taken = takenOf(paths, formatName)
  if (taken.length === 0)
    throw new DomainError(
      'INVALID_INPUT',
      `The folder ${folder} holds no .csv, .csv.gz or .zip file, nor do folders in it.`,
    )
  const files: SourceFile[] = []
  for (const path of taken)
    files.push(...(await listFile(path, relative(folder, path), (await statPath(path)).size, formatName)))
  return files
}

/** For `police-uk` the street files, and archives of them, where there are any. */
function takenOf(names: readonly string[], formatName: string): readonly string[] {
  if (formatName !== 'police-uk' || !names.some((name) => STREET_CSV.test(name))) return names
  return names.filter((name) => STREET_CSV.test(name) || ZIP.test(name))
}

async function listFile(path: string, name: string, bytes: number, formatName: string): Promise<SourceFile[]> {
  if (!isZip(await readMagic(path))) return [{ path, name, bytes }]
  const members = await listMembers(path, name, bytes, (member) => CSV.test(member))
  const taken = new Set(
    takenOf(
      members.map(({ fileName }) => fileName),
      formatName,
    ),
  )
  return members
    .filter(({ fileName }) => taken.has(fileName))
    .map((member) => ({ path, name: `${name}/${showName(member.fileName)}`, bytes: member.compressedSize, member }))
}

async function readMagic(path: string): Promise<Buffer> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw asDomainError(error, path)
  }
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
