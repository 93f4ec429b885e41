import { DomainError } from '@planner/shared/core'
import { BlobReader, configure, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js'

/** One CSV text: the chosen file itself, or one of those in a zip archive. */
export interface Member {
  /** the file's own name, or its path within the archive */
  name: string
  /** what `open` reports as read at its end */
  bytes: number
  /** Plain bytes. @param onRead called with bytes read since the last call */
  open(onRead: (bytes: number) => void): ReadableStream<Uint8Array<ArrayBuffer>>
}

/** A chosen file as what is in it. */
export interface Members {
  packing: 'none' | 'gzip' | 'zip'
  members: readonly Member[]
}

/** Real CSV shrinks 5 to 50 times; filler, of which bombs are made, a thousand. */
const MAX_RATIO = 200
const RATIO_FROM_BYTES = 16 * 2 ** 20
/** A year of months of every force are some 1,500. */
const MAX_MEMBERS = 5000

// A worker of its own would be made from an address of no file, which the page's policy forbids; this runs in one already.
configure({ useWebWorkers: false, useCompressionStream: true })

/**
 * What is in a chosen file, known by its first bytes whatever the name: plain text, gzip, or a zip archive with its CSV files.
 *
 * @throws {DomainError} INVALID_INPUT, naming the file, for what is no such file
 */
export async function listMembers(file: File): Promise<Members> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  if (head.length === 0) throw new DomainError('INVALID_INPUT', `${file.name} is empty.`)
  if (head[0] === 0x1f && head[1] === 0x8b)
    return { packing: 'gzip', members: [{ name: file.name, bytes: file.size, open: (onRead) => gunzip(file, onRead) }] }
  if (head[0] === 0x50 && head[1] === 0x4b) return { packing: 'zip', members: await listZip(file) }
  const open: Member['open'] = (onRead) => file.stream().pipeThrough(counting(onRead))
  return { packing: 'none', members: [{ name: file.name, bytes: file.size, open }] }
}

function gunzip(file: File, onRead: (bytes: number) => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  let read = 0
  const packed = file.stream().pipeThrough(
    counting((bytes) => {
      read += bytes
      onRead(bytes)
    }),
  )
  return packed.pipeThrough(new DecompressionStream('gzip')).pipeThrough(limiting(file.name, () => read))
}

async function listZip(file: File): Promise<Member[]> {
  const entries: FileEntry[] = []
  try {
    for await (const entry of new ZipReader(new BlobReader(file)).getEntriesGenerator()) {
      if (!entry.directory && isCsv(entry.filename)) entries.push(entry)
      if (entries.length > MAX_MEMBERS) break
    }
  } catch (error) {
    throw new DomainError(
      'INVALID_INPUT',
      `${file.name} is not a whole zip archive (${error instanceof Error ? error.message : String(error)}). Fetch it again.`,
    )
  }
  if (entries.length > MAX_MEMBERS)
    throw new DomainError('INVALID_INPUT', `${file.name} holds over ${MAX_MEMBERS} CSV files. Split it.`)
  if (entries.some(({ encrypted }) => encrypted))
    throw new DomainError('INVALID_INPUT', `${file.name} is locked with a password. Unpack it and give the CSV files.`)
  if (entries.length === 0)
    throw new DomainError(
      'INVALID_INPUT',
      `${file.name} holds no CSV file. Is it an Excel workbook? Save the sheet with the incidents as "CSV UTF-8".`,
    )
  entries.sort((a, b) => (a.filename < b.filename ? -1 : 1))
  return entries.map((entry) => ({
    name: entry.filename,
    bytes: entry.uncompressedSize,
    open: (onRead) => unzip(file.name, entry, onRead),
  }))
}

const isCsv = (name: string): boolean => /\.csv$/i.test(name) && !/(^|\/)(__MACOSX\/|\.)/.test(name)

function unzip(
  fileName: string,
  entry: FileEntry,
  onRead: (bytes: number) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = counting(onRead)
  entry.getData(writable).catch((error: unknown) => {
    // Whoever reads on sees it there; whoever has stopped reading does not mind.
    void writable.abort(error).catch(() => undefined)
  })
  return readable.pipeThrough(limiting(`${fileName}/${entry.filename}`, () => entry.compressedSize))
}

function counting(onRead: (bytes: number) => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, controller) {
      onRead(chunk.length)
      controller.enqueue(chunk)
    },
  })
}

/** Ends what unpacks to more than any real file does. */
function limiting(
  name: string,
  packed: () => number,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let unpacked = 0
  return new TransformStream({
    transform(chunk, controller) {
      unpacked += chunk.length
      if (unpacked > RATIO_FROM_BYTES && unpacked > MAX_RATIO * Math.max(1, packed()))
        throw new DomainError(
          'INVALID_INPUT',
          `${name} unpacks to over ${MAX_RATIO} times its size, which no file of incidents does. Unpack it and look.`,
        )
      controller.enqueue(chunk)
    },
  })
}
