import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBlanker } from './blank-rows.ts'

const HEADER = ['id', 'Suspect', ' Offence ', 'Narrative']

describe('createBlanker', () => {
  it('keeps names and values of the columns that are read, and empties the others', () => {
    const blanker = createBlanker(HEADER, ['ID', 'offence'])
    expect(blanker.header).toBe('id,, Offence ,\n')
    expect(blanker.blank(['1', 'J. Doe', 'robbery', 'he said, "go"'], 2)).toBe('1,,robbery,\n')
    expect(blanker.blank(['2', 'J. Doe', 'a, "b"', ''], 3)).toBe('2,,"a, ""b""",\n')
  })

  it('puts each row on the line that it has in the source, past blank lines and line ends in values', () => {
    const blanker = createBlanker(HEADER, ['id', 'offence'], 3)
    expect(blanker.header).toBe('\n\nid,, Offence ,\n')
    expect(blanker.blank(['1', 'x\ny', 'two\r\nlines', ''], 5)).toBe('\n1,,two lines,\n')
    expect(blanker.blank(['2', '', '', ''], 8)).toBe('\n\n2,,,\n')
    // Either end of a line by itself, too: else the rows after it would be a line further down than in the source.
    expect(blanker.blank(['3', '', 'two\nlines', ''], 9)).toBe('3,,two lines,\n')
    expect(blanker.blank(['4', '', 'two\rlines', ''], 11)).toBe('\n4,,two lines,\n')
  })

  it('empties the whole of a row of another width, which stays that wide and stays a row', () => {
    const blanker = createBlanker(HEADER, HEADER)
    expect(blanker.blank(['1', 'a', 'b'], 2)).toBe(',,\n')
    expect(blanker.blank(['1', 'a', 'b', 'c', 'd'], 3)).toBe(',,,,\n')
    expect(blanker.blank(['secret'], 4)).toBe('-\n')
  })

  it('cuts a value that is too long to be taken, so that it is still refused for its length', () => {
    const blanker = createBlanker(['id', 'a'], ['id'])
    expect(blanker.blank([`${' '.repeat(10)}${'x'.repeat(5000)}`, 'y'], 2)).toBe(`${'x'.repeat(201)},\n`)
    expect(blanker.blank([`${'x'.repeat(100)}${' '.repeat(150)}`, 'y'], 3)).toBe(`${'x'.repeat(100)},\n`)
    // Long for its spaces only: as it is read, it is short enough, and all of it stays.
    const spaced = `${'x'.repeat(90)}${' '.repeat(100)}${'y'.repeat(90)}`
    expect(blanker.blank([spaced, 'z'], 4)).toBe(`${'x'.repeat(90)} ${'y'.repeat(90)},\n`)
    // As long as a value may be, it stays as it was written.
    const longest = `${'x'.repeat(99)}  ${'y'.repeat(99)}`
    expect(blanker.blank([longest, 'z'], 5)).toBe(`${longest},\n`)
  })

  it('keeps no column without a name', () => {
    expect(createBlanker(['id', ' '], ['id', '']).blank(['1', 'x'], 2)).toBe('1,\n')
  })

  it('lets nothing of another column through, whatever it holds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\0', '\u{FEFF}', ' ') })
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (rows) => {
        const blanker = createBlanker(['keep', 'person'], ['keep'])
        const kept = createBlanker(['keep', 'person'], ['keep'])
        for (const [i, [keep, person]] of rows.entries())
          expect(blanker.blank([keep, `SECRET${person}`], i + 2)).toBe(kept.blank([keep, ''], i + 2))
      }),
    )
  })
})
