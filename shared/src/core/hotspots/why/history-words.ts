import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import type { RankOptions } from '../rank-options.ts'
import type { RankingPeriod } from '../ranking-period.ts'
import { LEAST_STATED } from '../tell-counts.ts'
import { countRows, type ForceFacts } from './place-rows.ts'
import { stated, windowLength } from './words.ts'

/** A difference that chance alone gives once in 20 times. */
const NOTABLE_Z = 1.96

/**
 * Whether the window is above or below what the place's own past lets expect at the force's present level, and in how many of the
 * earlier periods it was as busy. Told are the window's count, what was expected (which may tell the count of all earlier periods together,
 * 3 or more) and how many periods were busy, never which: no count of a single one follows, and no way in which they divide that has a 1
 * or a 2 in it.
 *
 * @param rows of the place
 * @param observed its incidents in the window
 * @param isMonthsShown the trend tells months of the earlier periods: then how many were busy is left out, since the two might be put together
 */
export function historyWords(
  incidents: IncidentColumns,
  rows: readonly number[],
  observed: number,
  force: ForceFacts,
  period: RankingPeriod,
  history: RankOptions['history'],
  isMonthsShown: boolean,
): string[] {
  const length = windowLength(period)
  const { earlier, inEarlier, inWindow } = force
  if (earlier.length === 0)
    return [
      history === 'ignore'
        ? `What was before these ${length} was left out, so whether this is more than usual cannot be said.`
        : `No history of another ${length} is loaded, so whether this is more than usual cannot be said.`,
    ]
  const counts = earlier.map((one) => countRows(incidents, rows, one))
  const before = counts.reduce((sum, count) => sum + count, 0)
  const past = `the ${count(earlier.length, `earlier period of ${length}`, `earlier periods of ${length}`)}`
  if (before < LEAST_STATED) return [`${stated(before)} here in ${past}: too few to say what is usual.`]

  const ratio = inWindow / inEarlier
  const usual = Math.round(before * ratio)
  const level = `going by ${past} and by how the whole force has changed since`
  const isTold = observed === 0 || observed >= LEAST_STATED
  const now = isTold ? `${observed}` : `fewer than ${LEAST_STATED}`
  const about = usual < LEAST_STATED ? `fewer than ${LEAST_STATED}` : `about ${usual}`
  // From what is told: with a count that is not, only that it is not above.
  const z = isTold ? changeZ(observed, before, ratio) : changeZ(LEAST_STATED - 1, before, ratio)
  const trend =
    z >= NOTABLE_Z && isTold
      ? `More than was to be expected: ${now} against ${about}, ${level}.`
      : z <= -NOTABLE_Z
        ? `Fewer than were to be expected: ${now} against ${about}, ${level}.`
        : `Within what chance would give of what was to be expected: ${now} against ${about}, ${level}.`
  if (isMonthsShown || !isTold || earlier.length < 2) return [trend]
  const least = Math.max(LEAST_STATED, Math.ceil(observed / 2))
  if (couldTellSplit(before, earlier.length, least)) return [trend]
  const busy = counts.filter((one) => one >= least).length
  return [
    trend,
    `It had ${least} or more in ${busy === 0 ? 'none' : busy === earlier.length ? 'all' : busy} of ${past}.`,
  ]
}

/**
 * Whether "in none" would say how the incidents of all earlier periods divide, with a 1 or a 2 among them: with no or one incident less
 * than there is room for below `least`, they divide in one way only. (With any other number of busy periods there are several ways, or one of
 * zeros and counts that may be told.) Hangs on what is told anyhow and not on how many were busy, so that the sentence's absence says nothing.
 */
function couldTellSplit(before: number, periods: number, least: number): boolean {
  const room = periods * (least - 1) - before
  return (room === 0 || room === 1) && least - 1 - room < LEAST_STATED
}

/**
 * Standard errors between a count and a rate of an earlier one, on the square-root scale, where the variance of a Poisson count is 1/4 (EVIDENCE 2.7,
 * with unequal exposures).
 */
function changeZ(observed: number, before: number, ratio: number): number {
  return (2 * (Math.sqrt(observed + 3 / 8) - Math.sqrt(ratio * (before + 3 / 8)))) / Math.sqrt(1 + ratio)
}

const count = (n: number, one: string, many: string): string => (n === 1 ? one : `${n} ${many}`)
