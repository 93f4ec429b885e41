/** How a file writes its characters; text without any beyond ASCII counts as UTF-8. */
export type FileEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'

/** Decodes the pieces of one text, in their order. */
export interface TextReader {
  /** @param isLast true once, with the last piece, which may be empty */
  read(bytes: Uint8Array, isLast: boolean): string
  /** certain once all pieces were read */
  encoding(): FileEncoding
}

/**
 * Decodes a text as the server does. A byte order mark says what it is; without one, UTF-16 is known by the zero bytes of its
 * Latin letters, and the rest by its first character beyond ASCII: UTF-8 when its bytes are, else windows-1252.
 *
 * What cannot be decoded, and UTF-8 in the midst of windows-1252, becomes U+FFFD: the rows that hold it are then refused one by
 * one instead of being taken as what they are not.
 *
 * @param head the first bytes, some hundred at least where there are as many
 */
export function createTextReader(head: Uint8Array): TextReader {
  const wide = findUtf16(head)
  if (wide !== undefined) return createDecoder(wide)
  return hasMark(head, [0xef, 0xbb, 0xbf]) ? createDecoder('utf-8') : createGuessingReader()
}

const hasMark = (head: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => head[i] === byte)

function findUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (hasMark(head, [0xff, 0xfe])) return 'utf-16le'
  if (hasMark(head, [0xfe, 0xff])) return 'utf-16be'
  const zeros: [number, number] = [0, 0]
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2 === 0 ? 0 : 1] += 1
  const many = 0.4 * head.length
  if (zeros[0] === 0 && zeros[1] > many) return 'utf-16le'
  return zeros[1] === 0 && zeros[0] > many ? 'utf-16be' : undefined
}

function createDecoder(encoding: FileEncoding): TextReader {
  const decoder = new TextDecoder(encoding)
  return { read: (bytes, isLast) => decoder.decode(bytes, { stream: !isLast }), encoding: () => encoding }
}

/** Reads as UTF-8 until a character tells otherwise; what stands before that is ASCII and the same in both. */
function createGuessingReader(): TextReader {
  let reader: TextReader | undefined
  let held = new Uint8Array()
  return {
    read(piece, isLast) {
      if (reader !== undefined) return reader.read(piece, isLast)
      const bytes = join(held, piece)
      held = new Uint8Array()
      const first = findBeyondAscii(bytes)
      if (first !== -1) {
        const character = bytes.subarray(first, first + sequenceLength(bytes[first]!))
        // Cut off by the end of the piece, it tells nothing yet.
        if (!isLast && character.length < sequenceLength(bytes[first]!)) {
          held = bytes
          return ''
        }
        reader = isUtf8(character) ? createDecoder('utf-8') : createWindows1252Reader()
        return reader.read(bytes, isLast)
      }
      return new TextDecoder().decode(bytes)
    },
    encoding: () => reader?.encoding() ?? 'utf-8',
  }
}

/** How many bytes the UTF-8 character takes that begins with this one; 1 where none does. */
function sequenceLength(byte: number): number {
  if (byte >= 0xf0) return 4
  if (byte >= 0xe0) return 3
  return byte >= 0xc0 ? 2 : 1
}

function findBeyondAscii(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 127) return i
  return -1
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

/** What windows-1252 makes of the bytes 0x80 to 0xbf; the browser gives a control character to bytes that have none. */
const TRAILING = '[\\u0080-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]'
/**
 * Accented letters, signs and quotes of western languages in UTF-8 as windows-1252 shows them ("Ã©", "Â£", "â€™"): nobody
 * writes so.
 */
const UTF8_IN_BETWEEN = new RegExp(`[ÂÃ]${TRAILING}|â€${TRAILING}`, 'g')
/** Bytes that windows-1252 gives no character. */
const UNASSIGNED = /[\u0081\u008d\u008f\u0090\u009d]/g

function createWindows1252Reader(): TextReader {
  const decoder = new TextDecoder('windows-1252')
  let held = ''
  return {
    read(bytes, isLast) {
      const text = held + decoder.decode(bytes, { stream: !isLast })
      // What looks like the beginning of UTF-8 is judged with what follows it.
      const cut = isLast ? text.length : text.length - (/(?:[ÂÃâ]|â€)$/.exec(text)?.[0].length ?? 0)
      held = text.slice(cut)
      return text.slice(0, cut).replaceAll(UTF8_IN_BETWEEN, '\u{FFFD}').replaceAll(UNASSIGNED, '\u{FFFD}')
    },
    encoding: () => 'windows-1252',
  }
}
