import type { HarmTable } from './harm-table.ts'

/**
 * Days of the Cambridge Crime Harm Index, 2026 edition: for each class the median over the index's entries of its offence subgroup.
 *
 * Medians, not means: one rare and grave entry does not speak for its subgroup (violence without injury: median 10, mean 437).
 * `sexual-offence` does not say which of its two subgroups, so it is half way between the cap (rape: 2,555, capped) and 182.25
 * (other sexual offences). Weapons and other offences are never ranked.
 *
 * Capped at five robberies, the index's lowest sentence for rape: uncapped, one homicide would outweigh fifteen robberies at a
 * place and never happen there again.
 */
export const CAMBRIDGE_2026: HarmTable = {
  name: 'Cambridge Crime Harm Index 2026',
  source:
    'Sherman, Neyroud and Neyroud (2016), Policing 10(3), doi 10.1093/police/paw003; edition of 2026, median of each offence subgroup, as summarised by a third party',
  capDays: 1825,
  days: {
    homicide: 5475,
    'violence-with-injury': 365,
    'violence-without-injury': 10,
    'sexual-offence': (1825 + 182.25) / 2,
    robbery: 365,
    weapons: 0,
    other: 0,
  },
}
