import { describe, expect, it } from 'vitest'
import { createZone } from '../../time.ts'
import { createMappedFormat } from '../formats/mapped.ts'
import { FIELD_SYNONYMS } from './field-synonyms.ts'
import { guessMapping } from './guess-mapping.ts'
import type { IncidentMapping } from './incident-mapping.ts'
import { parseMapping } from './parse-mapping.ts'
import { findPersonColumns } from './person-columns.ts'

/** Made exports in the manner of the systems named: header and rows, apart by bars. */
interface Sample {
  text: string
  columns: IncidentMapping['columns']
  layout: string
  unmapped?: Record<string, string[]>
}

const SAMPLES: Record<string, Sample> = {
  'Niche, grid and two columns of time': {
    text: `Occurrence Number|Start Date|Start Time|End Date|End Time|Reported Date|Offence Title|HO Code|Domestic Abuse Flag|Easting|Northing|Street Name|Victim Name|OIC
N/1|15/03/2024|22:14|16/03/2024|01:00|16/03/2024|Assault occasioning ABH|8/06|Y|530034|180381|Rye Lane|A|B
N/2|16/03/2024|08:00|||17/03/2024|Robbery of personal property|34B|N|530134|180481|High Street|A|B`,
    columns: {
      id: 'Occurrence Number',
      occurred_from: 'Start Date',
      occurred_from_time: 'Start Time',
      occurred_to: 'End Date',
      occurred_to_time: 'End Time',
      recorded_at: 'Reported Date',
      offence: 'Offence Title',
      offence_code: 'HO Code',
      domestic: 'Domestic Abuse Flag',
      easting: 'Easting',
      northing: 'Northing',
      place_name: 'Street Name',
    },
    layout: 'dmy bng .',
  },
  'Athena, one column of date and time': {
    text: `InvestigationReference|CommittedFromDateTime|CommittedToDateTime|RecordedDateTime|OffenceDescription|HOCode|InvestigationStatus|GridRefEasting|GridRefNorthing|LocationStreet|SuspectName|MONarrative
A1|05/03/2024 22:14|05/03/2024 23:00|06/03/2024 08:00|Common assault|105A|Filed|530034|180381|Rye Lane|X|x
A2|28/03/2024 22:14|28/03/2024 23:00|29/03/2024 08:00|GBH Section 20|8N|Transferred to another force|530034|180381|Rye Lane|X|x`,
    columns: {
      id: 'InvestigationReference',
      occurred_from: 'CommittedFromDateTime',
      occurred_to: 'CommittedToDateTime',
      recorded_at: 'RecordedDateTime',
      offence: 'OffenceDescription',
      offence_code: 'HOCode',
      status: 'InvestigationStatus',
      easting: 'GridRefEasting',
      northing: 'GridRefNorthing',
      place_name: 'LocationStreet',
    },
    layout: 'dmy bng .',
  },
  'Connect, degrees, months by name': {
    text: `CRIME_NUMBER|OFFENCE_START_DATE|DATE_RECORDED|CRIME_TYPE|PREMISES_TYPE|LATITUDE|LONGITUDE|COLLAR_NO
42/1|05-MAR-2024 22:14|06-MAR-2024|Rape of a female aged 16 and over|Dwelling|51.507|-0.127|1
42/2|06-MAR-2024 22:14|07-MAR-2024|Theft from the person|Public house|51.508|-0.128|1`,
    columns: {
      id: 'CRIME_NUMBER',
      occurred_from: 'OFFENCE_START_DATE',
      recorded_at: 'DATE_RECORDED',
      offence: 'CRIME_TYPE',
      place_type: 'PREMISES_TYPE',
      lat: 'LATITUDE',
      lng: 'LONGITUDE',
    },
    layout: 'dmy wgs84 .',
  },
  'names with a prefix of the source’s own': {
    text: `Occurrence Ref|Rec Offence Start Date|Rec Offence Start Time|Victim Home Easting|Home Easting|Home Northing|Locn Easting|Locn Northing|Arrest Incident Date|HO Code
N/1|15/03/2024|22:14|530034|530034|180381|530134|180481|16/03/2024|8/06
N/2|16/03/2024|08:00|530034|530034|180381|530134|180481|16/03/2024|34B`,
    columns: {
      id: 'Occurrence Ref',
      occurred_from: 'Rec Offence Start Date',
      occurred_from_time: 'Rec Offence Start Time',
      offence_code: 'HO Code',
      easting: 'Locn Easting',
      northing: 'Locn Northing',
    },
    layout: 'dmy bng .',
  },
  'a spreadsheet of Excel days and decimal commas': {
    text: `Crime Ref|Date First Committed|Offence|X Coordinate|Y Coordinate|Markers
1|45356,92638|Attempted murder|530034,5|180381,5|Knife; Hate crime
2|45357,5|Harassment|530034,5|180381,5|Alcohol`,
    columns: {
      id: 'Crime Ref',
      occurred_from: 'Date First Committed',
      offence: 'Offence',
      easting: 'X Coordinate',
      northing: 'Y Coordinate',
      flags: 'Markers',
    },
    layout: 'excel bng ,',
    unmapped: { flags: ['Alcohol'] },
  },
  'data.police.uk': {
    text: `Crime ID|Month|Reported by|Falls within|Longitude|Latitude|Location|LSOA code|LSOA name|Crime type|Last outcome category|Context
a|2024-03|M|M|-0.127|51.507|On or near High Street|E1|Camden 1|Violence and sexual offences|Under investigation|
b|2024-03|M|M|-0.127|51.507|On or near Rye Lane|E1|Camden 1|Robbery||`,
    columns: {
      id: 'Crime ID',
      occurred_from: 'Month',
      offence: 'Crime type',
      lat: 'Latitude',
      lng: 'Longitude',
      place_name: 'Location',
    },
    layout: 'ymd wgs84 .',
  },
  Chicago: {
    text: `ID|Case Number|Date|Block|IUCR|Primary Type|Description|Location Description|Arrest|Domestic|Beat|Latitude|Longitude
1|H1|01/31/2015 01:05:00 PM|012XX N STATE ST|0110|HOMICIDE|FIRST DEGREE MURDER|STREET|true|false|1|41.7|-87.6
2|H2|01/02/2015 01:05:00 PM|012XX N STATE ST|0320|ROBBERY|STRONGARM|CTA BUS|true|true|1|41.7|-87.7`,
    columns: {
      id: 'ID',
      occurred_from: 'Date',
      offence: 'Primary Type',
      place_type: 'Location Description',
      domestic: 'Domestic',
      lat: 'Latitude',
      lng: 'Longitude',
      place_name: 'Block',
    },
    layout: 'mdy wgs84 .',
  },
  'New York': {
    text: `CMPLNT_NUM|CMPLNT_FR_DT|CMPLNT_FR_TM|CMPLNT_TO_DT|CMPLNT_TO_TM|RPT_DT|OFNS_DESC|PREM_TYP_DESC|SUSP_RACE|VIC_AGE_GROUP|Latitude|Longitude
1|12/31/2023|23:30:00|12/31/2023|23:40:00|01/01/2024|FELONY ASSAULT|STREET|X|25-44|40.7|-73.9
2|12/30/2023|23:30:00||||GRAND LARCENY|BUS STOP|X|25-44|40.7|-73.9`,
    columns: {
      id: 'CMPLNT_NUM',
      occurred_from: 'CMPLNT_FR_DT',
      occurred_from_time: 'CMPLNT_FR_TM',
      occurred_to: 'CMPLNT_TO_DT',
      occurred_to_time: 'CMPLNT_TO_TM',
      recorded_at: 'RPT_DT',
      offence: 'OFNS_DESC',
      place_type: 'PREM_TYP_DESC',
      lat: 'Latitude',
      lng: 'Longitude',
    },
    layout: 'mdy wgs84 .',
  },
  'Los Angeles': {
    text: `DR_NO|Date Rptd|DATE OCC|TIME OCC|AREA NAME|Crm Cd Desc|Vict Age|Vict Sex|Premis Desc|LAT|LON
1|03/05/2024 12:00:00 AM|03/04/2024 12:00:00 AM|2230|Central|BATTERY - SIMPLE ASSAULT|30|F|SIDEWALK|34.05|-118.25
2|03/06/2024 12:00:00 AM|03/05/2024 12:00:00 AM|0815|Central|ROBBERY|30|M|PARKING LOT|34.05|-118.25`,
    columns: {
      id: 'DR_NO',
      recorded_at: 'Date Rptd',
      occurred_from: 'DATE OCC',
      occurred_from_time: 'TIME OCC',
      offence: 'Crm Cd Desc',
      place_type: 'Premis Desc',
      lat: 'LAT',
      lng: 'LON',
    },
    layout: 'mdy wgs84 .',
  },
  'San Francisco': {
    text: `Incident Datetime|Report Datetime|Row ID|Incident ID|Incident Category|Latitude|Longitude
2024/03/05 10:14:00 PM|2024/03/05 11:00:00 PM|11|1|Robbery|37.7|-122.4
2024/03/06 10:14:00 PM|2024/03/06 11:00:00 PM|12|2|Larceny Theft|37.7|-122.4`,
    columns: {
      id: 'Incident ID',
      occurred_from: 'Incident Datetime',
      recorded_at: 'Report Datetime',
      offence: 'Incident Category',
      lat: 'Latitude',
      lng: 'Longitude',
    },
    layout: 'ymd wgs84 .',
  },
  'ISO times, x and y that are degrees': {
    text: `record_id|timestamp|category|x|y
1|2024-03-05T22:14:00Z|Stabbing|-1.89|52.48
2|2024-03-05T23:14:00Z|Burglary|-1.88|52.47`,
    columns: { id: 'record_id', occurred_from: 'timestamp', offence: 'category', lng: 'x', lat: 'y' },
    layout: 'ymd wgs84 .',
  },
  'months and days that nobody can tell apart, in Britain': {
    text: `Crime Number|Date|Time|Offence|Lat|Long
1|03/04/2024|10:14 PM|Wounding|51.5|-0.1
2|05/06/2024|11:14 PM|Wounding|51.6|-0.2`,
    columns: {
      id: 'Crime Number',
      occurred_from: 'Date',
      occurred_from_time: 'Time',
      offence: 'Offence',
      lat: 'Lat',
      lng: 'Long',
    },
    layout: 'dmy wgs84 .',
  },
  'the same in America': {
    text: `Case Number|Date|Offense|Lat|Long
1|03/04/2024|Aggravated assault|41.5|-87.1
2|05/06/2024|Shots fired|41.6|-87.2`,
    columns: { id: 'Case Number', occurred_from: 'Date', offence: 'Offense', lat: 'Lat', lng: 'Long' },
    layout: 'mdy wgs84 .',
    unmapped: { offence: ['Shots fired'] },
  },
  'the canonical columns themselves': {
    text: `id|occurred_from|occurred_to|offence|lat|lng|offence_code|flags|how_found|domestic|place_type|recorded_at|place_name
1|2024-03-05T22:14||robbery|51.5|-0.1|34B|knife youth|public|false|street|2024-03-06|Rye Lane
2|2024-03-05T22:14||homicide|51.6|-0.1|1||unknown|true|park|2024-03-06|High Street`,
    columns: Object.fromEntries(
      [
        'id',
        'occurred_from',
        'occurred_to',
        'offence',
        'lat',
        'lng',
        'offence_code',
        'flags',
        'how_found',
        'domestic',
        'place_type',
        'recorded_at',
        'place_name',
      ].map((name) => [name, name]),
    ),
    layout: 'ymd wgs84 .',
  },
}

