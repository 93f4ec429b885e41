import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import { OFFENCES, type Offence } from '../../incidents/incident.ts'
import { tellParts } from '../tell-counts.ts'
import type { ForceFacts } from './place-rows.ts'
import { andList, percent } from './words.ts'

/** An offence class and its incidents in the window: 3 or more. */
export interface ToldOffence {
  offence: Offence
  incidents: number
}

/** A share that chance alone gives less often than once in 20 places like it. */
const NOTABLE_Z = 1.96

const OFFENCE_WORDS: Readonly<Record<Offence, string>> = {
  homicide: 'homicide',
  'violence-with-injury': 'violence with injury',
  'violence-without-injury': 'violence without injury',
  'sexual-offence': 'sexual offences',
  robbery: 'robbery',
  weapons: 'weapons',
  other: 'other offences',
}

/** Classes that may be told, commonest first. */
export function tellOffences(
  incidents: IncidentColumns,
  rows: readonly number[],
  offences: readonly Offence[],
): ToldOffence[] {
  const counts = offences.map(() => 0)
  for (const row of rows) counts[offences.indexOf(OFFENCES[incidents.offence[row]!]!)]! += 1
  const told = tellParts(counts)
  return offences
    .map((offence, i) => ({ offence, incidents: told[i] ?? 0 }))
    .filter((entry) => entry.incidents > 0)
    .sort((a, b) => b.incidents - a.incidents)
}

/**
 * What stands out in the mix of offences against the force's over the same time. From what is told alone, so that it tells no more.
 * Nothing, where the ranking has one class only.
 *
 * @param whole incidents of the place in the window
 */
export function mixWords(told: readonly ToldOffence[], whole: number, force: ForceFacts): string[] {
  const classes = force.byOffence.reduce((count, incidents) => count + (incidents > 0 ? 1 : 0), 0)
  if (classes < 2 || told.length === 0) return []
  const more: string[] = []
  const less: string[] = []
  for (const { offence, incidents } of told) {
    const share = force.byOffence[OFFENCES.indexOf(offence)]! / force.inWindow
    if (share === 1) continue
    const z = (incidents - whole * share) / Math.sqrt(whole * share * (1 - share))
    const words = `${OFFENCE_WORDS[offence]} (${incidents} of the ${whole}, against ${percent(share)} across the force)`
    if (z >= NOTABLE_Z) more.push(words)
    if (z <= -NOTABLE_Z) less.push(words)
  }
  if (more.length + less.length === 0)
    return [
      `Mostly ${OFFENCE_WORDS[told[0]!.offence]} (${told[0]!.incidents} of the ${whole}); nothing that can be told of its mix of offences stands out from the force's.`,
    ]
  return [
    ...(more.length > 0 ? [`More than elsewhere: ${andList(more)}.`] : []),
    ...(less.length > 0 ? [`Less than elsewhere: ${andList(less)}.`] : []),
  ]
}
