import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { DomainError } from '@planner/shared/core'
import { asDomainError, type SourceFile } from './list-sources.ts'

/** No incident file comes near: a force's whole history is a few hundred MB. */
const MAX_UNPACKED_BYTES = 8 * 2 ** 30
/** Real CSV shrinks 5 to 50 times; gzip can do 1,000 times on filler, which is what a bomb is made of. */
const MAX_RATIO = 200
/** Below this a high ratio is just a small repetitive file. */
const RATIO_FROM_BYTES = 16 * 2 ** 20
/** A row of hundreds of columns is a few kB. */
export const MAX_LINE_BYTES = 2 ** 20

/** Stages of a stream of plain text bytes, in order, for `stream.pipeline`. */
export interface OpenSource {
  stages: [NodeJS.ReadableStream, ...NodeJS.ReadWriteStream[]]
  /** bytes of the file read so far, packed or not */
  bytesRead: () => number
}

/**
 * Opens one file as a stream of UTF-8 text; gzip is recognised by its first bytes, whatever the name.
 *
 * @throws {DomainError} INVALID_INPUT for a zip, workbook or UTF-16 file, each by its name
 */
export async function openSource(file: SourceFile, signal?: AbortSignal): Promise<OpenSource> {
  const magic = await readMagic(file)
  const read = createReadStream(file.path, signal === undefined ? {} : { signal })
  const guard = createTextGuard(file.name, () => read.bytesRead)
  const bytesRead = (): number => read.bytesRead
  if (magic.startsWith('1f8b')) return { stages: [read, createGunzip(), guard], bytesRead }
  if (magic.startsWith('504b0304'))
    throw new DomainError(
      'INVALID_INPUT',
      `${file.name} is a zip archive or an Excel workbook. Unpack it and give the folder, or save the sheet as CSV UTF-8.`,
    )
  return { stages: [read, guard], bytesRead }
}

async function readMagic(file: SourceFile): Promise<string> {
  try {
    const handle = await open(file.path)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
      return buffer.toString('hex', 0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw asDomainError(error, file.path)
  }
}

/** Passes text on and stops what is not text, or is made to exhaust memory, before the parser holds it. */
function createTextGuard(name: string, packedBytes: () => number): Transform {
  let first = true
  let bytes = 0
  let lineBytes = 0
  const refuse = (what: string): DomainError => new DomainError('INVALID_INPUT', `${name} ${what}`)

  const check = (chunk: Buffer): DomainError | undefined => {
    const firstEnd = endOfLine(chunk)
    if (first) {
      first = false
      const header = chunk.subarray(0, firstEnd === -1 ? chunk.length : firstEnd)
      const mark = chunk.subarray(0, 2).toString('hex')
      // Further down a NUL spoils its row only; in the header it is what other encodings and binary files look like.
      if (mark === 'fffe' || mark === 'feff' || header.includes(0))
        return refuse('is UTF-16 or not text at all. Save it as CSV UTF-8.')
    }
    bytes += chunk.length
    if (bytes > MAX_UNPACKED_BYTES)
      return refuse(`unpacks to more than ${MAX_UNPACKED_BYTES / 2 ** 30} GB. Split it into months.`)
    if (bytes > RATIO_FROM_BYTES && bytes > packedBytes() * MAX_RATIO)
      return refuse(`unpacks to over ${MAX_RATIO} times its size, which no real file does. It was not read further.`)
    if (lineBytes + (firstEnd === -1 ? chunk.length : firstEnd) > MAX_LINE_BYTES)
      return refuse(`has a line of over ${MAX_LINE_BYTES / 2 ** 20} MB. Is it a CSV file with one row a line?`)
    lineBytes = firstEnd === -1 ? lineBytes + chunk.length : chunk.length - 1 - lastEndOfLine(chunk)
    return undefined
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const refusal = check(chunk)
      if (refusal === undefined) done(null, chunk)
      else done(refusal)
    },
  })
}

const NEW_LINE = 10
const CARRIAGE_RETURN = 13

function endOfLine(chunk: Buffer): number {
  const newLine = chunk.indexOf(NEW_LINE)
  return newLine === -1 ? chunk.indexOf(CARRIAGE_RETURN) : newLine
}

const lastEndOfLine = (chunk: Buffer): number =>
  Math.max(chunk.lastIndexOf(NEW_LINE), chunk.lastIndexOf(CARRIAGE_RETURN))
