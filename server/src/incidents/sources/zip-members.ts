import { open } from 'node:fs/promises'
import { createInflateRaw, crc32 } from 'node:zlib'
import { DomainError } from '@planner/shared/core'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { inflate, PIECE_BYTES, refuseBomb } from './unpack.ts'

/** An archive of every force's months of three years has about 5,000. */
const MAX_MEMBERS = 20_000
/** Of a name in a message. */
const SHOWN_LENGTH = 200

const ARCHIVE = /\.(zip|gz|7z|rar|tar|tgz|bz2|xz|zst)$/i
/** A Mac puts one beside every file, with the file's own ending. */
const MAC_COMPANION = /(^|\/)(__MACOSX\/|\._)/

/** What other programs keep in a zip, by the names of its members. */
const OTHER_KINDS: readonly { holds: RegExp; what: string; advice: string }[] = [
  {
    holds: /^xl\//,
    what: 'an Excel workbook (.xlsx)',
    advice: 'Open it, save the sheet with the incidents as "CSV UTF-8" and give that file.',
  },
  { holds: /^(word|ppt)\//, what: 'a Word or PowerPoint file', advice: 'Export the incidents as CSV.' },
  {
    holds: /^META-INF\/manifest\.xml$/,
    what: 'an OpenDocument file',
    advice: 'Open it, save the sheet with the incidents as CSV in UTF-8 and give that file.',
  },
  {
    holds: /\.shp$/i,
    what: 'a zipped shapefile',
    advice: 'Export its points as CSV with their coordinates and give that file.',
  },
  { holds: /\.(kml|gdb|gpkg)(\/|$)/i, what: 'zipped map data', advice: 'Export its points as CSV with coordinates.' },
]

/** A name from within an archive or a request, fit for messages: without characters that a terminal obeys. */
export const showName = (name: string): string => name.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}').slice(0, SHOWN_LENGTH)

/**
 * The members of a zip archive that `isCsv` takes, in the order of their names. Its directory is read and held against the file
 * before anything is unpacked.
 *
 * @param name of the archive, for messages
 * @param bytes size of the archive
 * @throws {DomainError} INVALID_INPUT, by name, for other kinds of zip, archives in archives, members that are encrypted,
 *   packed in a rare way, there twice or out of the archive, and for what is damaged or a bomb
 */
export async function listMembers(
  path: string,
  name: string,
  bytes: number,
  isCsv: (memberName: string) => boolean,
): Promise<Entry[]> {
  const entries = await readDirectory(path, name, bytes)
  const names = entries.map((entry) => entry.fileName)
  const kind = OTHER_KINDS.find(({ holds }) => names.some((member) => holds.test(member)))
  if (kind !== undefined) throw refusal(name, `is ${kind.what}, not CSV. ${kind.advice}`)
  const files = entries.filter(({ fileName }) => !fileName.endsWith('/') && !MAC_COMPANION.test(fileName))
  const archive = files.find(({ fileName }) => ARCHIVE.test(fileName))
  if (archive !== undefined)
    throw refusal(name, `holds another archive, ${showName(archive.fileName)}. Unpack that one and pack its CSV files.`)
  const members = files.filter(({ fileName }) => isCsv(fileName))
  if (members.length === 0)
    throw refusal(
      name,
      `holds no CSV file${names[0] === undefined ? '' : `, but ${showName(names[0])}`}. Pack CSV files.`,
    )
  members.sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
  for (const [i, member] of members.entries()) {
    const memberName = showName(member.fileName)
    if (member.fileName === members[i + 1]?.fileName)
      throw refusal(name, `holds ${memberName} twice. Keep the right one.`)
    if (member.isEncrypted()) throw refusal(name, `has a password on ${memberName}. Pack it anew without one.`)
    if (member.compressionMethod !== STORED && member.compressionMethod !== DEFLATED)
      throw refusal(
        name,
        `packs ${memberName} in a way that is not read (${member.compressionMethod}). Pack it anew as an ordinary zip.`,
      )
  }
  refuseBomb(
    name,
    bytes,
    members.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0),
  )
  return members
}

const STORED = 0
const DEFLATED = 8

const refusal = (name: string, what: string): DomainError => new DomainError('INVALID_INPUT', `${name} ${what}`)
const isDamaged = (name: string, why: string): DomainError =>
  refusal(name, `is damaged or cut short: it does not unpack as zip (${showName(why)}). Fetch it again.`)

