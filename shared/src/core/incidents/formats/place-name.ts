import { DomainError } from '../../errors.ts'

/** Streets, junctions and parks are named in a few words; an account of what happened is not. */
const MAX_LENGTH = 120
const MAX_WORDS = 18
/** Words of an account, whoever writes it; none is part of the name of a place. */
const ACCOUNT =
  /\b(victims?|suspects?|offenders?|aggrieved|complainant|informant|assaulted|punched|kicked|stabbed|slapped|threatened|robbed|arrested|states? that|reports? that|reported that|he|she|they|who)\b/i

/** `Flat 3a,`, `Apt. 12`, `Unit 5b`, `Room 4`, `Floor 2`. */
const INNER_NUMBER =
  /\b(?:flats?|apartments?|apt|units?|suite|rooms?|rm|floor)\b\.? *(?:no\.? *)?#?\d+[a-z]?(?:[-/]\d+[a-z]?)?[, ]*/gi
/** `12 High Street`, `12a-14`, `No. 7`; not `42nd Street`, nor the blocks of a street by which open data hides its numbers. */
const HOUSE_NUMBER = /(^|[,;] *)(?:no\.? *|#)?\d+ ?[a-z]?(?: ?[-/&] ?\d+ ?[a-z]?)*(?=[, ]+(?!block\b)\p{L})[, ]+/giu
/** `High Street, 12`; `Junction 12` and `A23` stay. */
const NUMBER_BEHIND = /,\s*(?:no\.?\s*)?\d+[a-z]?$/i
/** A full postcode is about 15 addresses. */
const POSTCODE = /,? *\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b/gi

/**
 * The name of a place without what tells one home from another: numbers of houses and flats, full postcodes. Null when nothing is left.
 *
 * @param refuse stops the row when the text is an account of what happened
 */
export function cleanPlaceName(text: string, refuse: () => never): string | null {
  if (text === '') return null
  if (text.length > MAX_LENGTH || text.split(' ').length > MAX_WORDS || ACCOUNT.test(text)) refuse()
  // Names of streets hold neither digits nor what a postcode is made of.
  if (!/\d/.test(text)) return text
  const name = text
    .replaceAll(POSTCODE, '')
    .replaceAll(INNER_NUMBER, '')
    .replaceAll(HOUSE_NUMBER, '$1')
    .replace(NUMBER_BEHIND, '')
    .replace(/^[ ,;]+/, '')
    .replace(/[ ,;]+$/, '')
  return name === '' || /^\d+$/.test(name) ? null : name
}

const ALARM_ROWS = 20
const ALARM_SHARE = 0.1

/** Tells one narrative among names of places, which is a reject, from a column of narratives, of which nothing may be read. */
export interface NarrativeAlarm {
  row(): void
  /** @throws {DomainError} INVALID_INPUT naming file and column when too many rows were narratives */
  narrative(): void
}

export function createNarrativeAlarm(column: string, file: string): NarrativeAlarm {
  let rows = 0
  let narratives = 0
  return {
    row() {
      rows += 1
    },
    narrative() {
      narratives += 1
      if (narratives >= ALARM_ROWS && narratives > ALARM_SHARE * rows)
        throw new DomainError(
          'INVALID_INPUT',
          `${file}: the column "${column}" holds narratives (${narratives} of the first ${rows} rows), which may speak of ` +
            'people. Map a column with the name of the street or place, or leave place_name out. Nothing was taken.',
        )
    },
  }
}
