import { dayInWords } from '../day-in-words.ts'
import type { Outcome } from './outcome-figures.ts'
import { LEAST_STATED } from '../tell-counts.ts'
import { ENOUGH_ORIGINS, isComparable, type OutcomePromise } from './outcome-promise.ts'

const CAVEAT =
  'None of this says what patrolling did. Places are listed for high counts, which fall by themselves; and patrols may have changed both what happened here and what was recorded. Only a comparison with places or days left to chance can tell.'

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`
const stated = (count: number | null): string => (count === null ? `fewer than ${LEAST_STATED}` : `${count}`)
/** Two figures that differ are told apart: lists that cannot be compared differ by more than a tenth. */
const km2 = (area: number): string => `${Number(area.toPrecision(3))} km²`
const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** What a list covers. */
interface ListedGround {
  cells: number
  areaKm2: number
}

/** An outcome in plain sentences: what came, whether that was to be expected, whether the backtest's promise held, and what it does not say. */
export function outcomeSentences(
  outcome: Omit<Outcome, 'sentences'>,
  list: ListedGround & { fromDay: number; places: number },
  promise: OutcomePromise | undefined,
): string[] {
  const { state, daysKnown, days } = outcome
  if (state === 'none')
    return [
      `Not yet: no whole day from ${dayInWords(list.fromDay)} on is loaded, so nothing can be said of how good the list was.`,
    ]
  return [
    ...(state === 'partial'
      ? [`So far ${daysKnown} of ${days} days are loaded in full; all figures are of these days.`]
      : []),
    counted(outcome, list),
    ...expectation(outcome),
    ...promised(outcome, list, promise),
    CAVEAT,
  ]
}

function counted(
  { hits, incidents, hitRate, daysKnown }: Omit<Outcome, 'sentences'>,
  list: { fromDay: number; places: number },
): string {
  const share = hitRate === null ? '' : ` (${percent(hitRate)})`
  const days =
    daysKnown === 1 ? `On ${dayInWords(list.fromDay)}` : `In the ${daysKnown} days from ${dayInWords(list.fromDay)}`
  return `${days} ${stated(hits)} of ${stated(incidents)} incidents in scope${share} were in the ${plural(list.places, 'listed place')}.`
}

function expectation({ expected, expectedLow, expectedHigh, againstExpected }: Omit<Outcome, 'sentences'>): string[] {
  if (againstExpected === null) return []
  const range = `About ${expected.toFixed(0)} were expected there, most likely ${expectedLow} to ${expectedHigh} (a chance of about 8 in 10).`
  const verdict = {
    below: 'Fewer came than that: the list promised too much, the whole area was quieter, or something changed.',
    within: 'What came is no surprise.',
    above: 'More came than that: the list promised too little, the whole area was busier, or something changed.',
  }[againstExpected]
  return [range, verdict]
}

function promised(
  { state, hitRate, againstPromise }: Omit<Outcome, 'sentences'>,
  { cells, areaKm2 }: ListedGround,
  promise: OutcomePromise | undefined,
): string[] {
  if (promise === undefined) return ['No backtest of such a list is kept, so there is no promise to hold it against.']
  if (promise.origins < ENOUGH_ORIGINS)
    return [
      `The backtest stood at ${plural(promise.origins, 'date')}: too few to promise anything. Use at least ${ENOUGH_ORIGINS}.`,
    ]
  const range = `${percent(promise.hitRateLow)} to ${percent(promise.hitRateHigh)} (${percent(promise.hitRate)} on average)`
  const said = `On ${promise.origins} past dates such lists caught ${range} of the incidents in scope.`
  if (cells === 0) return [`${said} This list has no places to compare.`]
  if (!isComparable(cells, promise)) {
    // A promise keeps the number of its cells alone; those of this list tell how large they are here.
    const promisedKm2 = (areaKm2 / cells) * promise.cells
    return [
      `${said} That was over ${km2(promisedKm2)} of ground, and this list covers ${km2(areaKm2)}, so the shares cannot be compared.`,
    ]
  }
  if (state === 'partial') return [`${said} Whether that held can be said when the last day is loaded.`]
  if (hitRate === null || againstPromise === null) return [said]
  const verdict = {
    below: 'This list caught a smaller share than on any of them.',
    within: 'This list kept that promise.',
    above: 'This list caught a larger share than on any of them.',
  }[againstPromise]
  return [said, verdict]
}