async function openZip(path: string, name: string): Promise<ZipFile> {
  try {
    // Its own check of sizes can swallow the error and wait for ever; `readMember` counts.
    return await openPromise(path, { autoClose: false, validateEntrySizes: false })
  } catch (error) {
    throw asRefusal(error, name)
  }
}

/** What yauzl says of an archive; what the file system says stays as it is. */
function asRefusal(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || 'code' in error || error instanceof DomainError) return error
  if (/^(absolute path|invalid relative path|invalid characters in fileName)/.test(error.message))
    return refusal(name, `has a member that leads out of it (${showName(error.message)}). It was not read.`)
  if (error.message.startsWith('strong encryption'))
    return refusal(name, 'is encrypted. Pack the CSV files anew without a password.')
  return isDamaged(name, error.message)
}

async function readDirectory(path: string, name: string, bytes: number): Promise<Entry[]> {
  const zip = await openZip(path, name)
  try {
    if (zip.entryCount > MAX_MEMBERS)
      throw refusal(name, `says that it holds ${zip.entryCount} files; at most ${MAX_MEMBERS} are read. Split it.`)
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    await refuseHiddenEntries(path, name, bytes - EOCD_BYTES - Buffer.byteLength(zip.comment, 'latin1'), entries)
    refuseOverlap(name, entries)
    return entries
  } catch (error) {
    throw asRefusal(error, name)
  } finally {
    zip.close()
  }
}

const ENTRY_BYTES = 46
const EOCD_BYTES = 22
const ELSEWHERE = 0xff_ff_ff_ff

/** A directory that is longer than its entries has some that its count does not tell of: they would be lost without a word. */
async function refuseHiddenEntries(
  path: string,
  name: string,
  endRecord: number,
  entries: readonly Entry[],
): Promise<void> {
  const record = Buffer.alloc(EOCD_BYTES)
  const file = await open(path)
  try {
    await file.read(record, 0, EOCD_BYTES, endRecord)
  } finally {
    await file.close()
  }
  const directoryBytes = record.readUInt32LE(12)
  let read = 0
  for (const entry of entries)
    read += ENTRY_BYTES + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
  if (directoryBytes !== ELSEWHERE && directoryBytes !== read)
    throw isDamaged(name, `a directory of ${directoryBytes} bytes, of which ${entries.length} files take ${read}`)
}

/** Members that share their bytes are how a small archive comes to unpack to petabytes. */
function refuseOverlap(name: string, entries: readonly Entry[]): void {
  const ordered = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  let end = 0
  for (const entry of ordered) {
    if (entry.relativeOffsetOfLocalHeader < end) throw isDamaged(name, `${entry.fileName} lies within another file`)
    end = entry.relativeOffsetOfLocalHeader + entry.compressedSize
  }
}

/**
 * The plain bytes of one member.
 *
 * @param name of the member, for messages
 * @param onPacked told how many packed bytes were read, piece by piece
 * @throws {DomainError} INVALID_INPUT, while it is read, when it is not what the directory says
 */
export async function* readMember(
  path: string,
  name: string,
  entry: Entry,
  onPacked: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const zip = await openZip(path, name)
  try {
    const packed = countPacked(await zip.openReadStreamPromise(entry, { decodeFileData: false }), onPacked)
    const plain =
      entry.compressionMethod === STORED ? packed : inflate(packed, createInflateRaw({ chunkSize: PIECE_BYTES }), name)
    let bytes = 0
    let checksum = 0
    for await (const chunk of plain) {
      bytes += chunk.length
      if (bytes > entry.uncompressedSize) break
      checksum = crc32(chunk, checksum)
      yield chunk
    }
    if (bytes !== entry.uncompressedSize)
      throw refusal(
        name,
        `is ${bytes > entry.uncompressedSize ? 'more' : 'less'} than the ${entry.uncompressedSize} bytes that the archive says. Fetch it again.`,
      )
    if (checksum !== entry.crc32) throw isDamaged(name, 'its checksum is wrong')
  } catch (error) {
    throw asRefusal(error, name)
  } finally {
    zip.close()
  }
}

async function* countPacked(stream: AsyncIterable<unknown>, onPacked: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    const bytes = chunk as Buffer
    onPacked(bytes.length)
    yield bytes
  }
}
