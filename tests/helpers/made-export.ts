import { degreesToGrid, parseLocalMinute } from '@planner/shared/core'

/** Stands in every value that must never leave the machine of whoever loads the file. */
export const CANARY = 'QZX'

/** A made-up export of a crime system, as messy as they are. */
export interface MadeExport {
  /** semicolons, CRLF, windows-1252, a title above the header */
  bytes: Buffer
  /** of data, the bad ones among them */
  rows: number
  badRows: number
  people: readonly string[]
  columns: number
}

/** Columns that a mapping reads. */
const READ = [
  'Crime Reference No',
  'Committed From Date',
  'Committed From Time',
  'Committed To Date',
  'Committed To Time',
  'Date Recorded',
  'Time Recorded',
  'Offence Description',
  'HO Code',
  'Crime Markers',
  'How Reported',
  'DA Flag',
  'Location Type',
  'Crime Status',
  'Grid Easting',
  'Grid Northing',
  'Street Name',
] as const
type ReadColumn = (typeof READ)[number]

const PEOPLE = [
  'Victim Surname',
  'Victim Forename',
  'Victim DOB',
  'Victim Ethnicity',
  'Victim Home Address',
  'Victim Telephone',
  'Victim Email',
  'Suspect Name',
  'Suspect DOB',
  'Suspect Gender',
  'Offender PNC ID',
  'Witness Name',
  'Informant Phone No',
  'Officer In Case',
  'Collar Number',
  'Recorded By',
  'Vehicle Reg Number',
  'Nominal Ref',
] as const

const NARRATIVES = ['MO Summary', 'Circumstances'] as const

const OTHERS = [
  'Force Code',
  'Division',
  'LPU',
  'Beat Code',
  'Ward',
  'Postcode Sector',
  'Outcome Type',
  'Outcome Date',
  'Solvability Score',
  'Property Value',
  'Property Type',
  'Weapon Category',
  'CCTV Available',
  'Forensic Visit',
  'Linked Crimes',
  'Risk Grade',
  'Source System',
  'Last Updated',
  'Export Batch',
  'Local Qualifier',
  'Alcohol Related',
  'Repeat Location',
  'Cross Border',
] as const

const OFFENCES: Readonly<Record<string, readonly string[]>> = {
  homicide: ['Murder'],
  'violence-with-injury': ['Assault occasioning actual bodily harm', 'Wounding with intent'],
  'violence-without-injury': ['Common assault and battery', 'Harassment', 'Threats to kill'],
  'sexual-offence': ['Sexual assault on a female aged 13 and over'],
  robbery: ['Robbery of personal property', 'Robbery of business property'],
  weapons: ['Possession of article with blade or point'],
  other: ['Theft from the person'],
}
/** What no table of words knows. */
const LOCAL_OFFENCE = 'Local code 7 – serious'

type Fields = Record<ReadColumn, string>
type Spoil = (fields: Fields) => void

/** One way for a row to be wrong each. */
const SPOILS: readonly Spoil[] = [
  (row) => void (row['Committed From Date'] = '31/02/2026'),
  (row) => void (row['Committed From Date'] = 'last Tuesday'),
  (row) => void (row['Committed From Date'] = ''),
  (row) => void (row['Committed From Time'] = '25:61'),
  (row) => void ([row['Committed To Date'], row['Committed To Time']] = ['01/01/1999', '00:00']),
  (row) => void (row['Grid Easting'] = ''),
  (row) => void ([row['Grid Easting'], row['Grid Northing']] = ['0', '0']),
  (row) => void (row['Grid Northing'] = 'N/A'),
  (row) => void ([row['Grid Easting'], row['Grid Northing']] = ['9', '9']),
  (row) => void (row['Offence Description'] = ''),
  (row) => void (row['DA Flag'] = 'ask John'),
  (row) => void (row['Street Name'] = 'High\u0081 Street'),
]

/**
 * The rows of a canonical file as another system would export them: 60 columns, of which 17 can be read; in each of the others
 * stands `CANARY`. Every tenth row is wrong in one of a dozen ways until there are `badRows` of them.
 *
 * @param canonical text of a canonical file, with its header
 */
