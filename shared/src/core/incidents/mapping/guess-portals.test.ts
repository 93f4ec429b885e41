import { describe, expect, it } from 'vitest'
import { createZone, formatInstant } from '../../time.ts'
import { UNNAMED_PLANE } from '../../projections.ts'
import { createMappedFormat } from '../formats/mapped.ts'
import { guessMapping } from './guess-mapping.ts'
import { parseMapping } from './parse-mapping.ts'

/** Made rows under the header of a city's open data, which a trial begins with. */
interface Portal {
  zone: string
  /** header and rows, apart by bars */
  text: string
  /** our field and the file's column, one a line */
  columns: string
  layout: string
  /** of each row: from, to and recorded on the local clock, and the offence */
  rows: readonly string[]
}

const PORTALS: Record<string, Portal> = {
  'Toronto: days as UTC instants of local midnight, hours in columns of their own': {
    zone: 'America/Toronto',
    text: `X|Y|OBJECTID|EVENT_UNIQUE_ID|REPORT_DATE|OCC_DATE|REPORT_YEAR|REPORT_HOUR|OCC_YEAR|OCC_DOW|OCC_HOUR|DIVISION|LOCATION_TYPE|PREMISES_TYPE|UCR_CODE|OFFENCE|LONG_WGS84|LAT_WGS84
-8809036.795|5431523.06|1|GO-1|2014/01/13 05:00:00+00|2014/01/13 05:00:00+00|2014|2|2014|Wednesday|1|D54|Apartment (Rooming House, Condo)|Apartment|1420|Assault With Weapon|-79.35|43.706
-8809136.795|5431823.06|2|GO-2|2014/07/11 04:00:00+00|2014/07/10 04:00:00+00|2014|6|2014|Wednesday|22|D54|Ttc Subway Station|Transit|1610|Robbery With Weapon|-79.36|43.707`,
    columns: `id EVENT_UNIQUE_ID
occurred_from OCC_DATE
occurred_from_time OCC_HOUR
recorded_at REPORT_DATE
recorded_at_time REPORT_HOUR
offence OFFENCE
place_type LOCATION_TYPE
lat LAT_WGS84
lng LONG_WGS84`,
    layout: 'ymd hours wgs84',
    rows: [
      '2014-01-13T01:00 2014-01-13T01:59 2014-01-13T02:00 violence-with-injury',
      '2014-07-10T22:00 2014-07-10T22:59 2014-07-11T06:00 robbery',
    ],
  },
  'Boston: local times that call themselves UTC, which the hour gives away': {
    zone: 'America/New_York',
    text: `INCIDENT_NUMBER|OFFENSE_CODE|OFFENSE_CODE_GROUP|OFFENSE_DESCRIPTION|DISTRICT|SHOOTING|OCCURRED_ON_DATE|YEAR|MONTH|DAY_OF_WEEK|HOUR|UCR_PART|STREET|Lat|Long|Location
I1|00413||ASSAULT - AGGRAVATED|D4|0|2022-02-02 22:15:00+00|2022|2|Wednesday|22||WASHINGTON ST|42.33|-71.07|(42.3,-71.07)
I2|00301||ROBBERY|D14|1|2022-02-03 00:10:00+00|2022|2|Thursday|0||BRIGHTON AVE|42.35|-71.13|(42.3,-71.07)`,
    columns: `id INCIDENT_NUMBER
occurred_from OCCURRED_ON_DATE
occurred_from_time HOUR
offence OFFENSE_DESCRIPTION
lat Lat
lng Long
place_name STREET`,
    layout: 'ymd hours wgs84',
    rows: ['2022-02-02T22:15 - - violence-with-injury', '2022-02-03T00:10 - - robbery'],
  },
  'Philadelphia: the local date and time, not the instant beside it': {
    zone: 'America/New_York',
    text: `the_geom|cartodb_id|objectid|dc_dist|psa|dispatch_date_time|dispatch_date|dispatch_time|hour|dc_key|location_block|ucr_general|text_general_code|point_x|point_y|lat|lng
01|1|14|18|3|2024-03-14 23:47:00+00|2024-03-14|19:47:00|19|202418001234|4800 BLOCK WALNUT ST|300|Robbery No Firearm|-75.21|39.95|39.95|-75.21
01|2|15|18|3|2024-03-15 01:47:00+00|2024-03-14|21:47:00|21|202418001235|5200 BLOCK MARKET ST|400|Aggravated Assault Firearm|-75.22|39.96|39.96|-75.22`,
    columns: `id dc_key
occurred_from dispatch_date
occurred_from_time dispatch_time
offence text_general_code
lat lat
lng lng
place_name location_block`,
    layout: 'ymd clock wgs84',
    rows: ['2024-03-14T19:47 - - robbery', '2024-03-14T21:47 - - violence-with-injury'],
  },
  'Detroit: an instant, and its local time again': {
    zone: 'America/Detroit',
    text: `X|Y|crime_id|report_number|address|offense_description|offense_category|charge_description|incident_timestamp|incident_time|day_of_week|hour_of_day|year|precinct|zip_code|longitude|latitude|ObjectId
-83.0|42.3|1234|24-1|Grand River Ave & Fenkell|ASSAULT AND BATTERY/SIMPLE ASSAULT|ASSAULT|ASSAULT AND BATTERY|2024/01/05 23:10:00+00|18:10|5|18|2024|08|48227|-83.2|42.39|1
-83.0|42.3|1235|24-2|Woodward Ave & Clairmount|ROBBERY|ROBBERY|ROBBERY|2024/01/06 03:10:00+00|22:10|5|22|2024|10|48202|-83.07|42.38|2`,
    columns: `id crime_id
occurred_from incident_timestamp
occurred_from_time incident_time
offence offense_description
lat latitude
lng longitude
place_name address`,
    layout: 'ymd clock wgs84',
    rows: ['2024-01-05T18:10 - - violence-without-injury', '2024-01-05T22:10 - - robbery'],
  },
  'Seattle: American spelling, and codes that are none of the Home Office’s': {
    zone: 'America/Los_Angeles',
    text: `Report Number|Offense ID|Offense Start DateTime|Offense End DateTime|Report DateTime|Group A B|Crime Against Category|Offense Parent Group|Offense|Offense Code|Precinct|MCPP|100 Block Address|Longitude|Latitude
2020-044620|12605873663|02/05/2020 10:10:00 AM|02/05/2020 10:15:00 AM|02/05/2020 11:24:31 AM|A|PERSON|ASSAULT OFFENSES|Aggravated Assault|13A|W|MAGNOLIA|32XX BLOCK OF 23RD AVE W|-122.38|47.64
2020-044452|12605598696|02/13/2020 08:00:00 PM||02/14/2020 02:00:00 AM|A|PROPERTY|ROBBERY|Robbery|120|N|ROOSEVELT|63XX BLOCK OF 5TH AVE NE|-122.32|47.67`,
    columns: `id Report Number
occurred_from Offense Start DateTime
occurred_to Offense End DateTime
recorded_at Report DateTime
offence Offense
lat Latitude
lng Longitude
place_name 100 Block Address`,
    layout: 'mdy clock wgs84',
    rows: [
      '2020-02-05T10:10 2020-02-05T10:15 2020-02-05T11:24 violence-with-injury',
      '2020-02-13T20:00 - 2020-02-14T02:00 robbery',
    ],
  },
  'Baltimore: people among the columns': {
    zone: 'America/New_York',
    text: `X|Y|RowID|CCNumber|CrimeDateTime|CrimeCode|Location|Description|Inside_Outside|Weapon|Post|Gender|Age|Race|Ethnicity|District|Latitude|Longitude|Premise
1|5|1|24A00001|2024/01/05 23:10:00+00|4E|1500 N CHESTER ST|COMMON ASSAULT|O|NA|333|F|32|BLACK||EASTERN|39.3|-76.58|STREET
1|5|2|24A00002|2024/01/06 03:10:00+00|3AF|100 E PRATT ST|ROBBERY|O|FIREARM|111|M|22|WHITE||CENTRAL|39.28|-76.6|PARKING LOT`,
    columns: `id CCNumber
occurred_from CrimeDateTime
offence Description
place_type Premise
lat Latitude
lng Longitude
place_name Location`,
    layout: 'ymd clock wgs84',
    rows: ['2024-01-05T18:10 - - violence-without-injury', '2024-01-05T22:10 - - robbery'],
  },
  'Washington: numbers of rows that change with each export': {
    zone: 'America/New_York',
    text: `X|Y|CCN|REPORT_DAT|SHIFT|METHOD|OFFENSE|BLOCK|XBLOCK|YBLOCK|WARD|LATITUDE|LONGITUDE|START_DATE|END_DATE|OBJECTID|OCTO_RECORD_ID
-77.0|38.9|24000123|2024/01/05 23:10:00+00|EVENING|GUN|ROBBERY|1300 - 1399 BLOCK OF H STREET NE|401000.5|136000.2|6|38.9|-77.0|2024/01/05 22:10:00+00|2024/01/05 22:15:00+00|1|24000123-01
-77.01|38.91|24000124|2024/01/06 23:10:00+00|MIDNIGHT|KNIFE|ASSAULT W/DANGEROUS WEAPON|400 - 499 BLOCK OF I STREET NW|398000.5|137000.2|6|38.91|-77.01|2024/01/06 22:10:00+00||2|24000124-01`,
    columns: `id CCN
occurred_from START_DATE
occurred_to END_DATE
recorded_at REPORT_DAT
offence OFFENSE
lat LATITUDE
lng LONGITUDE
place_name BLOCK`,
    layout: 'ymd clock wgs84',
    rows: [
      '2024-01-05T17:10 2024-01-05T17:15 2024-01-05T18:10 robbery',
      '2024-01-06T17:10 - 2024-01-06T18:10 violence-with-injury',
    ],
  },
  'Denver: degrees, not the state’s grid': {
    zone: 'America/Denver',
    text: `OBJECTID|INCIDENT_ID|OFFENSE_ID|OFFENSE_CODE|OFFENSE_TYPE_ID|OFFENSE_CATEGORY_ID|FIRST_OCCURRENCE_DATE|LAST_OCCURRENCE_DATE|REPORTED_DATE|INCIDENT_ADDRESS|GEO_X|GEO_Y|GEO_LON|GEO_LAT|DISTRICT_ID|IS_CRIME|VICTIM_COUNT|x|y
1|20246000994|1|1313|assault-simple|other-crimes-against-persons|1/15/2024 11:36:00 PM|1/15/2024 11:40:00 PM|1/16/2024 12:09:00 AM|2400 BLK E COLFAX AVE|3150000|1694000|-104.957|39.74|2|1|1|3150000|1694000
2|20246000995|2|1202|robbery-street|robbery|1/25/2024 11:36:00 PM||1/26/2024 12:09:00 AM|1600 BLK CURTIS ST|3143000|1697000|-104.99|39.747|6|1|1|3143000|1697000`,
    columns: `id INCIDENT_ID
occurred_from FIRST_OCCURRENCE_DATE
occurred_to LAST_OCCURRENCE_DATE
recorded_at REPORTED_DATE
offence OFFENSE_TYPE_ID
lat GEO_LAT
lng GEO_LON
place_name INCIDENT_ADDRESS`,
    layout: 'mdy clock wgs84',
    rows: [
      '2024-01-15T23:36 2024-01-15T23:40 2024-01-16T00:09 violence-without-injury',
      '2024-01-25T23:36 - 2024-01-26T00:09 robbery',
    ],
  },
  'St Louis: degrees of an assault, and the first of two dates': {
    zone: 'America/Chicago',
    text: `IncidentNum|IncidentDate|FirstOccurrenceDate|LastOccurrenceDate|IncidentTopSRS_UCR|CrimeAgainst|NIBRSCat|Offense|NIBRS|FelMisdCit|IncidentLocation|IntersectionOtherLoc|Latitude|Longitude|District|Nbhd|FirearmUsed|VictimNum
24-1|1/4/2024 22:15|1/3/2024 22:00|1/3/2024 22:10|4|Person|13A Aggravated Assault|ASSAULT 1ST DEGREE|13A|Felony|4300 S GRAND BLVD||38.58|-90.24|1|Dutchtown|Yes|1
24-2|1/14/2024 22:15|1/13/2024 22:00||3|Property|120 Robbery|ROBBERY 1ST DEGREE|120|Felony|1300 OLIVE ST||38.63|-90.2|4|Downtown|No|1`,
    columns: `id IncidentNum
occurred_from FirstOccurrenceDate
occurred_to LastOccurrenceDate
offence Offense
lat Latitude
lng Longitude
place_name IncidentLocation`,
    layout: 'mdy clock wgs84',
    rows: ['2024-01-03T22:00 2024-01-03T22:10 - violence-with-injury', '2024-01-13T22:00 - - robbery'],
  },
}

