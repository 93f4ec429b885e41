import { GOOD, HEADER, piecewise, read, refused, row, type HostileFile } from './hostile-file.test-support.ts'

const POLICE_UK = 'Crime ID,Month,Crime type,Latitude,Longitude,Location\n'
const utf16 = (text: string, mark = '\u{FEFF}'): Buffer => Buffer.from(mark + text, 'utf16le')
const utf32 = (text: string): Buffer =>
  Buffer.from(Uint32Array.from(`\u{FEFF}${text}`, (character) => character.charCodeAt(0)).buffer)
const latin = (text: string): Buffer => Buffer.from(text, 'latin1')

/** Text that is no table of incidents. */
const NO_TABLES: readonly HostileFile[] = [
  refused('an empty file', '', /is empty/),
  refused('blank lines only', '\n\r\n\r\n', /is empty/),
  refused('a byte order mark only', '\u{FEFF}', /is empty/),
  refused('another table', 'a,b\n1,2\n', /lacks "id", "occurred_from".*It has 2 columns/),
  refused('a header that lacks a column', GOOD.replace('lat', 'y'), /lacks "lat"/),
  refused('rows without a header', row('A') + row('B'), /lacks "id"/),
  refused('duplicate header names', GOOD.replace('place_name', 'ID'), /"id" is there twice/),
  refused('a header below rows', row('A') + GOOD, /header seems to stand in line 2/),
  refused(
    'names for people above the header',
    `No.,From,To,What,N,E,Where\n${GOOD}`,
    /header seems to stand in line 2/,
  ),
  refused('colons between columns', GOOD.replaceAll(',', ':'), /lacks "id"/),
  refused('carets between columns', GOOD.replaceAll(',', '^'), /lacks "id"/),
  refused('columns of fixed width', GOOD.replaceAll(',', '   '), /lacks "id"/),
  refused('columns that speak of persons', GOOD.replace('place_name', 'Victim surname'), /persons: "Victim surname"/),
  refused('zero bytes in the header', GOOD.replace('place_name', 'place\0name'), /line 1: zero bytes/),
  refused('UTF-32', utf32(GOOD), /zero bytes/),
  refused('zero bytes and nothing else', Buffer.alloc(10_000), /zero bytes/),
  refused(
    'noise',
    Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31 + 7 * i) % 251)),
    /lacks "id"|zero bytes/,
  ),
  refused('a quote that never closes', `${GOOD}C,"2026\n${row('D')}`, /line 4: the row has no end/),
  refused('a quote in the header that never closes', `"${GOOD}`, /line 1: the row has no end/),
  refused('a million columns', HEADER.trim() + ','.repeat(1e6), /1000007 columns; at most 2000/),
]

/** Text that is too much. */
const HUGE_TEXTS: readonly HostileFile[] = [
  {
    what: 'a line of 10 MB',
    pieces: () => [HEADER, ...Array(160).fill('x'.repeat(65_536)), '\n'],
    refusal: /line 2: a line of over 1 MB/,
  },
  {
    what: 'a header of 10 MB',
    pieces: () => [...Array(160).fill('x'.repeat(65_536)), '\n', GOOD],
    refusal: /line 1: a line of over 1 MB/,
  },
  {
    what: 'a million named columns',
    pieces: () => [Array.from({ length: 1e6 }, (_, i) => `c${i}`).join(','), '\n'],
    refusal: /line 1: a line of over 1 MB/,
  },
  { what: '2 GB without a line end', pieces: () => [HEADER, 2 ** 31], refusal: /line 2: a line of over 1 MB/ },
  {
    what: 'a quote that swallows 20 MB',
    pieces: () => [HEADER, '"', ...Array(320).fill('a,b,c,d\n'.repeat(8192))],
    refusal: /line 2: the row has no end/,
  },
].map(({ what, pieces, refusal }) => ({
  what,
  name: 'in.csv',
  format: 'canonical',
  write: piecewise(pieces),
  refusal,
  isHuge: true,
}))

