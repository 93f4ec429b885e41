import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { DomainError } from '@planner/shared/core'

/**
 * Writes a file whole or not at all: under a temporary name in the same folder, then renamed.
 *
 * @param content whole, or in pieces
 * @param mode file permissions; 0o600 for secrets
 * @throws {DomainError} INVALID_INPUT when the folder cannot be written to
 */
export async function writeWholeFile(
  path: string,
  content: string | Uint8Array | Iterable<string>,
  mode = 0o644,
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`
  try {
    await writeFile(temporary, content, { mode, flag: 'wx' })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw new DomainError('INVALID_INPUT', `${path} cannot be written: ${String(error)}. Choose another folder.`)
  }
}
