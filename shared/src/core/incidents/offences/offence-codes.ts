import type { IncidentFlag, Offence } from '../incident.ts'

/** What a code of the Home Office says about an offence. */
export interface OffenceCode {
  /** classification as in the counting rules (`8N`, `4/1`), or class and sub-class of the detailed list (`8/06`) */
  code: string
  offence: Offence
  name: string
  /** what the code itself states */
  flags: readonly IncidentFlag[]
}

const rows = (offence: Offence, flags: readonly IncidentFlag[], names: Record<string, string>): OffenceCode[] =>
  Object.entries(names).map(([code, name]) => ({ code, offence, name, flags }))

/**
 * Codes of recorded crime in England and Wales: violence against the person, sexual offences, robbery, weapons and the
 * neighbouring public-order offences, with those no longer in use, which older records have.
 *
 * Source: Home Office Counting Rules for Recorded Crime (April 2010, 2018, 2021 and 2022) and Crime Recording Rules (March 2024), GOV.UK;
 * detailed codes: Home Office offence group classification, June 2023. Read on 22 November 2026. Of the detailed codes `8/31` is also how the
 * probation service of England and Wales writes it (00831). `8/29`, `8/57`, `8/59`, `8/73`, `8T` and `104B` were found in secondary lists only and
 * could not be held against a text of the Home Office; their classes are those of the offences that these lists name: the Protection from
 * Harassment Act 1997, sections 29 of the Crime and Disorder Act 1998 and 1 of the Assaults on Emergency Workers (Offences) Act 2018.
 *
 * Classes are those of the rules but for one: deaths and injuries by driving, which they count as violence against the person, are `other`
 * here, since no patrol of a violent place prevents them. A stabbing is not told from a blow by any code: no code of violence says `knife`.
 */
export const OFFENCE_CODES: readonly OffenceCode[] = [
  ...rows('homicide', [], {
    '1': 'Murder',
    '4/1': 'Manslaughter',
    '4/2': 'Infanticide',
    '4/10': 'Corporate manslaughter',
  }),
  ...rows('violence-with-injury', [], {
    '2': 'Attempted murder',
    '4/3': 'Intentional destruction of a viable unborn child',
    '4/7': 'Causing or allowing death of a child or vulnerable person',
    '5': 'Wounding or other act endangering life',
    '5A': 'Wounding or carrying out an act endangering life',
    '5B': 'Use of substance or object to endanger life',
    '5D': 'Assault with intent to cause serious harm',
    '5E': 'Endangering life',
    '6': 'Endangering railway passengers',
    '7': 'Endangering life at sea',
    '8A': 'Less serious wounding',
    '8F': 'Inflicting grievous bodily harm without intent',
    '8G': 'Actual bodily harm and other injury',
    '8K': 'Poisoning or female genital mutilation',
    '8N': 'Assault with injury',
    '8S': 'Assault with injury on a constable',
    '8T': 'Assault with injury on an emergency worker other than a constable',
    '8/01': 'Wounding or inflicting grievous bodily harm',
    '8/02': 'Administering poison with intent to injure or annoy',
    '8/06': 'Assault occasioning actual bodily harm',
    '8/21': 'Dog out of control causing injury',
    '8/77': 'Intentional strangulation or suffocation',
  }),
  ...rows('violence-with-injury', ['hate'], {
    '8D': 'Racially aggravated less serious wounding',
    '8H': 'Racially or religiously aggravated inflicting grievous bodily harm without intent',
    '8J': 'Racially or religiously aggravated actual bodily harm and other injury',
    '8P': 'Racially or religiously aggravated assault with injury',
    '8/57': 'Racially or religiously aggravated assault occasioning actual bodily harm',
    '8/59': 'Racially or religiously aggravated wounding or grievous bodily harm',
  }),
  ...rows('violence-without-injury', [], {
    '3': 'Threat or conspiracy to murder',
    '3A': 'Conspiracy to murder',
    '3B': 'Threats to kill',
    '5C': 'Possession of items to endanger life',
    '8C': 'Harassment',
    '8L': 'Harassment',
    '8Q': 'Stalking',
    '8R': 'Malicious communications',
    '8/20': 'Assault with intent to resist apprehension',
    '8/65': 'Stalking involving fear of violence',
    '8/66': 'Stalking involving serious alarm or distress',
    '8/67': 'Controlling or coercive behaviour',
    '8/71': 'Disclosing private sexual photographs',
    '8/72': 'Sending letters with intent to cause distress',
    // The Act of 2018 is about common assault: injury is no part of it.
    '8/73': 'Assault or assault by beating of an emergency worker',
    '11': 'Cruelty to and neglect of children',
    '11A': 'Cruelty to children or young persons',
    '12': 'Abandoning a child under two years',
    '13': 'Child abduction',
    '14': 'Procuring illegal abortion',
    '36': 'Kidnapping',
    '104': 'Assault without injury on a constable',
    '104A': 'Assault without injury on a constable',
    '104B': 'Assault without injury on an emergency worker other than a constable',
    '105': 'Assault without injury',
    '105A': 'Assault without injury',
    '106': 'Modern slavery',
    '195/12': 'Stalking',
    '195/94': 'Harassment',
  }),
  ...rows('violence-without-injury', ['hate'], {
    '8E': 'Racially aggravated harassment',
    '8M': 'Racially or religiously aggravated harassment',
    '8/55': 'Racially or religiously aggravated harassment',
    '8/56': 'Racially or religiously aggravated stalking',
    '105B': 'Racially or religiously aggravated assault without injury',
  }),
  ...rows('sexual-offence', [], {
    '16': 'Buggery (until 2004)',
    '17': 'Sexual assault on a male',
    '17A': 'Sexual assault on a male aged 13 and over',
    '17B': 'Sexual assault on a male child under 13',
    '18': 'Gross indecency between males (until 2004)',
    '19': 'Rape',
    '19A': 'Rape of a female (until 2004)',
    '19B': 'Rape of a male (until 2004)',
    '19C': 'Rape of a female aged 16 and over',
    '19D': 'Rape of a female child under 16',
    '19E': 'Rape of a female child under 13',
    '19F': 'Rape of a male aged 16 and over',
    '19G': 'Rape of a male child under 16',
    '19H': 'Rape of a male child under 13',
    '20': 'Sexual assault on a female',
    '20A': 'Sexual assault on a female aged 13 and over',
    '20B': 'Sexual assault on a female child under 13',
    '21': 'Sexual activity involving a child under 13',
    '22': 'Unlawful sexual intercourse with a girl under 16 (until 2004)',
    '22A': 'Causing sexual activity without consent',
    '22B': 'Sexual activity involving a child under 16',
    '23': 'Incest or familial sexual offences',
    '70': 'Sexual activity with a person with a mental disorder',
    '71': 'Abuse of children through sexual exploitation',
    '72': 'Trafficking for sexual exploitation',
    '73': 'Abuse of a position of trust of a sexual nature',
    '74': 'Gross indecency with a child (until 2004)',
    '88': 'Other sexual offences',
    '88A': 'Sexual grooming',
    '88C': 'Other miscellaneous sexual offences',
    '88D': 'Unnatural sexual offences',
    '88E': 'Exposure and voyeurism',
  }),
  ...rows('robbery', [], { '34': 'Robbery' }),
  ...rows('robbery', ['business'], { '34A': 'Robbery of business property' }),
  ...rows('robbery', ['personal'], { '34B': 'Robbery of personal property' }),
  ...rows('weapons', [], {
    '8B': 'Possession of weapons (until 2008)',
    '10': 'Possession of weapons',
    '10C': 'Possession of other weapons',
  }),
  ...rows('weapons', ['firearm'], {
    '10A': 'Possession of firearms with intent',
    '10B': 'Possession of firearms offences',
    '81': 'Other firearms offences',
  }),
  ...rows('weapons', ['knife'], { '10D': 'Possession of article with blade or point', '90': 'Other knives offences' }),
  ...rows('other', [], {
    '4': 'Death or serious injury by driving',
    '8/29': 'Breach of an injunction against harassment',
    '8/31': 'Breach of a restraining order',
    '8/32': 'Breach of an anti-social behaviour order',
    '9': 'Public fear, alarm or distress',
    '9A': 'Public fear, alarm or distress',
    '37/1': 'Causing death by aggravated vehicle taking',
    '62A': 'Violent disorder',
    '64': 'Riot',
    '65': 'Violent disorder',
    '66': 'Other offences against the State or public order',
    '125': 'Public order, summary offences',
  }),
  ...rows('other', ['hate'], { '9B': 'Racially or religiously aggravated public fear, alarm or distress' }),
]

