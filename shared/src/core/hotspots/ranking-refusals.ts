import { DomainError } from '../errors.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { dayOf, formatDay, type Zone } from '../time.ts'
import type { HarmTable } from './harm/harm-table.ts'
import type { RankOptions } from './rank-options.ts'
import type { RankingPeriod } from './ranking-period.ts'

export function emptyWindow(
  incidents: IncidentColumns,
  selected: Uint8Array,
  period: RankingPeriod,
  zone: Zone,
): DomainError {
  let first = Infinity
  let last = -Infinity
  for (let i = 0; i < incidents.length; i++) {
    if (selected[i] === 0) continue
    first = Math.min(first, incidents.occurredFrom[i]!)
    last = Math.max(last, incidents.occurredFrom[i]!)
  }
  const { fromDay, toDay } = period.window
  const has =
    first > last
      ? 'No incident is in scope at all: look at the offences, domestic and place-type options, and the theme.'
      : `Incidents in scope run from ${formatDay(dayOf(zone.toLocalMin(first)))} to ${formatDay(dayOf(zone.toLocalMin(last)))}: choose another as-of date.`
  return new DomainError(
    'INVALID_INPUT',
    `No incident in scope from ${formatDay(fromDay)} up to and not including ${formatDay(toDay)}. ${has}`,
  )
}

/**
 * Nothing to choose from, or nothing that may be chosen: what has a value and is not excluded can only be barred by quotas.
 *
 * @param values what cells were put in order by
 */
export function noPlace(
  values: Float64Array,
  isExcluded: Uint8Array,
  harmTable: HarmTable,
  options: RankOptions,
): DomainError {
  if (!values.some((value) => value > 0)) return nothingCounts(harmTable, options)
  const isAllExcluded = !values.some((value, cell) => value > 0 && isExcluded[cell] === 0)
  return new DomainError(
    'INFEASIBLE',
    isAllExcluded
      ? 'Every place with an incident in scope is within the radius of an excluded place. Take some away, or make radii smaller.'
      : 'The quotas allow no hotspot anywhere. Raise most for an area that has incidents.',
  )
}

/** All that places are ranked by is 0 for the classes that there are: weights, days of harm, or both where both count. */
function nothingCounts({ name }: HarmTable, { offences, theme, rankBy, harmShare }: RankOptions): DomainError {
  const among = `for every offence class with incidents here (of ${offences.join(', ')})`
  const isByCount = rankBy === 'count' || (rankBy === 'combined' && harmShare < 1)
  const isByHarm = rankBy === 'harm' || (rankBy === 'combined' && harmShare > 0)
  const noWeight = `Theme "${theme?.id}" has weight 0 ${among}, so the count puts no place before another.`
  const noHarm = `Harm table "${name}" has 0 days ${among}, so harm puts no place before another.`
  return new DomainError(
    'INVALID_INPUT',
    isByCount && isByHarm
      ? `${noWeight} ${noHarm} Give weights or days.`
      : isByCount
        ? `${noWeight} Give weights, or rank by harm.`
        : `${noHarm} Give days, or rank by count.`,
  )
}