describe('guessMapping of open data', () => {
  it.each(Object.entries(PORTALS))('reads %s', (_, { zone: id, text, columns, layout, rows }) => {
    const zone = createZone(id)
    const [header = [], ...given] = text.split('\n').map((line) => line.split('|'))
    const { mapping } = guessMapping(header, given)
    expect(Object.entries(mapping.columns).map((pair) => pair.join(' '))).toEqual(columns.split('\n'))
    expect(`${mapping.dates} ${mapping.times ?? 'clock'} ${mapping.coordinates}`).toBe(layout)
    const reader = createMappedFormat(parseMapping(mapping, 'guess')).start(header, { file: 'in.csv', zone })
    const shown = (at: number | null) => (at === null ? '-' : formatInstant(at, zone).slice(0, 16))
    const read = given.map((row, i) => {
      const result = reader.read(row, i + 2)
      if (result.kind !== 'incident') return JSON.stringify(result)
      const { occurredFrom, occurredTo, recordedAt, offence } = result.incident
      return `${shown(occurredFrom)} ${shown(occurredTo)} ${shown(recordedAt)} ${offence}`
    })
    expect(read).toEqual(rows)
  })

  it('says of places on a plane that nobody can name them, and knows them once somebody has', () => {
    const text = `Complaint|CodedMonth|DateOccur|FlagCrime|Count|Crime|Description|LocationName|CADStreet|XCoord|YCoord
14-1|2014-01|01/03/2014 22:15|Y|1|42011|AGGRAVATED ASSAULT-FIREARM/CITIZEN ADULT 1ST DEGREE||S GRAND|892345.6|1003456.7
14-2|2014-01|01/23/2014 12:15|Y|1|32111|ROBBERY-HIGHWAY /FIREARM USED/SUCCESSFUL||S GRAND|894345.6|1013456.7`
    const [header = [], ...rows] = text.split('\n').map((line) => line.split('|'))
    const { mapping } = guessMapping(header, rows)
    expect(mapping.columns).toEqual({
      id: 'Complaint',
      occurred_from: 'DateOccur',
      offence: 'Description',
      easting: 'XCoord',
      northing: 'YCoord',
      place_name: 'CADStreet',
    })
    expect(mapping.coordinates).toBe(UNNAMED_PLANE)
    expect(() => parseMapping(mapping, 'guess')).toThrow(
      'coordinates is "EPSG:0"; it must be "wgs84", "bng", a definition',
    )
    const missouriEast =
      '+proj=tmerc +lat_0=35.83333333333334 +lon_0=-90.5 +k=0.9999333333333333 +x_0=250000 +y_0=0 +ellps=GRS80 +units=us-ft'
    const format = createMappedFormat(parseMapping({ ...mapping, coordinates: missouriEast }, 'mended'))
    expect(format.coordinates).toEqual({ method: missouriEast, accuracyM: null })
    const read = format.start(header, { file: 'in.csv', zone: createZone('America/Chicago') }).read(rows[0]!, 2)
    // Grand Boulevard in St Louis
    expect(read).toMatchObject({ incident: { lat: expect.closeTo(38.589, 2), lng: expect.closeTo(-90.248, 2) } })
  })

  it('takes a column with values before one of the same kind that is empty', () => {
    const header = ['Street Name', '100 Block Address']
    expect(guessMapping(header, [['', '1500 CHESTER ST']]).mapping.columns.place_name).toBe('100 Block Address')
  })

  it('leaves an hour out that is not the incident’s, and numbers of rows that are new with every export', () => {
    const text = `OBJECTID|Occurrence Date|Hour
1|2024-01-05 22:14|8
2|2024-01-05 21:14|9
3|2024-01-05 03:14|7`
    const [header = [], ...rows] = text.split('\n').map((line) => line.split('|'))
    expect(guessMapping(header, rows).mapping.columns).toEqual({ occurred_from: 'Occurrence Date' })
  })
})
