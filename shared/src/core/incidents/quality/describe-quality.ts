import type { CoordinateMistake } from './coordinate-mistake.ts'
import { PILE_SURROUNDINGS_M } from './piles.ts'
import type { QualityReport } from './report-quality.ts'

/** The report in sentences for the screen, what matters most first; none: nothing is suspicious. */
export function describeQuality(report: QualityReport): string[] {
  return [
    ...outsideWords(report),
    ...coordinateWords(report),
    ...pileWords(report),
    ...timeWords(report),
    ...suggestionWords(report),
  ].map((sentence) => sentence[0]!.toUpperCase() + sentence.slice(1))
}

function outsideWords({ outside, incidents }: QualityReport): string[] {
  if (outside === null) return ['The force has no boundaries yet, so nobody can tell which incidents are outside it.']
  if (outside.incidents === 0) return []
  const far = outside.farthestM === null ? '' : `, the farthest ${distanceWords(outside.farthestM)} away`
  return [
    `${count(outside.incidents, 'incident is', 'incidents are')} outside every area (${percent(outside.incidents / incidents)})${far}: they are ranked, and belong to no command unit.`,
    ...outside.mistakes.map(
      ({ mistake, incidents: own }) =>
        `${own === outside.incidents ? 'all of these' : `${thousands(own)} of these`} would be inside ${MISTAKES[mistake]}: mend the source and load it again under the same ids.`,
    ),
  ]
}

const MISTAKES: Record<CoordinateMistake, string> = {
  'swapped-degrees': 'with latitude and longitude the other way round',
  'swapped-grid': 'with easting and northing the other way round',
  'lost-sign': 'with the other sign, as where a minus was lost',
}

const distanceWords = (metres: number): string =>
  metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(metres < 10_000 ? 1 : 0)} km`

function coordinateWords({ coordinates: { grain, points, shared } }: QualityReport): string[] {
  if (grain === 'snapped')
    return [
      `Incidents lie on ${points} map points that keep their distance (${percent(shared)} share theirs with another): each point stands for the places around it, so places look more concentrated than they are and no single point is called a pile.`,
    ]
  if (grain === 'rounded')
    return [
      'Coordinates are rounded to three decimals or fewer, about 100 m: a place of this size cannot be told from the next, and no single point is called a pile.',
    ]
  return []
}

function pileWords({ piles, incidents }: QualityReport): string[] {
  if (piles.length === 0) return []
  const inPiles = piles.reduce((sum, pile) => sum + pile.incidents, 0)
  const [building, them] = piles.length === 1 ? ['one building', 'it'] : ['one building each', 'them']
  return [
    `${count(piles.length, 'coordinate has', 'coordinates have')} more incidents than everything within ${PILE_SURROUNDINGS_M} m around (${percent(inPiles / incidents)} of all): ${building}, or where the geocoder puts what it cannot find. Look at ${them} before a patrol is sent there.`,
  ]
}

const READING_WORDS = { midnight: 'midnight', lastMinute: '23:59' } as const

function timeWords({ times, incidents }: QualityReport): string[] {
  const { day, month, longSpan, defaults } = times
  return [
    ...(month > 0 ? [`${percent(month / incidents)} of the incidents are known by their month only: no hours.`] : []),
    ...(day > 0 ? [`${percent(day / incidents)} of the incidents are known by their day only: no hours.`] : []),
    ...defaults.map(
      ({ reading, onFirstOfMonth, incidents: own, expected }) =>
        `${own} incidents are timed at ${READING_WORDS[reading]} on ${onFirstOfMonth ? 'the first of a month' : 'other days than firsts of a month'}, where the hours around have ${Math.round(expected)}: a time that systems write when nobody gave one, so it is not believed.`,
    ),
    ...(longSpan > 0
      ? [`${percent(longSpan / incidents)} of the incidents happened some time within more than a day: no hours.`]
      : []),
  ]
}

function suggestionWords({ suggestions }: QualityReport): string[] {
  if (suggestions.length === 0) return []
  return [
    `${count(suggestions.length, 'point with many incidents is', 'points with many incidents are')} named after a hospital, prison, police station, school or railway station: decide whether to exclude them.`,
  ]
}

const count = (n: number, one: string, many: string): string => `${thousands(n)} ${n === 1 ? one : many}`

/** 1,234,567 whatever the machine's language. */
const thousands = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',')

/** Not 0 % where there are some. */
function percent(share: number): string {
  const rounded = Math.round(1000 * share) / 10
  return share > 0 && rounded === 0 ? 'under 0.1 %' : `${rounded} %`
}
