import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import type { Zone } from '../../time.ts'
import { latePeriod, type RateEstimate } from '../estimate-rates.ts'
import type { RankOptions } from '../rank-options.ts'
import type { RankingPeriod } from '../ranking-period.ts'
import { countClasses } from './class-counts.ts'

/** Expected incidents a day of one offence class by cell. Over all classes they add up to what is expected of the cell. */
export interface ClassRates {
  /** index into OFFENCES */
  offence: number
  perDay: Float64Array
}

/**
 * How many of a cell's own incidents its mix of offences needs to count as much as the force's: with fewer, one rape or
 * homicide would decide a place's harm.
 */
const MIX_PRIOR_INCIDENTS = 10

/**
 * What is expected of each cell, by offence class.
 *
 * @param estimate what `estimateRates` answered for the same rows, options and period
 */
export function estimateClassRates(
  incidents: IncidentColumns,
  selected: Uint8Array,
  options: Pick<RankOptions, 'resolution' | 'history'>,
  period: RankingPeriod,
  zone: Zone,
  { counts, posterior }: Pick<RateEstimate, 'counts' | 'posterior'>,
): ClassRates[] {
  const useHistory = options.history === 'use'
  const classes = countClasses(
    incidents,
    selected,
    options.resolution,
    counts,
    period.window,
    latePeriod(period, zone),
    useHistory,
  )
  const known = classes.map(({ early, late, history }) => early.map((count, i) => count + late[i]! + history[i]!))
  const totals = known.map((ofClass) => ofClass.reduce((sum, count) => sum + count, 0))
  const force = totals.reduce((sum, count) => sum + count, 0)
  return classes.map(({ offence }, c) => ({
    offence,
    perDay: known[c]!.map((count, i) => {
      const own = known.reduce((sum, ofClass) => sum + ofClass[i]!, 0)
      const share = (count + (MIX_PRIOR_INCIDENTS * totals[c]!) / force) / (own + MIX_PRIOR_INCIDENTS)
      return (share * posterior.shape[i]!) / posterior.rate[i]!
    }),
  }))
}
