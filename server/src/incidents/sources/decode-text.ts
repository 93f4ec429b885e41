import { isAscii, isUtf8 } from 'node:buffer'

/** How a file writes its characters; text without any beyond ASCII counts as UTF-8. */
export const TEXT_ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
export type TextEncoding = (typeof TEXT_ENCODINGS)[number]

/** Text in any of `TEXT_ENCODINGS` as UTF-8. */
export interface DecodedText {
  /** UTF-8 without a byte order mark */
  chunks: AsyncIterable<Buffer>
  /** what it was found to be: certain once all chunks were read */
  encoding: () => TextEncoding
}

/**
 * Decodes a text. A byte order mark says what it is; without one, UTF-16 is known by the zero bytes of its Latin letters, and
 * the rest by its first character beyond ASCII: that is UTF-8 when its bytes are, else windows-1252.
 *
 * What cannot be decoded, and UTF-8 in the midst of windows-1252, becomes U+FFFD, so that the rows that hold it are refused
 * one by one, by their lines, instead of being stored as what they are not.
 */
export function decodeText(head: Buffer, chunks: AsyncIterable<Buffer>): DecodedText {
  const mark = head.subarray(0, 3).toString('hex')
  if (mark === 'efbbbf') return { chunks: skip(chunks, 3), encoding: () => 'utf-8' }
  if (mark.startsWith('fffe')) return decodeUtf16(chunks, 'utf-16le')
  if (mark.startsWith('feff')) return decodeUtf16(chunks, 'utf-16be')
  const wide = guessUtf16(head)
  return wide === undefined ? decodeBytes(chunks) : decodeUtf16(chunks, wide)
}

/** Of a text in Latin letters as UTF-16 every other byte is 0, and none of the others. */
function guessUtf16(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0]
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2]! += 1
  const many = 0.4 * head.length
  if (zeros[0] === 0 && zeros[1]! > many) return 'utf-16le'
  return zeros[1] === 0 && zeros[0]! > many ? 'utf-16be' : undefined
}

function decodeUtf16(chunks: AsyncIterable<Buffer>, encoding: 'utf-16le' | 'utf-16be'): DecodedText {
  const decode = async function* (): AsyncGenerator<Buffer> {
    const decoder = new TextDecoder(encoding)
    for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
    yield Buffer.from(decoder.decode())
  }
  return { chunks: decode(), encoding: () => encoding }
}

function decodeBytes(chunks: AsyncIterable<Buffer>): DecodedText {
  let encoding: TextEncoding = 'utf-8'
  const decode = async function* (): AsyncGenerator<Buffer> {
    let known = false
    let held: Buffer = Buffer.alloc(0)
    const next = (bytes: Buffer, isLast: boolean): Buffer => {
      if (!known && !isAscii(bytes)) {
        const first = bytes.findIndex((byte) => byte > 127)
        const character = bytes.subarray(first, first + sequenceLength(bytes[first]!))
        if (!isLast && character.length < sequenceLength(bytes[first]!)) {
          held = bytes
          return Buffer.alloc(0)
        }
        known = true
        encoding = isUtf8(character) ? 'utf-8' : 'windows-1252'
      }
      if (encoding === 'utf-8') return bytes
      const cut = isLast ? bytes.length : wholeSequences(bytes)
      held = bytes.subarray(cut)
      return decodeWindows1252(bytes.subarray(0, cut))
    }
    for await (const chunk of chunks) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      held = Buffer.alloc(0)
      yield next(bytes, false)
    }
    if (held.length > 0) yield next(held, true)
  }
  return { chunks: decode(), encoding: () => encoding }
}

/** How many bytes the UTF-8 character takes that begins with this one; 1 where none does. */
function sequenceLength(byte: number): number {
  if (byte >= 0xf0) return 4
  if (byte >= 0xe0) return 3
  return byte >= 0xc0 ? 2 : 1
}

/** As many bytes as end with a whole character, so that no UTF-8 sequence is cut. */
function wholeSequences(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(2, bytes.length); back++)
    if (sequenceLength(bytes.at(-back)!) > back) return bytes.length - back
  return bytes.length
}

/**
 * Accented letters, signs and quotes of western languages as UTF-8 writes them. In windows-1252 they would be "Ã©", "Â£" or
 * "â€™", which nobody writes.
 */
const UTF8_IN_BETWEEN = /[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u0080[\u0080-\u00bf]/g
/** Bytes that windows-1252 gives no character. */
const UNASSIGNED = /[\u0081\u008d\u008f\u0090\u009d]/g
const WINDOWS_1252 = new TextDecoder('windows-1252')

function decodeWindows1252(bytes: Buffer): Buffer {
  if (isAscii(bytes)) return bytes
  const marked = bytes.toString('latin1').replaceAll(UTF8_IN_BETWEEN, '\u0081')
  return Buffer.from(WINDOWS_1252.decode(Buffer.from(marked, 'latin1')).replaceAll(UNASSIGNED, '\u{FFFD}'))
}

async function* skip(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes
  for await (const chunk of chunks) {
    yield chunk.subarray(left)
    left -= Math.min(left, chunk.length)
  }
}
