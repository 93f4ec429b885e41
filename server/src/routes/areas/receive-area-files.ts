import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import { DomainError, MAX_GEOJSON_BYTES } from '@planner/shared/core'
import type { FastifyRequest } from 'fastify'
import { AREA_FILES, type AreaFileKind, type AreaFiles } from '../../areas/read-area-change.ts'
import { checkText } from '../../plugins/kept-text.ts'

/** Text fields of the request. */
const FIELDS = ['nameProperty', 'wardNameProperty', 'remove'] as const
type Field = (typeof FIELDS)[number]

/** Parts of the ground that can be taken away. */
const REMOVABLE = ['wards', 'labels'] as const
export type Removable = (typeof REMOVABLE)[number]

export interface ReceivedAreaFiles {
  files: AreaFiles
  /** of all files together */
  bytes: number
  remove: readonly Removable[]
  /** Removes what was written to disk; to be called in the end, come what may. */
  discard: () => Promise<void>
}

const LONGEST_NAME = 200
const LIMITS = {
  files: AREA_FILES.length,
  fields: FIELDS.length,
  parts: AREA_FILES.length + FIELDS.length,
  fieldSize: 200,
  fileSize: MAX_GEOJSON_BYTES,
}

/**
 * Streams the parts of a multipart request to `dataDir`/uploads, each under a name of ours.
 *
 * @throws {DomainError} INVALID_INPUT naming the part that is unknown, twice there or too large, and when there is nothing to do
 */
export async function receiveAreaFiles(request: FastifyRequest, dataDir: string): Promise<ReceivedAreaFiles> {
  if (!request.isMultipart())
    throw new DomainError('INVALID_INPUT', `Send multipart/form-data with the files ${AREA_FILES.join(', ')}.`)
  const received: Partial<Record<AreaFileKind, { path: string; name: string }>> = {}
  const fields: Partial<Record<Field, string>> = {}
  let bytes = 0
  const discard = async (): Promise<void> => {
    await Promise.all(Object.values(received).map(({ path }) => rm(path, { force: true })))
  }
  try {
    for await (const part of request.parts({ limits: LIMITS })) {
      if (part.type === 'field') {
        const field = FIELDS.find((name) => name === part.fieldname)
        if (field === undefined) throw unknownPart(part.fieldname)
        checkText(`The field "${field}"`, String(part.value))
        fields[field] = String(part.value)
        continue
      }
      const kind = AREA_FILES.find((name) => name === part.fieldname)
      if (kind === undefined) throw unknownPart(part.fieldname)
      if (received[kind] !== undefined) throw new DomainError('INVALID_INPUT', `The file "${kind}" is there twice.`)
      checkText('The name of the file', part.filename)
      received[kind] = { path: join(dataDir, 'uploads', randomUUID()), name: nameOf(part) }
      await keep(part, received[kind].path, join(dataDir, 'uploads'))
      bytes += part.file.bytesRead
    }
    const remove = readRemove(fields.remove, received)
    if (Object.keys(received).length === 0 && remove.length === 0)
      throw new DomainError('INVALID_INPUT', `There is no file in the request: send any of ${AREA_FILES.join(', ')}.`)
    const { nameProperty, wardNameProperty } = fields
    return {
      files: {
        ...received,
        ...(nameProperty === undefined ? {} : { nameProperty }),
        ...(wardNameProperty === undefined ? {} : { wardNameProperty }),
      },
      bytes,
      remove,
      discard,
    }
  } catch (error) {
    await discard()
    throw error
  }
}

const nameOf = ({ filename, fieldname }: MultipartFile): string => filename.slice(0, LONGEST_NAME) || fieldname

async function keep(part: MultipartFile, path: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await pipeline(part.file, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  if (part.file.truncated)
    throw new DomainError(
      'INVALID_INPUT',
      `${nameOf(part)} is larger than ${MAX_GEOJSON_BYTES / 1024 / 1024} MB, the most that is taken. Simplify boundaries, or pack labels with gzip.`,
    )
}

function readRemove(text: string | undefined, received: Partial<Record<AreaFileKind, unknown>>): Removable[] {
  return (text ?? '')
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => {
      const known = REMOVABLE.find((name) => name === word)
      if (known === undefined)
        throw new DomainError('INVALID_INPUT', `"${word}" cannot be removed; ${REMOVABLE.join(' and ')} can.`)
      if (received[known] !== undefined)
        throw new DomainError('INVALID_INPUT', `The request both brings ${known} and removes them.`)
      return known
    })
}

const unknownPart = (name: string): DomainError =>
  new DomainError(
    'INVALID_INPUT',
    `The part "${name.slice(0, LONGEST_NAME)}" is not known. Files: ${AREA_FILES.join(', ')}; fields: ${FIELDS.join(', ')}.`,
  )
