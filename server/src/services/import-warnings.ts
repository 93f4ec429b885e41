import { describeNotices } from '@planner/shared/core'
import type { MergeCounts } from '../repositories/incident-staging.repository.ts'
import type { Coincidence } from '../repositories/incident-overlap.repository.ts'
import type { ReadCounts } from '../incidents/read-incidents.ts'

const number = new Intl.NumberFormat('en-GB')
const count = (n: number): string => number.format(n)
/** Of the fields that changed, as many are named as help to see what happened. */
const FIELDS_NAMED = 3
/** A month counts as loaded twice when so many of its incidents, and so large a part of the smaller side, are on both. */
const FEWEST_COINCIDING = 3
const COINCIDING_SHARE = 0.25

/** How a warning begins that says that incidents may be loaded under two identities. */
const COUNTED_TWICE = 'Counted twice?'
export const isDoubleCount = (warning: string): boolean => warning.startsWith(COUNTED_TWICE)

/** What only the database, the clock and the places tell of a load. */
export interface LoadFindings {
  coincidences: readonly Coincidence[]
  /** incidents that begin more than a day after the load */
  later: number
  /** what is to be asked of the time zone, if anything */
  offClock: string | null
}

/** What the person who loaded a file should look at, in sentences. */
export function warningsOf(
  { notices }: Pick<ReadCounts, 'notices'>,
  merged: Pick<MergeCounts, 'updated' | 'changedFields'>,
  { coincidences, later, offClock }: LoadFindings,
): string[] {
  // First, since all that is said of times hangs on it.
  const warnings = [...(offClock === null ? [] : [offClock]), ...doubleCounts(coincidences)]
  if (later > 0)
    warnings.push(
      `${later === 1 ? '1 incident begins' : `${count(later)} incidents begin`} more than a day after this load: are day and month in the right order, and the year right?`,
    )
  if (merged.updated > 0) warnings.push(describeUpdates(merged))
  return [...warnings, ...describeNotices(notices)]
}

/** How many incidents that were there were changed, and where most. */
function describeUpdates({ updated, changedFields }: Pick<MergeCounts, 'updated' | 'changedFields'>): string {
  const most = Object.entries(changedFields)
    .filter(([field]) => !field.startsWith('cell_'))
    .sort(([, a], [, b]) => b - a)
    .slice(0, FIELDS_NAMED)
    .map(([field, incidents]) => `${field} (${count(incidents)})`)
  const what = updated === 1 ? ['incident that was', 'was'] : ['incidents that were', 'were']
  return `${count(updated)} ${what[0]!} there came with other content and ${what[1]!} updated, most often in ${most.join(', ')}.`
}

/** One sentence for each other publisher of which a month seems to be loaded as well. */
export function doubleCounts(coincidences: readonly Coincidence[]): string[] {
  const doubled = coincidences.filter(
    ({ coinciding, own, others }) =>
      coinciding >= FEWEST_COINCIDING && coinciding >= COINCIDING_SHARE * Math.min(own, others),
  )
  return [...new Set(doubled.map(({ publisher }) => publisher))].map((publisher) => {
    const months = doubled.filter((one) => one.publisher === publisher)
    const sum = (of: 'coinciding' | 'own'): string => count(months.reduce((total, month) => total + month[of], 0))
    const names = months.map(({ month }) => month)
    const span = names.length === 1 ? names[0]! : `${names[0]!} to ${names.at(-1)!}, ${names.length} months`
    return `${COUNTED_TWICE} ${sum('coinciding')} of ${sum('own')} incidents of this source (${span}) coincide in month, offence and place with incidents of ${publisher}. If both are the same incidents, take one of the two loads back.`
  })
}
