import { keepAnswers } from './keep-answers.ts'

/** Kinds of place that police.uk writes where a street name would stand; on their own they say little. */
const KINDS = new Set([
  'airport/airfield',
  'bus/coach station',
  'conference/exhibition centre',
  'ferry terminal',
  'further/higher educational building',
  'hospital',
  'motorway service station',
  'nightclub',
  'park/open space',
  'parking area',
  'pedestrian subway',
  'petrol station',
  'police station',
  'prison',
  'race track',
  'rest area',
  'school',
  'service station',
  'shopping area',
  'sports/recreation area',
  'supermarket',
  'theatre/concert hall',
])

/** A nightclub, a supermarket: any of many. */
export const isKind = (name: string): boolean => KINDS.has(name.toLowerCase())

export const isStation = (name: string): boolean => / station$/i.test(name) && !isKind(name)

/** "On or near High Street" is the source's way of saying that it moved the point; a patrol goes to High Street. */
export function plainPlaceName(sourceName: string): string {
  const name = sourceName
    .trim()
    .replace(/^on or near\s+/i, '')
    // Between stations of one name in different towns or on different lines.
    .replace(/\s*\((?:london|bak|cir|dis)\)/i, '')
    .replace(/\s*\((?:(?:lu |dlr )?station|lu|dlr|underground)\)$/i, ' station')
    .replace(/ (?:lu |dlr )?station station$/i, ' station')
    .replace(/\s+/g, ' ')
  // Its last word may be ours.
  return isShouted(name.replace(/ station$/, '')) ? spoken(name).replace(/ Station$/, ' station') : name
}

/** Gazetteers of record systems are often in capitals throughout; two letters (`NW`, `A1`) say nothing of that. */
const isShouted = (name: string): boolean => /\p{Lu}{3}/u.test(name) && !/\p{Ll}/u.test(name)

const SMALL = new Set([
  'and',
  'at',
  'by',
  'de',
  'in',
  'le',
  'next',
  'near',
  'of',
  'off',
  'on',
  'opposite',
  'the',
  'to',
  'under',
  'upon',
  'with',
])

/** Capitals as a street sign has them: "ST JOHN'S ROAD, SW11" is "St John's Road, SW11", "O'CONNELL WAY" "O'Connell Way". */
function spoken(name: string): string {
  return name.replace(/[\p{L}\p{N}'’]+/gu, (word, at: number) => {
    // Road numbers, postcodes, compass points and what has no vowel to speak ("BBC") stay.
    if (/\p{N}/u.test(word) && !/^\d+(?:ST|ND|RD|TH)$/.test(word)) return word
    if (/^(?:[NS]?[EW]|[NS]|[A-Z]|UK|US|BBC|NHS|LRT|DLR)$/.test(word)) return word
    const lower = word.toLowerCase()
    if (at > 0 && SMALL.has(lower)) return lower
    return lower.replace(/^\p{L}(?:['’]\p{L}(?=\p{L}{2}))?/u, (start) => start.toUpperCase())
  })
}

/** The streets of a large city several times over, some hundred bytes each. */
const MOST_NAMES = 20_000
const knownPlain = keepAnswers<string>(MOST_NAMES)

/** Plain names, each once whatever its case, in the order given. */
export function plainNames(sourceNames: readonly string[]): string[] {
  const seen = new Set<string>()
  return sourceNames
    .map((name) => knownPlain(name, () => plainPlaceName(name)))
    .filter((name) => {
      const key = name.toLowerCase()
      if (key === '' || seen.has(key)) return false
      seen.add(key)
      return true
    })
}