/** Tables of which some rows are bad. */
const BAD_ROWS: readonly HostileFile[] = [
  read('a header only', HEADER, 0, []),
  read('a header without a line end', HEADER.trim(), 0, []),
  read('a header that comes again', HEADER + row('A') + HEADER + row('B'), 2, ['REPEATED_HEADER']),
  read('a header that comes again in capitals', HEADER + row('A') + HEADER.toUpperCase(), 1, ['REPEATED_HEADER']),
  read('the header twice', HEADER + HEADER + row('A'), 1, ['REPEATED_HEADER']),
  read('units below the header', `${HEADER},local,local,class,deg,deg,\n${row('A')}`, 1, ['BAD_OFFENCE']),
  read('lines above the header', `Report of May\n\n"Robbery, all"\n${GOOD}`, 2, []),
  read('rows that are too short or too long', `${HEADER}A,2026-05\n${row('B').trim()},x,y\n${row('C')}`, 1, [
    'WRONG_COLUMN_COUNT',
    'WRONG_COLUMN_COUNT',
  ]),
  read('a row of a million columns', `${HEADER}${','.repeat(1e6)}\n${row('A')}`, 1, ['WRONG_COLUMN_COUNT']),
  read('a comma that is not in quotes', HEADER + row('A', { name: 'Rye Lane, SE15' }), 0, ['WRONG_COLUMN_COUNT']),
  read('other delimiters in the rows than in the header', HEADER.replaceAll(',', ';') + row('A'), 0, [
    'WRONG_COLUMN_COUNT',
  ]),
  read('a last row that is cut off', GOOD.slice(0, -30), 1, ['WRONG_COLUMN_COUNT']),
  read('zero bytes in a value', HEADER + row('A', { name: 'Rye\0Lane' }) + row('B'), 1, ['BAD_TEXT']),
  read('characters that terminals obey', HEADER + row('A', { name: '\u{1b}[2JRye' }) + row('B'), 1, ['BAD_TEXT']),
  read('an id of a thousand characters', HEADER + row('x'.repeat(1000)), 0, ['BAD_TEXT']),
  read(
    'formulas, which are text',
    HEADER + row('=1+1', { name: '=HYPERLINK("x")' }) + row('@B', { offence: '=robbery' }),
    1,
    ['BAD_OFFENCE'],
  ),
  read('a quote in the midst of text', HEADER + row('A', { name: 'a 5" knife' }) + row('B', { name: '"x" y' }), 2, []),
  read('nothing but quotes', `${HEADER}"""","""",,,,,\n${row('B')}`, 1, ['MISSING_VALUE']),
  read('quoted line ends of every kind', HEADER + row('A', { name: '"a\nb\r\nc\rd"' }) + row('B', { from: 'x' }), 1, [
    'BAD_TIME',
  ]),
  read('CRLF', GOOD.replaceAll('\n', '\r\n'), 2, []),
  read('CR alone', GOOD.replaceAll('\n', '\r'), 2, []),
  read('line ends of all kinds', `${HEADER}\r\n${row('A')}\r${row('B').trim()}\r\n\n\r\r`, 2, []),
  read('semicolons', GOOD.replaceAll(',', ';'), 2, []),
  read('tabs', GOOD.replaceAll(',', '\t'), 2, []),
  read('bars', GOOD.replaceAll(',', '|'), 2, []),
  read('the same id with other content', HEADER + row('A') + row('A') + row('A', { lat: '51.48' }), 1, [
    'DUPLICATE_ID',
  ]),
  read(
    'days that are none',
    HEADER +
      ['2026-02-30', '2026-13-01', '0000-00-00', '9999-12-31', '2026-05-03T25:00']
        .map((from, i) => row(`${i}`, { from }))
        .join(''),
    0,
    Array(5).fill('BAD_TIME'),
  ),
  read('an end before the beginning', `${HEADER}A,2026-05-03,2026-05-01,robbery,51.5,-0.1,\n`, 0, ['TIME_ORDER']),
  read(
    'numbers that are none',
    HEADER +
      ['NaN', 'Infinity', '1e999', '0x33', '51,5', '51.5N', '٥١']
        .map((lat, i) => row(`${i}`, { lat: `"${lat}"` }))
        .join(''),
    0,
    Array(7).fill('BAD_COORDINATE'),
  ),
  read(
    'no place, 0/0, and metres for degrees',
    `${HEADER}${row('A', { lat: '' })}B,2026-05,,robbery,0,0,\nC,2026-05,,robbery,177000,531000,\n`,
    0,
    ['NO_COORDINATES', 'ZERO_COORDINATES', 'BAD_COORDINATE'],
  ),
  read(
    'swapped coordinates',
    `${POLICE_UK}a,2026-05,Robbery,-0.069,51.47,x\nb,2026-05,Robbery,51.47,-0.069,x\n`,
    1,
    ['SWAPPED_COORDINATES'],
    { format: 'police-uk' },
  ),
  read('20,000 bad rows', () => HEADER + 'x\n'.repeat(20_000) + row('A'), 1, Array(20_000).fill('WRONG_COLUMN_COUNT')),
  read('a million blank lines', () => `${HEADER}${'\n'.repeat(1e6)}${row('A', { from: 'x' })}`, 0, ['BAD_TIME']),
]

/** Text in other encodings, well made and broken. */
const ENCODINGS: readonly HostileFile[] = [
  read('UTF-16, little end first', utf16(GOOD), 2, []),
  read('UTF-16 without a mark', utf16(GOOD, ''), 2, []),
  read('UTF-16, big end first', utf16(GOOD).swap16(), 2, []),
  read('UTF-16 that is cut within a character', utf16(GOOD).subarray(0, -5), 1, ['BAD_TEXT']),
  read('half a character in UTF-16', utf16(HEADER + row('A', { name: '\ud83d' }) + row('B')), 1, ['BAD_TEXT']),
  read('windows-1252', latin(HEADER + row('A', { name: 'Café' })), 1, []),
  read(
    'a byte that windows-1252 has no character for',
    latin(HEADER + row('A', { name: 'Caf\xe9 \x81' }) + row('B')),
    1,
    ['BAD_TEXT'],
  ),
  read(
    'windows-1252 in the midst of UTF-8',
    Buffer.concat([Buffer.from(HEADER + row('A', { name: 'Café' })), latin(row('B', { name: 'Café' }))]),
    1,
    ['BAD_TEXT'],
  ),
  read(
    'UTF-8 in the midst of windows-1252',
    Buffer.concat([latin(HEADER + row('A', { name: 'Café' })), Buffer.from(row('B', { name: 'Café' }))]),
    1,
    ['BAD_TEXT'],
  ),
  read(
    'surrogates and overlong forms in UTF-8',
    Buffer.concat([
      Buffer.from(HEADER + row('A', { name: 'é' })),
      latin(row('B', { name: '\xed\xa0\x80' }) + row('C', { name: '\xc0\xaf' })),
    ]),
    1,
    ['BAD_TEXT', 'BAD_TEXT'],
  ),
  read('a mark in front of every line', GOOD.replaceAll(/^/gm, '\u{FEFF}').slice(0, -1), 2, []),
]

export const HOSTILE_TEXTS = [...NO_TABLES, ...HUGE_TEXTS, ...BAD_ROWS, ...ENCODINGS]