/**
 * Classes of the counting rules and of summary offences that are none of the above, by number: theft, burglary, vehicles, fraud,
 * damage, drugs, offences against society, and everything that is not notifiable (100 and up).
 */
const OTHER_CLASSES: readonly (readonly [from: number, to: number])[] = [
  [15, 15],
  [24, 33],
  [35, 35],
  [37, 63],
  [67, 69],
  [75, 80],
  [82, 87],
  [89, 89],
  [91, 199],
  [800, 899],
]

const LETTERED = /^0*(\d{1,3})([A-Z])$/
const DETAILED = /^0*(\d{1,3})[/.](\d{1,3})$/
const FIVE_DIGITS = /^(\d{3})(\d{2})$/
const CLASS_ONLY = /^0{0,2}(\d{1,3})$/

const twoDigits = (sub: string): string => String(Number(sub)).padStart(2, '0')

const BY_CODE = new Map(OFFENCE_CODES.map((entry) => [keyOf(entry.code) ?? entry.code, entry]))

/** One spelling for `8/6`, `8/06`, `008/06` and `00806`; and for `4/1` and `4.1`. */
function keyOf(code: string): string | undefined {
  const text = code.replaceAll(/\s/g, '').toUpperCase()
  const lettered = LETTERED.exec(text)
  if (lettered !== null) return lettered[1]! + lettered[2]!
  const detailed = DETAILED.exec(text) ?? FIVE_DIGITS.exec(text)
  if (detailed !== null) return `${Number(detailed[1])}/${twoDigits(detailed[2]!)}`
  const only = CLASS_ONLY.exec(text)
  return only === null ? undefined : String(Number(only[1]))
}

/**
 * What a code of the Home Office stands for, however it is spelt (`8N`, `008/06`, `00806`, `4.10`); undefined when it is unknown.
 * A sub-class
 * without an entry of its own is what its class is; class 8 has none, since it is violence of both kinds and harassment.
 */
export function findOffenceCode(code: string): OffenceCode | undefined {
  const key = keyOf(code)
  if (key === undefined) return undefined
  const found = BY_CODE.get(key)
  if (found !== undefined) return found
  const number = key.split('/')[0]!
  if (/[A-Z]$/.test(number)) return findOther(key, Number.parseInt(number, 10))
  return BY_CODE.get(number) ?? findOther(key, Number(number))
}

function findOther(code: string, number: number): OffenceCode | undefined {
  return OTHER_CLASSES.some(([from, to]) => number >= from && number <= to)
    ? { code, offence: 'other', name: 'Another offence', flags: [] }
    : undefined
}
