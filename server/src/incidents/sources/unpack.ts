import { pipeline, Readable, type Duplex } from 'node:stream'
import { createGunzip, type Gunzip, type InflateRaw } from 'node:zlib'
import { DomainError } from '@planner/shared/core'
import { HEAD_BYTES, isGzip, refuseKnownFile } from './known-files.ts'

/** No incident file comes near: a force's whole history is a few hundred MB. */
export const MAX_UNPACKED_BYTES = 8 * 2 ** 30
/** Real CSV shrinks 5 to 50 times; gzip can do 1,000 times on filler, which is what a bomb is made of. */
export const MAX_RATIO = 200
/** Below this a high ratio is just a small repetitive file. */
export const RATIO_FROM_BYTES = 16 * 2 ** 20
/** Fewer, larger pieces than zlib's own 16 kB: each costs a turn of the event loop. */
export const PIECE_BYTES = 64 * 1024

/** A file's bytes, of which the beginning is known beforehand. */
export interface HeadedBytes {
  head: Buffer
  /** everything, `head` included */
  chunks: AsyncIterable<Buffer>
}

/** Reads the beginning of a file, `size` bytes or all of a shorter one, whatever pieces it comes in. */
export async function readHead(source: AsyncIterable<Buffer>, size = HEAD_BYTES): Promise<HeadedBytes> {
  const iterator = source[Symbol.asyncIterator]()
  const first: Buffer[] = []
  let bytes = 0
  while (bytes < size) {
    const next = await iterator.next()
    if (next.done === true) break
    first.push(next.value)
    bytes += next.value.length
  }
  const start = Buffer.concat(first)
  return { head: start.subarray(0, size), chunks: rejoin(start, iterator) }
}

async function* rejoin(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (start.length > 0) yield start
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/**
 * Plain bytes of a file that is plain or packed with gzip, known by its first bytes, whatever the name.
 *
 * @param packed whole file, as it is read from disk or received
 * @throws {DomainError} INVALID_INPUT, when it is read, for what is damaged, made to exhaust memory or disk, or known to be no CSV
 */
export async function unpack(packed: HeadedBytes, name: string): Promise<HeadedBytes> {
  if (!isGzip(packed.head)) {
    refuseKnownFile(packed.head, name)
    return packed
  }
  const { counted, bytes } = countBytes(packed.chunks)
  const plain = await readHead(
    limitUnpacked(inflate(counted, createGunzip({ chunkSize: PIECE_BYTES }), name), name, bytes),
  )
  refuseKnownFile(plain.head, name)
  return plain
}

/** The same chunks, and how many bytes they were so far. */
export function countBytes(chunks: AsyncIterable<Buffer>): { counted: AsyncIterable<Buffer>; bytes: () => number } {
  let total = 0
  const count = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      total += chunk.length
      yield chunk
    }
  }
  return { counted: count(), bytes: () => total }
}

/** Unpacks to the last byte, after which nothing may follow: it would be lost without a word. */
export async function* inflate(
  packed: AsyncIterable<Buffer>,
  decoder: Gunzip | InflateRaw,
  name: string,
): AsyncGenerator<Buffer> {
  const { counted, bytes } = countBytes(packed)
  let sourceError: unknown
  pipeline(Readable.from(counted, { objectMode: false }), decoder as Duplex, (error) => {
    sourceError = error
  })
  try {
    yield* decoder as AsyncIterable<Buffer>
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!code.startsWith('Z_')) throw sourceError ?? error
    throw new DomainError(
      'INVALID_INPUT',
      `${name} is damaged or cut short: it does not unpack (${code}). Fetch it again.`,
    )
  }
  if (decoder.bytesWritten !== bytes())
    throw new DomainError('INVALID_INPUT', `${name} goes on after the end of what is packed. Fetch it again.`)
}

async function* limitUnpacked(
  chunks: AsyncIterable<Buffer>,
  name: string,
  packedBytes: () => number,
): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    refuseBomb(name, packedBytes(), bytes)
    yield chunk
  }
}

/** @throws {DomainError} INVALID_INPUT when so many bytes out of so many packed ones cannot be a file of incidents */
export function refuseBomb(name: string, packedBytes: number, bytes: number): void {
  if (bytes > MAX_UNPACKED_BYTES)
    throw new DomainError(
      'INVALID_INPUT',
      `${name} unpacks to more than ${MAX_UNPACKED_BYTES / 2 ** 30} GB. Split it into months.`,
    )
  if (bytes > RATIO_FROM_BYTES && bytes > packedBytes * MAX_RATIO)
    throw new DomainError(
      'INVALID_INPUT',
      `${name} unpacks to over ${MAX_RATIO} times its size, which no real file does. It was not read further.`,
    )
}
