import { createBlanker, DomainError } from '@planner/shared/core'
import { ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'
import { createBlobSink } from './blob-sink.ts'
import type { Member, Members } from './list-members.ts'
import type { PreparedFile, PrepareProgress } from './messages.ts'
import { openTable } from './open-table.ts'

interface BlankOptions {
  packing: Members['packing']
  /** those that are read; one, but for a zip archive */
  members: readonly Member[]
  /** names of the columns that are read */
  columns: readonly string[]
  fits: (header: readonly string[]) => boolean
  onProgress: (progress: PrepareProgress) => void
  /** gives it up, with its own reason */
  signal?: AbortSignal
}

/** Text is handed on in pieces of this many characters. */
const PIECE_LENGTH = 256 * 1024

/**
 * The file as it is sent: UTF-8, packed, and every name and value outside `columns` empty. Lines keep their numbers. Memory is
 * bounded whatever the size of the file.
 *
 * @throws {DomainError} INVALID_INPUT naming the file, and the line where there is one, when it cannot be read to its end
 */
export async function blankMembers(options: BlankOptions): Promise<PreparedFile> {
  const { packing, members, onProgress } = options
  const sink = createBlobSink()
  const progress: PrepareProgress = {
    bytesRead: 0,
    bytesTotal: members.reduce((sum, { bytes }) => sum + bytes, 0),
    rows: 0,
    bytesOut: 0,
  }
  const report = (): void => {
    progress.bytesOut = sink.bytes()
    onProgress({ ...progress })
  }
  const textOf = (member: Member): ReadableStream<Uint8Array<ArrayBuffer>> =>
    toBytes(blankRows(member, options, progress, report))
  if (packing === 'zip') {
    const zip = new ZipWriter(sink.writable)
    for (const member of members) await zip.add(member.name, textOf(member))
    await zip.close()
  } else {
    const [member] = members
    if (member === undefined) throw new DomainError('INVALID_INPUT', 'There is no file to read.')
    await textOf(member).pipeThrough(new CompressionStream('gzip')).pipeTo(sink.writable)
  }
  report()
  return { blob: sink.toBlob(), rows: progress.rows }
}

async function* blankRows(
  member: Member,
  { columns, fits, signal }: BlankOptions,
  progress: PrepareProgress,
  report: () => void,
): AsyncGenerator<string> {
  const table = await openTable(member, fits, (bytes) => {
    progress.bytesRead += bytes
  })
  const { fields, line } = table.header
  const blanker = createBlanker(fields, columns, line)
  let text = blanker.header
  for await (const rows of table.rows) {
    signal?.throwIfAborted()
    for (const row of rows) text += blanker.blank(row.fields, row.line)
    progress.rows += rows.length
    if (text.length < PIECE_LENGTH) continue
    yield text
    text = ''
    report()
  }
  yield text
}

function toBytes(texts: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const next = await texts.next()
      if (next.done === true) controller.close()
      else if (next.value !== '') controller.enqueue(encoder.encode(next.value))
      else await this.pull?.(controller)
    },
    cancel: async () => void (await texts.return(undefined)),
  })
}
