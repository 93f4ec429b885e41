import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  createZone,
  DomainError,
  findFormat,
  type IncidentFormatName,
  type IncidentMapping,
} from '@planner/shared/core'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { checkText } from '../plugins/kept-text.ts'
import { blankSource } from './blank-source.ts'
import { TEXT_ENCODINGS, type TextEncoding } from './sources/decode-text.ts'
import { isZip } from './sources/known-files.ts'
import { listSources, type SourceFile } from './sources/list-sources.ts'
import { openSource } from './sources/open-source.ts'
import { readHead, unpack, type HeadedBytes } from './sources/unpack.ts'
import { showName } from './sources/zip-members.ts'

/** How an upload is to be read, as its fields say. */
interface Reading {
  format: IncidentFormatName
  /** for the format `mapped` */
  mapping?: IncidentMapping
  /** names of columns to leave out */
  dropped: readonly string[]
}

/** A file of incidents that a request sent, blanked and on disk. */
export interface ReceivedIncidents<Fields extends Reading> {
  reading: Fields
  /** of this upload alone; to be removed with all that is in it */
  folder: string
  /** what to read, in its order, with the names that the user knows it by: several where an archive was sent */
  files: { path: string; name: string }[]
  /** the name of what was sent */
  fileName: string
  /** what the text was found to be, before it was written as UTF-8 */
  encodings: TextEncoding[]
}

/**
 * Receives a file of incidents from a multipart request: text fields, then the part "file" (CSV, gzip or zip). It is blanked
 * while it comes in, so that only columns that the format reads ever reach the disk. An archive, whose directory is at its
 * end, lies as it is in a folder that nobody else may enter until it has been blanked.
 *
 * @param dataDir the upload's own folder is made in its `uploads`; after a refusal nothing is left of it
 * @param readFields how the text fields before the file say that it is read; what it throws refuses the request
 * @throws {DomainError} INVALID_INPUT when there is no file, or it is not what the format reads; the framework's 413 when it is
 *   too big
 */
export async function receiveIncidents<Fields extends Reading>(
  request: FastifyRequest,
  dataDir: string,
  readFields: (fields: ReadonlyMap<string, string>) => Fields,
): Promise<ReceivedIncidents<Fields>> {
  if (!request.isMultipart())
    throw new DomainError('INVALID_INPUT', 'Send the file as multipart/form-data in a part named "file".')
  const fields = new Map<string, string>()
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.valueTruncated) throw new DomainError('INVALID_INPUT', `The field "${part.fieldname}" is too long.`)
      fields.set(part.fieldname, String(part.value))
      continue
    }
    if (part.fieldname !== 'file')
      throw new DomainError('INVALID_INPUT', `The part "${part.fieldname}" is a file; the one expected is "file".`)
    const reading = readFields(fields)
    checkText('The name of the file', part.filename)
    const fileName = showName(part.filename) || 'file'
    const folder = join(dataDir, 'uploads', randomUUID())
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const chunks = chunksOf(part.file, request)
    try {
      const kept = await keep(await readHead(chunks), fileName, reading, folder)
      return { reading, folder, fileName, ...kept }
    } catch (error) {
      // What still comes in must go somewhere, or the connection never ends.
      await chunks.return(undefined)
      part.file.resume()
      await rm(folder, { recursive: true, force: true })
      throw error
    }
  }
  throw new DomainError('INVALID_INPUT', 'There is no file in the request: send it in a part named "file".')
}

async function* chunksOf(file: MultipartFile['file'], { server }: FastifyRequest): AsyncGenerator<Buffer> {
  for await (const chunk of file.iterator({ destroyOnReturn: false })) yield chunk as Buffer
  if (file.truncated) throw new server.multipartErrors.RequestFileTooLargeError()
}

async function keep(
  packed: HeadedBytes,
  fileName: string,
  reading: Reading,
  folder: string,
): Promise<Pick<ReceivedIncidents<Reading>, 'files' | 'encodings'>> {
  const format = findFormat(reading.format, reading.mapping)
  const files: { path: string; name: string }[] = []
  const found = new Set<TextEncoding>()
  const blank = async (bytes: HeadedBytes, name: string): Promise<void> => {
    const path = join(folder, `${files.length}.csv`)
    // Its times are not read here, whatever the zone.
    found.add(await blankSource(bytes, { format, drop: reading.dropped, zone: createZone('UTC'), file: name }, path))
    files.push({ path, name })
  }
  const blankMember = async (file: SourceFile): Promise<void> => {
    const source = await openSource(file)
    try {
      await blank(source, file.name)
    } finally {
      await source.close()
    }
  }
  if (isZip(packed.head)) {
    const archive = join(folder, 'archive')
    await pipeline(packed.chunks, createWriteStream(archive, { flags: 'wx', mode: 0o600 }))
    for (const file of await listSources([{ path: archive, name: fileName }], format.name)) await blankMember(file)
    await rm(archive)
  } else {
    await blank(await unpack(packed, fileName), fileName)
  }
  return { files, encodings: TEXT_ENCODINGS.filter((encoding) => found.has(encoding)) }
}