export function makeExport(canonical: string, badRows = 300): MadeExport {
  const source = rowsOf(canonical)
  const header = interleave()
  let spoilt = 0
  const lines = source.map((row, i) => {
    const fields = readFields(row, i)
    if (i % 9 === 4 && spoilt < badRows) {
      SPOILS[spoilt % SPOILS.length]!(fields)
      spoilt += 1
    }
    return header.map((column) => quote(valueOf(column, fields, i))).join(';')
  })
  if (spoilt < badRows) throw new Error(`Only ${spoilt} rows could be spoilt.`)
  const text = ['CRIME EXPORT – all divisions', header.join(';'), ...lines, ''].join('\r\n')
  return { bytes: toWindows1252(text), rows: lines.length, badRows, people: PEOPLE, columns: header.length }
}

/** The rows of a canonical file without quotes, as the examples are. */
function rowsOf(canonical: string): Record<string, string>[] {
  const [names = [], ...rows] = canonical
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))
  return rows.map((fields) => Object.fromEntries(names.map((name, i) => [name, fields[i] ?? ''])))
}

/** People between what can be read, as systems have them. */
function interleave(): string[] {
  const header: string[] = []
  const rest = [...PEOPLE, ...OTHERS, ...NARRATIVES]
  READ.forEach((column, i) => header.push(column, ...rest.slice(2 * i, 2 * i + 2)))
  return [...header, ...rest.slice(2 * READ.length)]
}

function readFields(row: Record<string, string>, i: number): Fields {
  const { easting, northing } = degreesToGrid({ lat: Number(row['lat']), lng: Number(row['lng']) })
  const [fromDate, fromTime] = british(row['occurred_from'] ?? '')
  const [toDate, toTime] = british(row['occurred_to'] ?? '')
  const [recordedDate, recordedTime] = british(row['recorded_at'] ?? '')
  const words = OFFENCES[row['offence'] ?? ''] ?? ['Other']
  const flags = (row['flags'] ?? '').split(' ').filter((flag) => flag !== '')
  return {
    'Crime Reference No': `42${String(i).padStart(6, '0')}/26`,
    'Committed From Date': fromDate,
    'Committed From Time': fromTime,
    'Committed To Date': toDate,
    'Committed To Time': toTime,
    'Date Recorded': recordedDate,
    'Time Recorded': recordedTime,
    'Offence Description': i % 97 === 0 ? LOCAL_OFFENCE : words[i % words.length]!,
    'HO Code': '',
    'Crime Markers': flags.map((flag) => flag.replace('knife', 'Knife crime').toUpperCase()).join(','),
    'How Reported':
      row['how_found'] === 'public' ? ['999 call', 'Online', 'Front counter'][i % 3]! : 'Officer on patrol',
    'DA Flag': row['domestic'] === 'true' ? 'Y' : row['domestic'] === 'false' ? 'N' : '',
    'Location Type': PLACES[row['place_type'] ?? ''] ?? '',
    'Crime Status': i % 41 === 0 ? 'Cancelled / no crime' : i % 53 === 0 ? 'Transferred to other force' : 'Recorded',
    'Grid Easting': easting.toFixed(0),
    'Grid Northing': northing.toFixed(0),
    'Street Name': row['place_name'] ?? '',
  }
}

const PLACES: Readonly<Record<string, string>> = {
  street: 'Street / highway',
  transport: 'Bus or bus stop',
  park: 'Park or open space',
  retail: 'Shop',
  licensed: 'Public house',
  dwelling: 'Dwelling',
  other: 'Hospital',
}

/** `2026-05-01T10:00` as 01/05/2026 and 10:00. */
function british(local: string): [string, string] {
  if (parseLocalMinute(local) === undefined) return ['', '']
  const [year, month, day] = local.slice(0, 10).split('-')
  return [`${day}/${month}/${year}`, local.slice(11)]
}

function valueOf(column: string, fields: Fields, i: number): string {
  if (column in fields) return fields[column as ReadColumn]
  if (NARRATIVES.some((name) => name === column))
    return `The aggrieved ${CANARY}${i} was walking home with a friend when an unknown person came from behind;\r\nhe said "give it here" and ran off towards the café with the phone`
  if (column.endsWith('DOB')) return `0${(i % 9) + 1}/03/19${CANARY}`
  return `${column.split(' ').at(-1)} ${CANARY}${i % 7}`
}

const quote = (value: string): string => (/[";\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

/** The characters above that windows-1252 writes otherwise than Latin-1 does. */
const toWindows1252 = (text: string): Buffer => Buffer.from(text.replaceAll('–', '\u0096'), 'latin1')
