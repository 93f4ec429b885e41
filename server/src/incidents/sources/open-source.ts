import { createReadStream } from 'node:fs'
import { asDomainError, type SourceFile } from './list-sources.ts'
import { readHead, unpack, type HeadedBytes } from './unpack.ts'
import { readMember } from './zip-members.ts'

/** Plain bytes of a file. */
export interface OpenSource extends HeadedBytes {
  /** bytes read of the file on disk so far, packed or not */
  bytesRead: () => number
  /** Lets go of the file; whoever does not read to the end has to. */
  close: () => Promise<unknown>
}

/**
 * Opens one file, which may be packed with gzip or be a member of a zip archive.
 *
 * @throws {DomainError} INVALID_INPUT, or NOT_FOUND, naming the file: here for what is no CSV at all, and while it is read for
 *   what is damaged or made to exhaust memory or disk
 */
export async function openSource(file: SourceFile, signal?: AbortSignal): Promise<OpenSource> {
  let bytes = 0
  const count = (more: number): void => {
    bytes += more
    signal?.throwIfAborted()
  }
  const packed =
    file.member === undefined ? readFile(file.path, count) : readMember(file.path, file.name, file.member, count)
  const close = (): Promise<unknown> => packed.return(undefined)
  try {
    return { ...(await unpack(await readHead(packed), file.name)), bytesRead: () => bytes, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Each piece costs a turn of the event loop and of another thread. */
const READ_BYTES = 256 * 1024

async function* readFile(path: string, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
      const bytes = chunk as Buffer
      onBytes(bytes.length)
      yield bytes
    }
  } catch (error) {
    throw asDomainError(error, path)
  }
}
