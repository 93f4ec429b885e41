import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { makeZip } from '../hostile/zip-bytes.test-support.ts'

const HEADERS = {
  canonical: [
    'id',
    'occurred_from',
    'occurred_to',
    'offence',
    'lat',
    'lng',
    'flags',
    'recorded_at',
    'place_name',
    'Beat',
  ],
  'police-uk': ['Crime ID', 'Month', 'Crime type', 'Latitude', 'Longitude', 'Location', 'Last outcome'],
} as const
export type FuzzedFormat = keyof typeof HEADERS

/** What stands in such files, what nearly does, and what should not. */
const TOKENS = [
  [
    '',
    '',
    ' ',
    'A',
    'A',
    'B',
    '7',
    '-',
    "'=1",
    '=1+1',
    '@x',
    'é',
    '–',
    '😀',
    '\ufffd',
    '\ufeff',
    '\0',
    '\u{1b}[2J',
    '\u0085',
  ],
  ['2026-05-03T22:14', '2026-05-03', '2026-05', '2026-10-25T01:30', '2026-02-30', '1899-12-30', '46000'],
  ['robbery', 'Robbery', 'violence-with-injury', 'weapons', 'other', 'Violence and sexual offences', 'Drugs'],
  ['51.47', '-0.069', '0', '-0', '91', '1e3', 'NaN', '51,47', 'knife', 'knife vawg', 'On or near High Street'],
  [
    'a "b" c',
    '"',
    '""',
    'two\nlines',
    'a\r\nb',
    'a\rb',
    'x,y',
    'x;y',
    'x'.repeat(300),
    'id',
    'Month',
    '<html>',
    '{"a":1}',
  ],
].flat()
const field = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...TOKENS) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('utf16le')) },
)

/** Rows that may be good, in a file that may be. */
const table = (format: FuzzedFormat): fc.Arbitrary<string> => {
  const good =
    format === 'canonical'
      ? fc
          .tuple(
            fc.constantFrom('A', 'B', '', 'C'),
            fc.constantFrom('2026-05-03T22:14', '2026-05'),
            fc.constantFrom('robbery', 'weapons'),
          )
          .map(([id, from, offence]) => [id, from, '', offence, '51.47', '-0.069', 'knife', '', 'Rye Lane', 'x'])
      : fc
          .tuple(fc.constantFrom('A', 'B', ''), fc.constantFrom('Robbery', 'Drugs'))
          .map(([id, type]) => [id, '2026-05', type, '51.47', '-0.069', 'On or near Rye Lane', ''])
  const width = HEADERS[format].length
  const row = fc.oneof(
    { weight: 4, arbitrary: good },
    {
      weight: 4,
      arbitrary: fc.tuple(good, fc.nat(width - 1), field).map(([fields, at, text]) => fields.with(at, text)),
    },
    { weight: 1, arbitrary: fc.array(field, { maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constant([...HEADERS[format]]) },
  )
  const delimiter = fc.constantFrom(',', ',', ';', '\t', '|')
  const lineEnd = fc.constantFrom('\n', '\r\n', '\r', '\n\n')
  const quoting = fc.constantFrom('where it must', 'where it must', 'always', 'never')
  const preamble = fc.constantFrom('', '', '', 'Report\n', '\u{FEFF}', 'a,b,c,d,e,f,g,h,i,j\n', '\n\n')
  return fc
    .tuple(
      fc.oneof(
        { weight: 7, arbitrary: fc.shuffledSubarray([...HEADERS[format]], { minLength: width }) },
        { weight: 1, arbitrary: fc.shuffledSubarray([...HEADERS[format]]) },
      ),
      fc.array(row, { maxLength: 8 }),
      delimiter,
      lineEnd,
      quoting,
      preamble,
    )
    .map(([header, rows, between, end, when, start]) => {
      const write = (text: string): string =>
        when === 'always' || (when === 'where it must' && /["\r\n]/.test(text + (text.includes(between) ? '"' : '')))
          ? `"${text.replaceAll('"', '""')}"`
          : text
      const order = header.map((name) => HEADERS[format].findIndex((known) => known === name))
      const lines = [
        header,
        ...rows.map((fields) => (fields.length === width ? order.map((at) => fields[at]!) : fields)),
      ]
      return start + lines.map((fields) => fields.map(write).join(between)).join(end) + end
    })
}

/** Any of the ways in which such a file comes. */
const packed = (text: string, way: (typeof WAYS)[number]): Buffer => {
  if (way === 'utf-16') return Buffer.from(`\u{FEFF}${text}`, 'utf16le')
  if (way === 'windows-1252') return Buffer.from(text, 'latin1')
  if (way === 'gzip') return gzipSync(text, { level: 1 })
  if (way === 'zip')
    return makeZip([
      { name: 'b.csv', data: text },
      { name: 'a.csv', data: text, stored: true },
    ])
  return Buffer.from(text)
}
const WAYS = ['utf-8', 'utf-8', 'utf-8', 'windows-1252', 'utf-16', 'gzip', 'zip'] as const

/** One change of bytes; `at` and `length` as shares of the file. */
type Change = readonly [
  kind: 'flip' | 'cut' | 'repeat' | 'insert' | 'end',
  at: number,
  length: number,
  bytes: Uint8Array,
]
const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom('flip', 'flip', 'cut', 'repeat', 'insert', 'end'),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 0.2, noNaN: true }),
  fc.uint8Array({ minLength: 1, maxLength: 4 }),
)

function changed(bytes: Buffer, [kind, at, length, more]: Change): Buffer {
  const from = Math.floor(at * bytes.length)
  const to = from + Math.ceil(length * bytes.length)
  if (kind === 'flip') return Buffer.from(bytes.map((byte, i) => (i === from ? byte ^ more[0]! : byte)))
  if (kind === 'end') return bytes.subarray(0, from)
  const middle = kind === 'cut' ? [] : kind === 'insert' ? [more] : [bytes.subarray(from, to), bytes.subarray(from, to)]
  return Buffer.concat([bytes.subarray(0, from), ...middle, bytes.subarray(kind === 'insert' ? from : to)])
}

const fileOf = (format: FuzzedFormat) => {
  const file = fc.tuple(table(format), fc.constantFrom(...WAYS)).map(([text, way]) => packed(text, way))
  const spoilt = fc
    .tuple(file, fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([bytes, changes]) => changes.reduce(changed, bytes))
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc
      .array(fc.constantFrom('"', ',', ';', '\n', '\r', '\0', ...TOKENS), { maxLength: 60 })
      .map((parts) => Buffer.from(`${HEADERS[format].join(',')}\n${parts.join('')}`)),
  )
  return fc
    .oneof({ weight: 4, arbitrary: file }, { weight: 3, arbitrary: spoilt }, { weight: 1, arbitrary: noise })
    .map((bytes) => ({ bytes, format }))
}

/** Files that are good, nearly good, spoilt byte by byte, or noise, and the format to read them by. */
export const fuzzedFile: fc.Arbitrary<{ bytes: Buffer; format: FuzzedFormat }> = fc.oneof(
  { weight: 2, arbitrary: fileOf('canonical') },
  { weight: 1, arbitrary: fileOf('police-uk') },
)
