import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import type { Zone } from '../../time.ts'
import { latePeriod, type RateEstimate } from '../estimate-rates.ts'
import type { RankOptions } from '../rank-options.ts'
import type { RankingPeriod } from '../ranking-period.ts'
import { countClasses } from './class-counts.ts'
import { classShare, learnPull, sumRings, type MixEvidence } from './class-mix.ts'

/** Expected incidents a day of one offence class by cell. Over all classes they add up to what is expected of the cell. */
export interface ClassRates {
  /** index into OFFENCES */
  offence: number
  perDay: Float64Array
}

/**
 * What is expected of each cell, by offence class: the cell's expected incidents times the share of each class in them, estimated for each
 * class on its own from all that is loaded (how incidents divide changes slowly), its ring and the force (`class-mix.ts`). Looks at
 * nothing on or after the end of the window.
 *
 * A rate of each class from its own rows alone, without the others', catches less harm than this where cells are small: at
 * resolution 10 in Chicago less than the plain count does.
 *
 * @param estimate what `estimateRates` answered for the same rows, options and period
 */
export function estimateClassRates(
  incidents: IncidentColumns,
  selected: Uint8Array,
  options: Pick<RankOptions, 'resolution' | 'history'>,
  period: RankingPeriod,
  zone: Zone,
  { counts, around, posterior }: Pick<RateEstimate, 'counts' | 'around' | 'posterior'>,
): ClassRates[] {
  const late = latePeriod(period, zone)
  const useHistory = options.history === 'use'
  const classes = countClasses(incidents, selected, options.resolution, counts, period.window, late, useHistory)
  const before = add(counts.early, counts.history)
  const all = add(before, counts.late)
  const beforeRings = sumRings(before, around)
  const allRings = sumRings(all, around)
  const shares = classes.map((own): Float64Array => {
    const ownBefore = add(own.early, own.history)
    const ownAll = add(ownBefore, own.late)
    const evidenceOf = (ownCounts: Float64Array, allCounts: Float64Array, ringAll: Float64Array): MixEvidence => ({
      own: ownCounts,
      all: allCounts,
      ringOwn: sumRings(ownCounts, around),
      ringAll,
      forceShare: total(ownCounts) / Math.max(1, total(allCounts)),
    })
    const pull = learnPull(evidenceOf(ownBefore, before, beforeRings), { own: own.late, all: counts.late })
    const evidence = evidenceOf(ownAll, all, allRings)
    return ownAll.map((_, i) => classShare(evidence, pull, i))
  })
  const sums = new Float64Array(all.length)
  for (const share of shares) for (let i = 0; i < sums.length; i++) sums[i]! += share[i]!
  return classes.map(({ offence }, c) => ({
    offence,
    // Each class has a pull of its own, so the shares need not add up to 1 until they are made to.
    perDay: shares[c]!.map((share, i) => ((share / sums[i]!) * posterior.shape[i]!) / posterior.rate[i]!),
  }))
}

const add = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value + b[i]!)

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)
