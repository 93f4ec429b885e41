import { headerWords } from './header-words.ts'

/** Alternatives as whole words. */
const words = (text: string): RegExp =>
  new RegExp(
    `\\b(?:${text
      .trim()
      .split(/\s*,\s*/)
      .join('|')})\\b`,
  )

/** Somebody in a record, and what is only ever said of somebody. */
const SOMEBODY = words(
  'victims?, victim s, vics?, vict, suspects?, suspect s, susp, offenders?, perps?, perpetrators?, accused, defendants?, nominals?, witness, witnesses, complainants?, aggrieved, informants?, arrestees?, detainees?, casualty, casualties, deceased, injured part(?:y|ies), missing persons?, persons?, people, individuals?, next of kin, guardians?, spouse, partner name, associates?',
)
const OF_SOMEBODY = words(
  'surnames?, forenames?, fore names?, first names?, last names?, full names?, given names?, family names?, middle names?, maiden name, nick ?names?, initials, alias, aliases, known as, aka, dob, d o b, date of birth, birth ?dates?, birth ?days?, births?, born, year of birth, yob, age, ages, aged, gender, ethnic, ethnicity, ethnic appearance, ic codes?, nationality, nationalities, descent, occupation, employer, marital, sexual orientation, hair, eye colou?r, tattoos?, scars',
)
/** Ways to reach or to look up somebody. */
const REACHES = words(
  'phones?, telephones?, tel, mobiles?, fax, msisdn, imei, e ?mails?, contact (?:no|number|name|details), ip address, home address, (?:home|residential|residence|postal|private|correspondence|billing) (?:address|postcode|post code|zip), social media, twitter, facebook, instagram, snapchat, nino?, ni (?:no|number), national insurance(?: no| number)?, ssn, social security, passport, driving licen[cs]e, driver ?s? licen[cs]e, nhs (?:no|number), pnc ?id, pnc (?:no|number), cro (?:no|number), custody (?:no|number|ref|reference|record), vrm, vrn, number plate, licen[cs]e plate, (?:vehicle )?reg(?:istration)? (?:no|number|mark|plate)',
)
/** Those who work with the record. */
const OFFICERS = words(
  'officers?, officer s, oic, oics, officer in (?:the )?case, collar, collar (?:no|number), collarno, shoulder (?:no|number), warrant (?:no|number), pc (?:no|number), constables?, sergeant, inspector, investigators?, supervisors?, (?:recorded|created|entered|updated|modified|amended|inputt?ed|allocated|assigned|reviewed|authori[sz]ed|submitted|closed|logged) by, created user, user ?names?, user ?ids?, login, staff (?:id|no|number|name), employee, author',
)
/** Whoever they are, only with something of theirs. */
const SOMEBODY_PERHAPS = words(
  'owners?, keepers?, subjects?, callers?, drivers?, residents?, tenants?, customers?, patients?, parents?, mothers?, fathers?, child, children, pupils?, students?, ip, dp, reporters?, reportees?, attendees?, householders?, carers?, patient',
)
const THEIRS = words('names?, address, postcode, id, ids, no, number, ref, details, sex, race')
/** What tells an account, in which people are named. */
const ACCOUNTS = words('narratives?, free ?text, circumstances, synopsis, remarks?, comments?, notes?, log text')
/** A column that is called nothing but this. */
const ALONE = /^(?:the )?(?:names?|sex|race|religion|faith|disability|contact|user|officer)$/

/** Names run together without a mark between the words: `victimname`, `suspectdob`. */
const RUN_TOGETHER =
  /victim|suspect(?!ed|ing)|offender|nominal|complainant|aggrieved|perpetrator|defendant|arrestee|informant|surname|forename|firstname|lastname|fullname|middlename|dateofbirth|birthdate|emailaddr|telephone|phonen|mobilen|ethnic|nationality|homeaddress|officername|personname|personid|personaddress/

/** How many there were is a number and nobody. */
const HOW_MANY = /^(?:number|no|num|count|total)(?: number)? of\b|\b(?:count|total)$/
/** Kinds of offence, and the name by which data.police.uk has the force that reported. */
const NO_PERSON =
  /\bagainst (?:the )?persons?\b|\b(?:theft|stealing|larceny) from (?:the )?persons?\b|^reported by$|\b(?:age|sex|race|ethnic|disability|religion|faith) (?:hate|crimes?|offences?|offenses?|related|motivated|work|aggravated)\b|\bpolice officers? found\b|^data author$/g

function isPersonal(name: string): boolean {
  const text = headerWords(name).replaceAll(NO_PERSON, ' ').trim()
  if (text === '' || HOW_MANY.test(text)) return false
  if ([SOMEBODY, OF_SOMEBODY, REACHES, OFFICERS, ACCOUNTS, ALONE].some((pattern) => pattern.test(text))) return true
  if (SOMEBODY_PERHAPS.test(text) && THEIRS.test(text)) return true
  return RUN_TOGETHER.test(text.replaceAll(' ', ''))
}

/**
 * Header names that speak of a person, of those who keep the record, or of an account in which people are named. An alarm,
 * not the protection: that is that only mapped columns are ever read, however they are called.
 *
 * @returns the names as written, in the order of the header
 */
export function findPersonColumns(header: readonly string[]): string[] {
  return header.filter(isPersonal)
}
