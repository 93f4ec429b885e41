import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_ROW_LENGTH, RowSplitError, type TextRow } from '@planner/shared/core'
import { createRowSplitter } from './split-rows.ts'

/** The rows of a text given in pieces of `size` bytes. */
function rowsOf(text: string, size = 65_536, delimiter = ','): TextRow[] {
  const bytes = Buffer.from(text)
  const splitter = createRowSplitter(delimiter)
  const rows: TextRow[] = []
  for (let from = 0; from < bytes.length; from += size) rows.push(...splitter.push(bytes.subarray(from, from + size)))
  return [...rows, ...splitter.end()]
}

/** What csv-parse makes of it; undefined where it refuses. */
function parsedRows(text: string, delimiter: string): string[][] | undefined {
  try {
    const rows: string[][] = parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
    })
    return rows.filter((fields) => fields.length > 1 || fields[0] !== '')
  } catch {
    return undefined
  }
}

const numRuns = 3000

describe('createRowSplitter', () => {
  it('reads every text as csv-parse does, however it is cut', () => {
    const text = fc.array(fc.constantFrom('"', '""', ',', ';', '\n', '\r\n', '\r', 'a', 'bc', ' ', 'é', '😀'), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 50 }), fc.constantFrom(',', ';'), (parts, size, delimiter) => {
        const given = parts.join('')
        const expected = parsedRows(given, delimiter)
        const read = () => rowsOf(given, size, delimiter)
        if (expected === undefined) expect(read).toThrow(RowSplitError)
        else expect(read().map(({ fields }) => fields)).toEqual(expected)
      }),
      { numRuns },
    )
  })

  it('tells of each row the line on which it starts, however it is cut', () => {
    const row = fc.constantFrom(['1,a', 1], ['2,"b\r\nc"', 2], ['"3\n\r\n",""', 3], ['4, "', 1], ['', 1] as const)
    const end = fc.constantFrom('\n', '\r\n', '\r')
    fc.assert(
      fc.property(fc.array(fc.tuple(row, end)), fc.integer({ min: 1, max: 20 }), (lines, size) => {
        // A blank line that follows a CR would join it to one line end.
        fc.pre(lines.every(([[text], lineEnd], i) => text !== '' || lineEnd !== '\n' || lines[i - 1]?.[1] !== '\r'))
        let line = 1
        const expected: number[] = []
        for (const [[text, height]] of lines) {
          if (text !== '') expected.push(line)
          line += height
        }
        const rows = rowsOf(lines.map(([[text], lineEnd]) => `${text}${lineEnd}`).join(''), size)
        expect(rows.map((given) => given.line)).toEqual(expected)
      }),
      { numRuns },
    )
  })

  it('decodes characters that are cut in two', () => {
    for (const size of [1, 2, 3])
      expect(rowsOf('é,😀\n"é",x', size).map(({ fields }) => fields)).toEqual([
        ['é', '😀'],
        ['é', 'x'],
      ])
  })

  it('takes a row of a megabyte and no more, and tells where it starts', () => {
    const long = 'x'.repeat(MAX_ROW_LENGTH - 1)
    expect(rowsOf(`a\n${long}\nb\n`)).toHaveLength(3)
    const refused = expect.objectContaining({ reason: 'long-line', line: 2 }) as Error
    expect(() => rowsOf(`a\n${long}xx\nb\n`)).toThrow(refused)
    expect(() => rowsOf(`a\n${long}${long}`)).toThrow(refused)
    expect(() => rowsOf(`a\n${long}xx`, 2 ** 22)).toThrow(refused)
  })

  it('ends where a quote never closes, without holding what follows', () => {
    const refused = expect.objectContaining({ reason: 'open-quote', line: 2 }) as Error
    expect(() => rowsOf('a\n1,"b\nc\n')).toThrow(refused)
    const splitter = createRowSplitter(',')
    splitter.push(Buffer.from('a\n"'))
    let taken = 0
    expect(() => {
      for (; taken < 100; taken++) splitter.push(Buffer.from('a,b\n'.repeat(2 ** 15)))
    }).toThrow(refused)
    expect(taken).toBeLessThan(10)
  })
})