const split = (text: string): { header: string[]; rows: string[][] } => {
  const [header = [], ...rows] = text.split('\n').map((line) => line.split('|'))
  return { header, rows }
}

describe('guessMapping', () => {
  it.each(Object.entries(SAMPLES))('guesses %s', (_, { text, columns, layout, unmapped = {} }) => {
    const { header, rows } = split(text)
    const { mapping, why, unmappedValues } = guessMapping(header, rows)
    expect(mapping.columns).toEqual(columns)
    expect(`${mapping.dates} ${mapping.coordinates} ${mapping.decimal}`).toBe(layout)
    expect(unmappedValues).toEqual(unmapped)
    expect(Object.entries(why).map(([field, { header: from }]) => [field, from])).toEqual(
      Object.entries(mapping.columns),
    )
    // And it works: every row is understood but for the values that still need a meaning.
    const reader = createMappedFormat(parseMapping(mapping, 'guess')).start(header, {
      file: 'in.csv',
      zone: createZone('Europe/London'),
    })
    const rejects = rows.map((row, i) => reader.read(row, i + 2)).filter(({ kind }) => kind === 'reject')
    expect(rejects).toHaveLength(Object.keys(unmapped).length)
  })

  const guess = (text: string) => {
    const { header, rows } = split(text)
    return guessMapping(header, rows)
  }

  it('is sure of plain names with values that fit, and not of names that may mean anything or dates of which none tells', () => {
    const { why } = guess(SAMPLES['months and days that nobody can tell apart, in Britain']!.text)
    expect(why.offence).toEqual({ header: 'Offence', sureness: 'sure' })
    expect(why.lat?.sureness).toBe('sure')
    expect(why.occurred_from?.sureness).toBe('likely')
    expect(guess(SAMPLES['Niche, grid and two columns of time']!.text).why.recorded_at?.sureness).toBe('sure')
  })

  it('gives the words of the file their meaning', () => {
    const { mapping } = guess(SAMPLES['Athena, one column of date and time']!.text)
    expect(mapping.values).toEqual({
      offence: { 'Common assault': 'violence-without-injury', 'GBH Section 20': 'violence-with-injury' },
      status: { Filed: '', 'Transferred to another force': 'transferred' },
    })
  })

  it('never takes columns about people, narratives, or names that stand there twice', () => {
    const account =
      'The aggrieved was walking along when two males approached and demanded that he hand over his telephone'
    const text = `Crime Number|Date of offence|Offence|Lat|Lng|Location|Location type|Name|Offence|DOB
1|2024-03-05|Robbery|51.5|-0.1|${account} 1|Street|A|Robbery|2000-01-01
2|2024-03-06|Robbery|51.5|-0.1|${account} 2|Street|B|Robbery|2000-01-01`
    const { mapping, narratives } = guess(text)
    expect(narratives).toEqual(['Location'])
    expect(Object.values(mapping.columns)).toEqual(['Crime Number', 'Date of offence', 'Location type', 'Lat', 'Lng'])
  })

  it('knows no name of a column that speaks of a person', () =>
    expect(
      findPersonColumns(Object.values(FIELD_SYNONYMS).flatMap(({ sure, likely }) => [...sure, ...likely])),
    ).toEqual([]))

  /** One column of so many values under the name. */
  const guessOne = (name: string, values: readonly string[]) =>
    guessMapping(
      [name],
      values.map((value) => [value]),
    )

  it('takes a column of up to 150 different words for a list of codes, when a quarter of them is known', () => {
    const words = (count: number) => Array.from({ length: count }, (_, i) => `robbery ${i}`)
    expect(guessOne('Offence', words(150)).mapping.columns).toEqual({ offence: 'Offence' })
    expect(guessOne('Offence', words(151)).mapping.columns).toEqual({})
    expect(guessOne('Offence', ['robbery', 'xx', 'yy', 'zz']).mapping.columns).toEqual({ offence: 'Offence' })
    expect(guessOne('Offence', ['robbery', 'xx', 'yy', 'zz', 'ww']).mapping.columns).toEqual({})
  })

  it('takes an id for one where more than half are different', () => {
    expect(guessOne('Crime No', ['1', '2', '3', '3']).mapping.columns).toEqual({ id: 'Crime No' })
    expect(guessOne('Crime No', ['1', '1', '3', '3']).mapping.columns).toEqual({})
  })

  it('takes no time of day whose date is not there', () => {
    expect(guessOne('Start Time', ['22:14']).mapping.columns).toEqual({})
  })

  it('says of a word once what it means, whatever its case, and not of one that is ours', () => {
    const { mapping, unmappedValues } = guessOne('Offence', [
      'ROBBERY',
      'Mugging',
      'MUGGING',
      ' mugging ',
      'zzz',
      'ZZZ',
    ])
    expect(mapping.values).toEqual({ offence: { Mugging: 'robbery' } })
    expect(unmappedValues).toEqual({ offence: ['zzz'] })
  })

  it('divides several flags in one field, and no other words', () => {
    const flags = guessOne('Flags', ['Knife crime; Hate crime', 'Hate crime,Youth', ' ; '])
    expect(Object.keys(flags.mapping.values.flags!)).toEqual([
      'Knife crime',
      'Hate crime',
      ...('Youth' in flags.mapping.values.flags! ? ['Youth'] : []),
    ])
    const offence = guessOne('Offence', ['Robbery; of business', 'Robbery; of business'])
    expect(Object.keys(offence.mapping.values.offence!)).toEqual(['Robbery; of business'])
  })

  it('reads dates that could be either with the month first in America only, and is not sure of them', () => {
    const dates = (lng: string) =>
      guessMapping(['Occurred From', 'Latitude', 'Longitude'], [['01/02/2026', '41.88', lng]])
    for (const lng of ['-87.63', '-87,63', '-50.01']) expect(dates(lng).mapping.dates).toBe('mdy')
    for (const lng of ['-0.13', '-50.00', '12.5']) expect(dates(lng).mapping.dates).toBe('dmy')
    expect(dates('-87.63').why.occurred_from?.sureness).toBe('likely')
    const told = guessMapping(['Occurred From', 'Latitude', 'Longitude'], [['13/02/2026', '41.88', '-87.63']])
    expect(told.mapping.dates).toBe('dmy')
    expect(told.why.occurred_from?.sureness).toBe('sure')
    expect(guessMapping(['Occurred From'], [['2026-02-01']]).why.occurred_from?.sureness).toBe('sure')
  })

  it('finds a decimal comma in places, and in days of Excel', () => {
    const mark = (header: string[], ...row: string[]) => guessMapping(header, [row]).mapping.decimal
    expect(mark(['Latitude', 'Longitude'], '51,5', '-0,1')).toBe(',')
    expect(mark(['Occurred From', 'Easting', 'Northing'], '45000,5', '530034', '180381')).toBe(',')
    expect(mark(['Occurred From', 'Easting', 'Northing'], '13/02/2026', '530034', '180381')).toBe('.')
    // A comma somewhere else says nothing of numbers.
    expect(mark(['Street', 'Easting', 'Northing'], '1,5', '530034', '180381')).toBe('.')
  })

  it('leaves a column without a name, and one whose name stands there twice in whatever case, alone', () => {
    expect(guessMapping([' ', 'OFFENCE ', 'offence'], [['robbery', 'robbery', 'robbery']]).mapping.columns).toEqual({})
  })

  it('takes the name that says most of several, wherever it stands', () => {
    const header = ['Reported Date', 'Occurred From']
    expect(guessMapping(header, [['13/02/2026', '14/02/2026']]).mapping.columns.occurred_from).toBe('Occurred From')
    expect(guessMapping(header.toReversed(), [['13/02/2026', '14/02/2026']]).mapping.columns.occurred_from).toBe(
      'Occurred From',
    )
  })

  it('takes no whole numbers for degrees', () =>
    expect(guess('id|x|y\n1|12|5\n2|13|6').mapping.columns).toEqual({ id: 'id' }))

  it('leaves out what the values deny', () => {
    const { mapping } = guess(
      'id|Date|Offence|Lat|Lng|Domestic\n1|soon|Robbery|here|there|Carpet\n2|late|Robbery|here|there|Table',
    )
    expect(mapping.columns).toEqual({ id: 'id', offence: 'Offence' })
  })

  it.each([
    ['Robberies_2026-01.csv', 'id', 'robbery'],
    ['export.homicides.csv.gz', 'id', 'homicide'],
    ['burglary.csv', 'id', undefined],
    ['incidents.csv', 'id', undefined],
    ['robberies.csv', 'id|Offence', undefined],
    ['robberies.csv', 'id|Offence|Offence', undefined],
  ])('guesses the offence of every row from the name %s where no column of %s says it', (name, header, offence) =>
    expect(guessMapping(header.split('|'), [], name).mapping.constants?.offence).toBe(offence),
  )

  it('makes do with a header alone, with an empty one, and with rows of any width', () => {
    expect(guessMapping(['Crime Number', 'Offence', 'Date of offence'], []).why).toMatchObject({
      id: { sureness: 'likely' },
      offence: { sureness: 'likely' },
    })
    expect(guessMapping([], []).mapping.columns).toEqual({})
    expect(guessMapping(['id', ''], [['1'], ['2', '3', '4']]).mapping.columns).toEqual({ id: 'id' })
  })
})
