import type { MappedField } from './incident-mapping.ts'

/** How sources call a field, as `fieldWords` writes names, the plainest first. */
export interface FieldSynonyms {
  /** says what it is by itself */
  sure: readonly string[]
  /** may be that: only when the values agree, and marked as a guess */
  likely: readonly string[]
}

const list = (text: string): readonly string[] => text.split(',').map((words) => words.trim())

/**
 * Header names of record systems and open data: Niche, Athena and Connect as forces export them, data.police.uk, and the portals
 * of American and Canadian cities. "Offence" stands for both spellings, and coordinates for those that say that they are WGS84.
 */
export const FIELD_SYNONYMS: Record<MappedField, FieldSynonyms> = {
  id: {
    sure: list(
      'id, crime reference number, crime reference no, crime reference, crime ref no, crime ref, crime number, crime no, crime id, occurrence number, occurrence no, occurrence id, occurrence ref, occurrence reference, investigation reference, investigation number, incident number, incident no, incident id, incident ref, case number, case no, urn, unique reference number, cmplnt num, dr no, incident key, incident num, event unique id, ccn, cc number',
    ),
    likely: list(
      'reference, reference number, uid, unique id, ref, ref no, record id, log number, event id, event number, report number, crn, complaint number, file number, dc key, complaint',
    ),
  },
  occurred_from: {
    sure: list(
      'occurred from, occurred from date, occurred from date time, occurred from datetime, occurred on or after, committed from, committed from date, committed from date time, committed on or after, committed on after, committed date from, offence start date, offence start date time, offence start, offence date from, offence from date, offence date, offence date time, offence datetime, date of offence, first committed, first committed date, date first committed, date committed, committed date, earliest date, earliest offence date, date occurred, date occ, occurred date, occurred on date, occurred on, occurred at, occurrence date, occurrence start date, occurrence start, date of occurrence, date of occurance, first occurrence date, incident date, incident date time, incident datetime, date of incident, crime date, crime from date, cmplnt fr dt, occ date, occur date, month, incident timestamp, crime date time, date1 of occurrence, date occur',
    ),
    likely: list(
      'date, datetime, date time, start date, start date time, start datetime, from date, date from, from, event date, created date time, timestamp, start, dispatch date, dispatch date time',
    ),
  },
  occurred_from_time: {
    sure: list(
      'occurred from time, committed from time, committed time from, offence start time, offence time from, offence from time, offence time, time of offence, first committed time, time first committed, time committed, committed time, earliest time, time occurred, time occ, occurred time, occurrence time, occurrence start time, incident time, time of incident, crime time, cmplnt fr tm, occ time, occur time, time1 of occurrence, occ hour, occurred hour, occurrence hour, incident hour',
    ),
    likely: list('time, start time, time from, from time, event time, hour minute, dispatch time, hour, hour of day'),
  },
  occurred_to: {
    sure: list(
      'occurred to, occurred to date, occurred to date time, occurred to datetime, occurred on or before, committed to, committed to date, committed to date time, committed on or before, committed on before, committed date to, offence end date, offence end date time, offence end, offence date to, offence to date, last committed, last committed date, date last committed, latest date, latest offence date, occurrence end date, occurrence end, crime to date, cmplnt to dt, last occurrence date, date2 of occurrence',
    ),
    likely: list('end date, end date time, end datetime, to date, date to, to, end'),
  },
  occurred_to_time: {
    sure: list(
      'occurred to time, committed to time, committed time to, offence end time, offence time to, offence to time, last committed time, time last committed, latest time, occurrence end time, cmplnt to tm, time2 of occurrence',
    ),
    likely: list('end time, time to, to time'),
  },
  recorded_at: {
    sure: list(
      'recorded at, recorded date, recorded date time, recorded on, date recorded, date time recorded, crime recorded date, reported date, reported date time, date reported, date rptd, reported on, reported at, report date, report datetime, report date time, rpt dt, date of report, report dat',
    ),
    likely: list(
      'created, created date, created on, date created, entered date, date entered, input date, registered date',
    ),
  },
  recorded_at_time: {
    sure: list(
      'recorded time, recorded at time, time recorded, reported time, time reported, report time, report hour, reported hour, recorded hour',
    ),
    likely: list('created time, time created'),
  },
  offence: {
    sure: list(
      'offence, offence description, offence desc, offence title, offence name, offence type, offence class, offence classification, crime type, crime description, crime category, crime classification, classification, ho classification, home office classification, home office description, ho description, primary type, ofns desc, crm cd desc, incident category',
    ),
    likely: list(
      'category, type, crime, offence group, offence category, crime group, crime class, incident type, incident description, charge description, offence subgroup, offence sub group, minor category, description, type description, law cat, offence type id, general code, text general code',
    ),
  },
  offence_code: {
    sure: list(
      'offence code, ho code, ho offence code, hocode, home office code, home office offence code, ho class code, ho classification code, hocr code, home office class code',
    ),
    likely: list('ho class, home office class, crime code, ho, code'),
  },
  flags: {
    sure: list(
      'flags, crime flags, markers, crime markers, qualifiers, offence flags, special interest markers, incident flags, occurrence flags',
    ),
    likely: list('flag, marker, qualifier, keywords, key words, interest markers, aggravating factors, local codes'),
  },
  how_found: {
    sure: list(
      'how found, how discovered, how reported, found by, discovered by, method of report, method reported, reporting method, report method',
    ),
    likely: list('source of report, report source, call source, origin, source, detection method'),
  },
  domestic: {
    sure: list(
      'domestic, domestic abuse, domestic abuse flag, domestic abuse marker, domestic abuse related, domestic flag, domestic marker, domestic violence, domestic violence flag, domestic related, domestic incident, is domestic, da flag, dv flag, da marker, da related, domestic y n, domestic abuse y n',
    ),
    likely: list('da, dv, dash'),
  },
  place_type: {
    sure: list(
      'place type, location type, location type description, type of location, type of place, premises type, premise type, premises type description, premis desc, prem typ desc, location description, location category, place category, venue type, scene type',
    ),
    likely: list(
      'premises, premise, venue category, site type, location class, location classification, setting, premises category, premise type, type location',
    ),
  },
  status: {
    sure: list(
      'status, crime status, record status, recording status, investigation status, occurrence status, crime record status',
    ),
    likely: list('current status, case status, state, disposal, crm atpt cptd cd, record state, validation status'),
  },
  lat: {
    sure: list('lat, latitude, geo lat, location latitude, gps latitude'),
    likely: list('y, y coordinate, y coord, coord y, coordinate y, point y, gis y, map y, geocode y'),
  },
  lng: {
    sure: list('lng, lon, long, longitude, geo lon, geo long, location longitude, gps longitude'),
    likely: list('x, x coordinate, x coord, coord x, coordinate x, point x, gis x, map x, geocode x'),
  },
  easting: {
    sure: list(
      'easting, eastings, grid easting, grid ref easting, grid reference easting, gr easting, os easting, osgb easting, bng easting, location easting, map easting, crime easting, easting m, scene easting',
    ),
    likely: list('east, x, x coordinate, x coord, coord x, coordinate x, point x, gis x, map x, geocode x, grid x, e'),
  },
  northing: {
    sure: list(
      'northing, northings, grid northing, grid ref northing, grid reference northing, gr northing, os northing, osgb northing, bng northing, location northing, map northing, crime northing, northing m, scene northing',
    ),
    likely: list('north, y, y coordinate, y coord, coord y, coordinate y, point y, gis y, map y, geocode y, grid y, n'),
  },
  place_name: {
    sure: list(
      'place name, street name, street, road name, road, location street, location name, location street name, offence street, scene street, thoroughfare, 100 block address, hundred block, block address, location block, incident location, ileads street',
    ),
    likely: list(
      'location, place, block, venue, venue name, locality, location address, location text, scene, site name, on street name, nearest street, address, incident address, cad street',
    ),
  },
}
