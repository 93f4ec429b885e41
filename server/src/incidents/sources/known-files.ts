import { DomainError } from '@planner/shared/core'

/** Of a file's beginning as much as tells what it is. */
export const HEAD_BYTES = 4096

const NO_CSV = 'Export the incidents as CSV and give that file.'
const UNPACK = 'Unpack it and give the CSV files in it, or pack them as zip or gzip.'
const SAVE_SHEET = 'Open it, save the sheet with the incidents as "CSV UTF-8" and give that file.'

interface KnownFile {
  /** of the first bytes, as latin1 */
  begins: readonly string[] | RegExp
  /** where they stand */
  at?: number
  what: string
  advice: string
}

const PACKED_ZIP = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08']
const PACKED_GZIP = ['\x1f\x8b']

/** What people take for a CSV file, by first bytes as their specifications give them, or by the first word of text. */
const KNOWN_FILES: readonly KnownFile[] = [
  {
    begins: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
    what: 'an Excel workbook (.xls) or another old Office file',
    advice: SAVE_SHEET,
  },
  { begins: ['%PDF-'], what: 'a PDF', advice: 'A PDF is for people to read. Export the incidents as CSV.' },
  {
    begins: /^\s*<(!doctype html|html|head|body|script|!--)/i,
    what: 'a web page (HTML)',
    advice: 'Perhaps a sign-in or error page was saved in place of the file. Fetch the CSV file again.',
  },
  { begins: /^\s*<(\?xml|[a-z]+[ >:])/i, what: 'an XML file', advice: NO_CSV },
  { begins: ['{\\rtf'], what: 'a text document (RTF)', advice: SAVE_SHEET },
  { begins: /^\s*(\{\s*["}]|\[\s*[[{"\]\d-])/, what: 'a JSON file', advice: NO_CSV },
  { begins: ['PAR1'], what: 'a Parquet file', advice: NO_CSV },
  { begins: ['ARROW1', 'FEA1', 'ORC'], what: 'a column store (Arrow, Feather or ORC)', advice: NO_CSV },
  { begins: ['SQLite format 3\0'], what: 'an SQLite database', advice: 'Export the table of incidents as CSV.' },
  {
    begins: ['\0\x01\0\0Standard Jet DB', '\0\x01\0\0Standard ACE DB'],
    what: 'an Access database',
    advice: 'Export the table of incidents as CSV.',
  },
  { begins: ['\0\0\x27\x0a'], what: 'a shapefile', advice: 'Export its points as CSV with their coordinates.' },
  { begins: ['7z\xbc\xaf\x27\x1c'], what: 'a 7z archive', advice: UNPACK },
  { begins: ['Rar!\x1a\x07'], what: 'a RAR archive', advice: UNPACK },
  { begins: /^BZh[1-9]1AY&SY/, what: 'packed with bzip2', advice: UNPACK },
  { begins: ['\xfd7zXZ\0', '\x28\xb5\x2f\xfd'], what: 'packed with xz or zstd', advice: UNPACK },
  { begins: ['ustar'], at: 257, what: 'a tar archive', advice: UNPACK },
  { begins: PACKED_GZIP, what: 'packed with gzip twice', advice: 'Unpack it once and give that file.' },
  { begins: PACKED_ZIP, what: 'a zip archive within a packed file', advice: UNPACK },
  { begins: ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'II*\0', 'MM\0*'], what: 'a picture', advice: NO_CSV },
]

const beginsWith = (start: string, begins: readonly string[] | RegExp, at = 0): boolean =>
  begins instanceof RegExp ? begins.test(start) : begins.some((bytes) => start.startsWith(bytes, at))

export const isGzip = (head: Buffer): boolean => beginsWith(head.toString('latin1', 0, 2), PACKED_GZIP)
export const isZip = (head: Buffer): boolean => beginsWith(head.toString('latin1', 0, 4), PACKED_ZIP)

/**
 * Refuses, each by its name, what is not text with rows of incidents.
 *
 * @param head the first HEAD_BYTES bytes of a file, unpacked
 * @throws {DomainError} INVALID_INPUT
 */
export function refuseKnownFile(head: Buffer, name: string): void {
  // A byte order mark before the first word of text is not part of it.
  const start = head.toString('latin1').replace(/^\xef\xbb\xbf/, '')
  const known = KNOWN_FILES.find(({ begins, at }) => beginsWith(start, begins, at))
  if (known !== undefined)
    throw new DomainError('INVALID_INPUT', `${name} is ${known.what}, not a CSV file. ${known.advice}`)
}
