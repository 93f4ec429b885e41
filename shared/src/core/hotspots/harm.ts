import { OFFENCES, type Offence } from '../incidents/incident.ts'

/**
 * Days of the Cambridge Crime Harm Index, 2026 edition: median over the index's entries of each offence subgroup.
 * Source: Sherman, Neyroud and Neyroud (2016), Policing 10(3), doi 10.1093/police/paw003; medians as summarised by a third party.
 */
const SUBGROUP_DAYS = {
  homicide: 5475,
  violenceWithInjury: 365,
  violenceWithoutInjury: 10,
  rape: 2555,
  otherSexual: 182.25,
  robbery: 365,
} as const

/**
 * The most days that one incident counts: five robberies, the index's lowest sentence for rape. Uncapped, one homicide
 * would outweigh fifteen robberies at a place and never happen there again (EVIDENCE 2.3).
 */
export const HARM_CAP_DAYS = 1825

const capped = (days: number): number => Math.min(days, HARM_CAP_DAYS)

/**
 * Harm of one incident by class, in index days. `sexual-offence` does not say which of its two subgroups, so it is half way
 * between them. A source that files all violence under one class (police.uk's "violent-crime") gets that class's days
 * for all of it: its harm is then its count in other words, which is why harm stands beside the count and never ranks.
 */
export const HARM_DAYS: Readonly<Record<Offence, number>> = {
  homicide: capped(SUBGROUP_DAYS.homicide),
  'violence-with-injury': SUBGROUP_DAYS.violenceWithInjury,
  'violence-without-injury': SUBGROUP_DAYS.violenceWithoutInjury,
  'sexual-offence': (capped(SUBGROUP_DAYS.rape) + SUBGROUP_DAYS.otherSexual) / 2,
  robbery: SUBGROUP_DAYS.robbery,
  weapons: 0,
  other: 0,
}

/**
 * How many of a place's own incidents its mix of offences needs to count as much as the force's: with fewer, one rape or
 * homicide would decide a place's harm.
 */
const MIX_PRIOR_INCIDENTS = 10

/**
 * Expected harm: the expected count times the mean harm of an incident there, whose mix of offences is shrunk to the force's.
 *
 * @param byOffence incidents of the place by index into OFFENCES
 * @param forceByOffence the same for the whole force; at least one incident
 */
export function expectedHarmDays(expected: number, byOffence: Float64Array, forceByOffence: Float64Array): number {
  const force = total(forceByOffence)
  const own = total(byOffence)
  let harm = 0
  for (const [i, offence] of OFFENCES.entries()) {
    const share = (byOffence[i]! + (MIX_PRIOR_INCIDENTS * forceByOffence[i]!) / force) / (own + MIX_PRIOR_INCIDENTS)
    harm += share * HARM_DAYS[offence]
  }
  return expected * harm
}

const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0)
