import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { addCounts, sumOf } from '../../pick.ts'
import type { Zone } from '../../time.ts'
import { latePeriod, type RateEstimate } from '../estimate-rates.ts'
import type { RatePosterior } from '../gamma-poisson.ts'
import type { RankOptions } from '../rank-options.ts'
import type { RankingPeriod } from '../ranking-period.ts'
import { countClasses } from './class-counts.ts'
import { classShares, createMixRoom, createRingSums, learnPull, sumRings, type MixEvidence } from './class-mix.ts'

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
  const before = addCounts(counts.early, counts.history)
  const all = addCounts(before, counts.late)
  const [forceBefore, forceAll] = [Math.max(1, sumOf(before)), Math.max(1, sumOf(all))]
  const rings = createRingSums(around)
  sumRings(before, all, around, rings)
  const room = createMixRoom(before, counts.late)
  const ownRings = createRingSums(around)
  const sums = new Float64Array(all.length)
  const shares = classes.map((own): Float64Array => {
    const ownAll = addCounts(own.before, own.late)
    sumRings(own.before, ownAll, around, ownRings)
    const known: MixEvidence = {
      own: own.before,
      all: before,
      ringOwn: ownRings.before,
      ringAll: rings.before,
      forceShare: sumOf(own.before) / forceBefore,
    }
    const pull = learnPull(known, { own: own.late, all: counts.late }, room)
    const forceShare = sumOf(ownAll) / forceAll
    const share = classShares({ own: ownAll, all, ringOwn: ownRings.all, ringAll: rings.all, forceShare }, pull)
    addTo(sums, share)
    return share
  })
  // Each class has a pull of its own, so the shares need not add up to 1 until they are made to.
  return classes.map(({ offence }, c) => ({ offence, perDay: divideRates(shares[c]!, sums, posterior) }))
}

function addTo(sums: Float64Array, values: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += values[i]!
}

function divideRates(share: Float64Array, sums: Float64Array, { shape, rate }: RatePosterior): Float64Array {
  const perDay = new Float64Array(share.length)
  for (let i = 0; i < perDay.length; i++) perDay[i] = ((share[i]! / sums[i]!) * shape[i]!) / rate[i]!
  return perDay
}
