import {
  BlobReader,
  TextReader,
  TextWriter,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js'
import { describe, expect, it } from 'vitest'
import { gunzip, gzip, oneByteEach, utf16, utf8 } from './bytes.test-support.ts'
import type { ReadingChoice } from './messages.ts'
import { openIncidentFile } from './open-incident-file.ts'

const POLICE =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n'
const POLICE_ROW = 'a1,2026-04,City,City,-0.1,51.5,On or near A Street,E01,City 001,Robbery,None,SECRET\n'

const MAPPED: ReadingChoice = {
  format: 'mapped',
  mapping: {
    publisher: 'force',
    columns: { id: 'Ref', occurred_from: 'When', offence: 'Offence', easting: 'East', northing: 'North' },
    dates: 'dmy',
    coordinates: 'bng',
    decimal: '.',
    values: { offence: { 'Robbery of personal property': 'robbery', Theft: '' } },
  },
}
const HEADER = 'Ref;Suspect name;When;Offence;East;North;Story'
const EXPORT = [
  'Export of 1 May',
  HEADER,
  'R1;CANARY-1;03/04/2026 21:15;Robbery of personal property;530000;180000;"CANARY-2\nCANARY-3"',
  'R2;CANARY-4;31/04/2026;Theft;530000;180000;CANARY-5',
  'R3;CANARY-6;32/04/2026;Robbery of personal property;530000;180000;CANARY-7',
  'R4;CANARY-8;03/04/2026',
].join('\r\n')

const file = (name: string, ...parts: BlobPart[]): File => new File(parts, name)

async function prepare(given: File, choice: ReadingChoice): Promise<{ text: string; rows: number; read: number }> {
  const reading = await openIncidentFile(given)
  let read = 0
  const { blob, rows } = await reading.prepare(choice, (progress) => {
    read = progress.bytesRead / progress.bytesTotal
  })
  return { text: await gunzip(blob), rows, read }
}

async function zipOf(members: Record<string, string>): Promise<File> {
  const zip = new ZipWriter(new Uint8ArrayWriter())
  for (const [name, text] of Object.entries(members)) await zip.add(name, new TextReader(text))
  return file('months.zip', await zip.close())
}

describe('openIncidentFile', () => {
  it('says what is in a file', async () => {
    const { opened } = await openIncidentFile(file('crimes.csv', EXPORT))
    expect(opened).toMatchObject({ packing: 'none', delimiter: ';', headerLine: 2, sampleRows: 4, recognised: null })
    expect(opened.columns.map(({ name }) => name).join(';')).toBe(HEADER)
    expect(opened.columns[3]).toMatchObject({
      filled: 1,
      values: [
        { value: 'Robbery of personal property', rows: 2 },
        { value: 'Theft', rows: 1 },
      ],
    })
  })

  it('asks for the time zone where places lie under another clock, also when no time can be read by it', async () => {
    const header = 'id,occurred_from,occurred_to,offence,lat,lng\n'
    const judge = async (row: string, timezone: string) =>
      (await openIncidentFile(file('toronto.csv', header, row))).judge({ format: 'canonical' }, timezone)
    const asked = 'The places lie about 5 hours west of Europe/London’s clock: is the time zone right?'
    const taken = 'T1,2026-05-03T22:14,,robbery,43.65,-79.38\n'
    expect(await judge(taken, 'Europe/London')).toMatchObject({ taken: 1, offClock: asked })
    expect(await judge(taken, 'America/Toronto')).toMatchObject({ taken: 1, offClock: null })
    expect(await judge('T1,soon,,robbery,43.65,-79.38\n', 'Europe/London')).toMatchObject({ taken: 0, offClock: asked })
  })

  it('judges the first rows as the server will', async () => {
    const reading = await openIncidentFile(file('crimes.csv', EXPORT))
    expect(reading.judge(MAPPED, 'Europe/London')).toMatchObject({
      rows: 4,
      taken: 1,
      outOfScope: [{ reason: 'other', rows: 1 }],
      rejected: 2,
      examples: [{ line: 3, occurredFrom: '2026-04-03T21:15', offence: 'robbery' }],
      refused: null,
    })
    expect(reading.judge({ format: 'canonical' }, 'Europe/London').refused).toMatch(/occurred_from/)
  })

  it.each([
    ['plain', utf8],
    ['windows-1252', (text: string) => oneByteEach(text.replace('CANARY-1', 'CANARY-1 caf\xe9'))],
    ['UTF-16', (text: string) => utf16(text, 'little')],
    ['gzip', gzip],
  ])('makes of a %s file one in which nothing is left but what is read, line by line', async (_, encode) => {
    const { text, rows, read } = await prepare(file('crimes.csv', await encode(EXPORT)), MAPPED)
    expect(text.split('\n')).toEqual([
      '',
      'Ref,,When,Offence,East,North,',
      'R1,,03/04/2026 21:15,Robbery of personal property,530000,180000,',
      '',
      'R2,,31/04/2026,Theft,530000,180000,',
      'R3,,32/04/2026,Robbery of personal property,530000,180000,',
      ',,',
      '',
    ])
    expect(rows).toBe(4)
    expect(read).toBe(1)
  })

  it('gives a file up in its midst when it is told to, and reads it again', async () => {
    const long = `${HEADER}\n${'R1;x;03/04/2026;Theft;530000;180000;y\n'.repeat(60_000)}`
    const reading = await openIncidentFile(file('long.csv', long))
    const stopper = new AbortController()
    const stopped = reading.prepare(MAPPED, () => stopper.abort(new Error('enough')), stopper.signal)
    await expect(stopped).rejects.toThrow('enough')
    expect((await reading.prepare(MAPPED, () => undefined)).rows).toBe(60_000)
  })

  it('reads months in an archive and leaves other files out', async () => {
    const archive = await zipOf({
      'notes/readme.csv': 'a,b\n1,2\n',
      '2026-04/2026-04-city-street.csv': POLICE + POLICE_ROW,
      '2026-05/2026-05-city-street.csv': POLICE + POLICE_ROW + POLICE_ROW,
      'picture.png': 'x',
    })
    const reading = await openIncidentFile(archive)
    expect(reading.opened.recognised).toBe('police-uk')
    expect(reading.opened.members.map(({ name, isRead }) => [name, isRead])).toEqual([
      ['2026-04/2026-04-city-street.csv', true],
      ['2026-05/2026-05-city-street.csv', true],
      ['notes/readme.csv', false],
    ])
    const { blob, rows } = await reading.prepare({ format: 'police-uk' }, () => undefined)
    expect(rows).toBe(3)
    const texts: Record<string, string> = {}
    for (const entry of await new ZipReader(new BlobReader(blob)).getEntries())
      if (!entry.directory) texts[entry.filename] = await entry.getData(new TextWriter())
    expect(Object.keys(texts)).toEqual(['2026-04/2026-04-city-street.csv', '2026-05/2026-05-city-street.csv'])
    expect(texts['2026-05/2026-05-city-street.csv']).toContain('Crime ID,Month')
    expect(Object.values(texts).join('')).not.toMatch(/SECRET|LSOA/)
  })

  it.each([
    ['empty.csv', '', /empty\.csv is empty/],
    ['blank.csv', '\n\n', /blank\.csv is empty/],
    ['page.csv', '<!doctype html><html>', /web page/],
    ['notes.csv', 'one\ntwo\n', /nothing stands between its fields/],
    ['book.xlsx', 'PK\x03\x04 torn', /not a whole zip archive/],
    ['quote.csv', `a,b\n1,2\n3,"${'x\n'.repeat(2 ** 20)}`, /quote\.csv, line 3: the row has no end/],
    ['wide.csv', `${'a,'.repeat(2100)}\n`, /2101 columns/],
  ])('refuses %s and says why', async (name, content, reason) => {
    await expect(openIncidentFile(file(name, content))).rejects.toThrow(reason)
  })

  it('refuses a file that was cut off', async () => {
    const whole = await gzip('a,b\n1,2\n'.repeat(9000))
    const torn = file('torn.csv.gz', whole.subarray(0, 60))
    await expect(openIncidentFile(torn)).rejects.toThrow(/torn\.csv\.gz cannot be read to its end/)
  })

  it('refuses an archive without a CSV file, and one that unpacks beyond all measure', async () => {
    await expect(openIncidentFile(await zipOf({ 'a.txt': 'x' }))).rejects.toThrow(/no CSV file/)
    const bomb = file('bomb.csv.gz', await gzip(`a,b\n${'1,2\n'.repeat(6e6)}`))
    const reading = await openIncidentFile(bomb)
    await expect(reading.prepare(MAPPED, () => undefined)).rejects.toThrow(/over 200 times/)
  })
})
