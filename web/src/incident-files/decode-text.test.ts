import { describe, expect, it } from 'vitest'
import { oneByteEach, utf16, utf8 } from './bytes.test-support.ts'
import { createTextReader } from './decode-text.ts'

/** Read in pieces of `size` bytes. */
function decode(bytes: Uint8Array, size = 3): { text: string; encoding: string } {
  const reader = createTextReader(bytes.subarray(0, 4096))
  let text = ''
  for (let from = 0; from < bytes.length; from += size) text += reader.read(bytes.subarray(from, from + size), false)
  text += reader.read(new Uint8Array(), true)
  return { text, encoding: reader.encoding() }
}

const TEXT = 'id;place\n1;Café “Zoë” £5\n'
const WINDOWS = oneByteEach('id;place\n1;Caf\xe9 \x93Zo\xeb\x94 \xa35\n')
const MARK = '\u{FEFF}'

describe('createTextReader', () => {
  it.each([
    ['utf-8', utf8(TEXT)],
    ['utf-8', utf8(MARK + TEXT)],
    ['utf-16le', utf16(MARK + TEXT, 'little')],
    ['utf-16le', utf16(TEXT, 'little')],
    ['utf-16be', utf16(MARK + TEXT, 'big')],
    ['utf-16be', utf16(TEXT, 'big')],
    ['windows-1252', WINDOWS],
  ])('knows %s by itself, however it is cut', (encoding, bytes) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(decode(bytes, size)).toEqual({ text: TEXT, encoding })
  })

  it('takes plain letters for UTF-8', () => {
    expect(decode(utf8('a,b\n1,2\n'))).toEqual({ text: 'a,b\n1,2\n', encoding: 'utf-8' })
  })

  it.each([1, 2, 3, 1000])('marks UTF-8 in the midst of windows-1252, in pieces of %i', (size) => {
    const mixed = Uint8Array.of(...WINDOWS, ...utf8('2;Café\n'), 0x81)
    const { text, encoding } = decode(mixed, size)
    expect(encoding).toBe('windows-1252')
    expect(text).toBe(`${TEXT}2;Caf\u{FFFD}\n\u{FFFD}`)
  })

  it('marks a character that is cut off by the end', () => {
    expect(decode(Uint8Array.of(0x61, 0xc3)).text).toMatch(/^a.$/)
  })
})
