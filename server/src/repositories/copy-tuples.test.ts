import { describe, expect, it } from 'vitest'
import { createTupleReader, type TupleFields } from './copy-tuples.ts'

const int = (value: number, bytes: 2 | 4): Buffer => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeIntBE(value, 0, bytes)
  return buffer
}
const field = (bytes: Buffer | null): Buffer =>
  bytes === null ? int(-1, 4) : Buffer.concat([int(bytes.length, 4), bytes])
const micros = (value: bigint): Buffer => {
  const buffer = Buffer.alloc(8)
  buffer.writeBigInt64BE(value)
  return buffer
}
const double = (value: number): Buffer => {
  const buffer = Buffer.alloc(8)
  buffer.writeDoubleBE(value)
  return buffer
}
/** A one-dimensional text[], as array_send writes it. */
const array = (...texts: string[]): Buffer =>
  Buffer.concat([
    ...[texts.length === 0 ? 0 : 1, 0, 25].map((value) => int(value, 4)),
    ...(texts.length === 0 ? [] : [int(texts.length, 4), int(1, 4)]),
    ...texts.map((text) => field(Buffer.from(text))),
  ])
const tuple = (...fields: (Buffer | null)[]): Buffer => Buffer.concat([int(fields.length, 2), ...fields.map(field)])

const header = Buffer.concat([Buffer.from('PGCOPY\n\u00FF\r\n\0', 'latin1'), int(0, 4), int(0, 4)])
const stream = Buffer.concat([
  header,
  tuple(micros(-1n), Buffer.from('Rye Lane é'), array('knife', 'youth'), Buffer.from([1]), double(-0.069)),
  tuple(micros(60_000_000n * 525_600n), null, array(), null, double(51)),
  int(-1, 2),
])

function readAll(chunks: Iterable<Buffer>): unknown[] {
  const rows: unknown[] = []
  const reader = createTupleReader((fields: TupleFields) =>
    rows.push([fields.minute(), fields.text(), fields.texts(), fields.boolean(), fields.float()]),
  )
  for (const chunk of chunks) reader.take(chunk)
  reader.end()
  return rows
}

const Y2000_MIN = Date.UTC(2000, 0, 1) / 60_000
const expected = [
  [Y2000_MIN - 1, 'Rye Lane é', ['knife', 'youth'], true, -0.069],
  [Date.UTC(2000, 11, 31) / 60_000, null, [], null, 51],
]

describe('a binary COPY', () => {
  it('is read wherever it is cut', () => {
    for (const size of [1, 2, 3, 7, 50, stream.length]) {
      const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) =>
        stream.subarray(i * size, (i + 1) * size),
      )
      expect(readAll(chunks)).toEqual(expected)
    }
  })

  it('that ends early or is none is refused', () => {
    for (const length of [header.length, stream.length - 3])
      expect(() => readAll([stream.subarray(0, length)])).toThrow('within a row')
    expect(() => readAll([Buffer.alloc(100)])).toThrow('no binary COPY')
  })
})
