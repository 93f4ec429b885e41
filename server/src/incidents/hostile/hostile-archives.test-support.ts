import { gzipSync } from 'node:zlib'
import { GOOD, HEADER, piecewise, read, refused, type HostileFile } from './hostile-file.test-support.ts'
import { makeZip, makeZip64End, type MadeMember } from './zip-bytes.test-support.ts'

const MB = 2 ** 20
/** 64 kB that unpack to 64 MB. */
const bombPiece = (): Buffer => gzipSync(Buffer.alloc(64 * MB, `1,${'a'.repeat(997)}\n`))

const LONG = HEADER + GOOD.slice(HEADER.length).repeat(5000)
const packed = gzipSync(LONG)
const changed = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes)
  copy[copy.length + at]! ^= 0xff
  return copy
}

const GZIPS: readonly HostileFile[] = [
  refused('gzip that is cut short', packed.subarray(0, -20), /damaged or cut short/),
  refused('the first two bytes of gzip', packed.subarray(0, 2), /damaged or cut short/),
  refused('gzip with a wrong checksum', changed(packed, -6), /damaged or cut short/),
  refused('gzip that lies about its length', changed(packed, -2), /damaged or cut short/),
  refused('gzip with text after it', Buffer.concat([gzipSync(GOOD), Buffer.from(GOOD)]), /damaged or cut short/),
  refused(
    'gzip with zero bytes and text after it',
    Buffer.concat([gzipSync(GOOD), Buffer.from(`\0${GOOD}`)]),
    /goes on after the end/,
  ),
  read('gzip in several members', Buffer.concat([gzipSync(HEADER), gzipSync(GOOD.slice(HEADER.length))]), 2, []),
  refused('gzip twice', gzipSync(gzipSync(GOOD)), /gzip twice/),
  refused('gzip of a zip', gzipSync(makeZip([{ name: 'a.csv', data: GOOD }])), /zip archive within a packed file/),
  refused(
    'gzip of a tar',
    gzipSync(Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\0'), Buffer.alloc(300)])),
    /tar archive/,
  ),
  refused('gzip of nothing', gzipSync(''), /is empty/),
  {
    ...refused('a gzip bomb', '', /over 200 times its size/, { isHuge: true }),
    write: async (path) => piecewise(() => [gzipSync(HEADER), bombPiece()])(path),
  },
  {
    ...refused('10 GB of gzip in members', '', /over 200 times its size/, { isHuge: true }),
    write: async (path) => {
      const piece = bombPiece()
      await piecewise(() => [gzipSync(HEADER), ...Array.from({ length: 160 }, () => piece)])(path)
    },
  },
]

const zip = (
  what: string,
  members: readonly MadeMember[],
  refusal: RegExp,
  lies?: { count?: number; disk?: number },
): HostileFile => refused(what, () => makeZip(members, lies), refusal, { name: 'in.zip' })
const good = (name: string, lies: MadeMember['lies'] = {}): MadeMember => ({ name, data: GOOD, lies })

const ZIPS: readonly HostileFile[] = [
  read(
    'a zip of CSV files and others',
    () => makeZip([good('b/b.csv'), { name: 'b/', data: '', stored: true }, { name: 'a.txt', data: 'x' }]),
    2,
    [],
    { name: 'in.zip' },
  ),
  read('a zip from a Mac', () => makeZip([good('a.csv'), good('__MACOSX/._a.csv'), good('._b.csv')]), 2, [], {
    name: 'in.zip',
  }),
  read('a zip that is called CSV', () => makeZip([good('a.csv')]), 2, []),
  refused('a zip that is cut short', () => makeZip([good('a.csv')]).subarray(0, -30), /damaged or cut short/),
  refused('a zip without its directory', Buffer.from('PK\u{3}\u{4}rest'), /damaged or cut short/),
  refused(
    'a zip with text after it',
    () => Buffer.concat([makeZip([good('a.csv')]), Buffer.from(GOOD)]),
    /damaged or cut short/,
  ),
  zip('a zip of nothing', [], /holds no CSV file/),
  zip('a zip without CSV', [{ name: 'a.txt', data: GOOD }], /holds no CSV file, but a\.txt/),
  zip('a zip in a zip', [good('a.csv'), { name: 'b.zip', data: makeZip([good('c.csv')]) }], /another archive, b\.zip/),
  zip('gzip in a zip', [{ name: 'a.csv.gz', data: gzipSync(GOOD) }], /another archive, a\.csv\.gz/),
  zip('a zip with a password', [good('a.csv', { flags: 1 })], /has a password on a\.csv/),
  zip('a zip with strong encryption', [good('a.csv', { flags: 0x41 })], /is encrypted/),
  zip('a zip packed in a rare way', [good('a.csv', { method: 14 })], /packs a\.csv in a way that is not read \(14\)/),
  zip('a member that climbs out of its folder', [good('../../etc/a.csv')], /leads out of it/),
  zip('a member with an absolute path', [good('/etc/a.csv')], /leads out of it/),
  zip('a member on a drive', [good('C:\\a.csv')], /leads out of it/),
  zip('one name twice', [good('a.csv'), good('b.csv'), good('a.csv')], /holds a\.csv twice/),
  zip('a member of more bytes than said', [good('a.csv', { bytes: 90 })], /a\.csv is more than the 90 bytes/),
  zip('a member of fewer bytes than said', [good('a.csv', { bytes: 900 })], /a\.csv is less than the 900 bytes/),
  zip('a member with a wrong checksum', [good('a.csv', { crc: 1 })], /checksum is wrong/),
  zip('members within each other', [good('a.csv'), good('b.csv', { offset: 0 })], /lies within another file/),
  zip('members beyond the end', [good('a.csv', { offset: 1e6 })], /damaged or cut short/),
  zip(
    'a member that is damaged',
    [{ name: 'a.csv', data: GOOD, stored: true, lies: { method: 8 } }],
    /a\.csv is damaged/,
  ),
  zip(
    'a directory that counts fewer than it has',
    [good('a.csv'), good('b.csv')],
    /a directory of \d+ bytes, of which 1 files/,
    { count: 1 },
  ),
  zip('a directory that counts more than it has', [good('a.csv')], /damaged or cut short/, { count: 9 }),
  zip('the last disk of several', [good('a.csv')], /damaged or cut short.*multi-disk/, { disk: 3 }),
  zip(
    'more empty members than its directory can count',
    Array.from({ length: 65_537 }, (_, i) => ({ name: `${i}.csv`, data: '', stored: true })),
    /a directory of \d+ bytes, of which 1 files/,
  ),
  zip(
    'a member that is an Excel workbook',
    [{ name: 'a.csv', data: makeZip([{ name: 'xl/workbook.xml', data: '' }]) }],
    /a\.csv is a zip archive within/,
  ),
  zip('a member that is no table', [good('a.csv'), { name: 'b.csv', data: 'x' }], /in\.zip\/b\.csv: the header lacks/),
  zip('a name that terminals obey', [{ name: '\u{1b}[2J.csv', data: 'x' }], /in\.zip\/\ufffd\[2J\.csv/),
  {
    ...zip('a zip bomb', [], /over 200 times its size/),
    isHuge: true,
    write: async (path) => piecewise(() => [makeZip([{ name: 'a.csv', data: Buffer.alloc(64 * MB, '1,2\n') }])])(path),
  },
  {
    ...zip('a zip bomb that lies', [], /a\.csv is more than the 100 bytes/),
    isHuge: true,
    write: async (path) =>
      piecewise(() => [makeZip([{ name: 'a.csv', data: Buffer.alloc(64 * MB, GOOD), lies: { bytes: 100 } }])])(path),
  },
  {
    ...zip('5 million empty members', [], /says that it holds 5000000 files; at most 20000/),
    isHuge: true,
    write: piecewise(() => ['PK\u{3}\u{4}', 235_000_000, makeZip64End(5_000_000, 235_000_000)]),
  },
]

const inZip = (what: string, name: string, refusal: RegExp): HostileFile =>
  refused(
    what,
    () =>
      makeZip([
        { name, data: 'x' },
        { name: 'a.csv', data: GOOD },
      ]),
    refusal,
    { name: 'in.zip' },
  )

/** What other programs make. */
const OTHER_KINDS: readonly HostileFile[] = [
  inZip('an Excel workbook', 'xl/workbook.xml', /Excel workbook \(\.xlsx\).*CSV UTF-8/),
  inZip('a Word file', 'word/document.xml', /Word or PowerPoint/),
  inZip('an OpenDocument sheet', 'META-INF/manifest.xml', /OpenDocument/),
  inZip('a zipped shapefile', 'layer/points.SHP', /zipped shapefile.*with their coordinates/),
  inZip('a zipped KML', 'doc.kml', /zipped map data/),
  ...(
    [
      ['an old Excel workbook', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', /Excel workbook \(\.xls\).*CSV UTF-8/],
      ['a PDF', '%PDF-1.7\n', /is a PDF/],
      ['a web page', '\n <!DOCTYPE html><title>Sign in</title>', /web page.*sign-in/],
      ['a web page with a mark', '\xef\xbb\xbf<html>', /web page/],
      ['XML', '<?xml version="1.0"?><rows/>', /XML/],
      ['JSON', '[\n {"id": 1}]', /JSON/],
      ['GeoJSON', '{"type":"FeatureCollection"}', /JSON/],
      ['Parquet', 'PAR1\x15', /Parquet/],
      ['Arrow', 'ARROW1\0\0', /column store/],
      ['SQLite', 'SQLite format 3\0', /SQLite/],
      ['Access', '\0\x01\0\0Standard Jet DB\0', /Access/],
      ['a shapefile', '\0\0\x27\x0a\0\0', /is a shapefile/],
      ['7z', '7z\xbc\xaf\x27\x1c', /7z/],
      ['RAR', 'Rar!\x1a\x07\x01\0', /RAR/],
      ['bzip2', 'BZh91AY&SY', /bzip2/],
      ['zstd', '\x28\xb5\x2f\xfd', /zstd/],
      ['RTF', '{\\rtf1', /RTF/],
      ['a picture', '\x89PNG\r\n', /picture/],
    ] as const
  ).map(([what, bytes, refusal]) =>
    refused(what, Buffer.concat([Buffer.from(bytes, 'latin1'), Buffer.from(GOOD)]), refusal),
  ),
]

export const HOSTILE_ARCHIVES = [...GZIPS, ...ZIPS, ...OTHER_KINDS]
