import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DomainError } from '@planner/shared/core'
import type { FastifyRequest } from 'fastify'
import { checkText } from '../plugins/kept-text.ts'

/** A file that a request sent, on disk under a name of ours. */
export interface ReceivedFile {
  path: string
  /** the name that the user knows it by: for messages, never for a path */
  name: string
  /** text fields that came before the file */
  fields: ReadonlyMap<string, string>
}

const LONGEST_NAME = 200

/**
 * Streams the one file of a multipart request to `dataDir`/uploads. The caller removes it.
 *
 * @throws {DomainError} INVALID_INPUT when there is no file, its name is no text, or fields come after it; the framework's 413 when it is too big
 */
export async function receiveFile(request: FastifyRequest, dataDir: string): Promise<ReceivedFile> {
  if (!request.isMultipart())
    throw new DomainError('INVALID_INPUT', 'Send the file as multipart/form-data in a part named "file".')
  const fields = new Map<string, string>()
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields.set(part.fieldname, String(part.value))
      continue
    }
    if (part.fieldname !== 'file')
      throw new DomainError('INVALID_INPUT', `The part "${part.fieldname}" is a file; the one expected is "file".`)
    checkText('The name of the file', part.filename)
    const folder = join(dataDir, 'uploads')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, randomUUID())
    try {
      await pipeline(part.file, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      if (part.file.truncated) throw new request.server.multipartErrors.RequestFileTooLargeError()
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
    return { path, name: part.filename.slice(0, LONGEST_NAME) || 'file', fields }
  }
  throw new DomainError('INVALID_INPUT', 'There is no file in the request: send it in a part named "file".')
}
