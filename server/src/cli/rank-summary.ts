import {
  describeNotices,
  formatDay,
  type CoordinateMethod,
  type ExcludedOutcome,
  type QuotaOutcome,
  type Ranking,
} from '@planner/shared/core'
import type { ReadCounts } from '../incidents/read-incidents.ts'

/** What became of the rows, in a few lines for a person. */
export function readSummary(counts: ReadCounts, rejectPath: string, coordinates: CoordinateMethod): string {
  const lines = [
    `read ${counts.rows} rows of ${counts.files} ${counts.files === 1 ? 'file' : 'files'}: ${counts.accepted} accepted, ` +
      `${sum(Object.values(counts.outOfScope))} out of scope${listed(counts.outOfScope)}, ${counts.rejected} rejected, ${counts.duplicates} duplicates`,
  ]
  if (counts.rejected > 0) lines.push(`rejected rows and what to do about them: ${rejectPath}`)
  if (counts.ambiguousTimes + counts.skippedTimes > 0)
    lines.push(
      `times at a clock change: ${counts.ambiguousTimes} in the hour that happens twice, ${counts.skippedTimes} in the hour that does not`,
    )
  lines.push(...describeNotices(counts.notices), ...coordinateLines(coordinates))
  return text(lines)
}

/** How places became degrees, where they were not written so. */
export function coordinateLines({ method, accuracyM }: CoordinateMethod): string[] {
  return accuracyM === null ? [] : [`places: ${method}, right to about ${accuracyM} m for 95 % of them`]
}

/** What was ranked and what came out. */
export function rankSummary(
  { meta, hotspots, alternatives, scope, hours, patrolled, quotas, excluded }: Ranking,
  outPath: string,
): string {
  const { counts, unknown } = scope
  const {
    inScope,
    policeFound,
    otherOffence,
    domestic,
    notPublicPlace,
    otherFlag,
    otherPlaceType,
    otherHour,
    unknownHour,
  } = counts
  const lines = [
    ...themeLines(meta.theme),
    `in scope ${inScope}${listed(
      {
        'found by police': policeFound,
        'other offences': otherOffence,
        domestic,
        'not a public place': notPublicPlace,
        'without the flag': otherFlag,
        'another kind of place': otherPlaceType,
        'another hour': otherHour,
        'hour not known': unknownHour,
      },
      'left out: ',
    )}`,
    `of these, unknown who found it: ${percent(unknown.howFound / inScope)}; unknown whether domestic: ${percent(unknown.domestic / inScope)}`,
    ...(patrolled ?? []).map(patrolLine),
    `window ${formatDay(meta.windowFromDay)} to ${formatDay(meta.windowToDay - 1)}: ${meta.incidentsInWindow} incidents; as prior from before: ${meta.incidentsBefore}`,
    hourLine(hours),
    ...orderLines(meta, hotspots, alternatives),
    `horizon ${formatDay(meta.horizonFromDay)} to ${formatDay(meta.horizonToDay - 1)}`,
    ...excluded.map(excludedLine),
    ...quotas.map(quotaLine),
    `${meta.candidates} candidate cells, ${hotspots.length} hotspots written to ${outPath}`,
  ]
  if (hotspots.length < meta.top)
    lines.push(
      `fewer than the ${meta.top} asked for: there are no more cells with an incident${excluded.length + quotas.length > 0 ? ' that excluded places and quotas allow' : ''}`,
    )
  return text(lines)
}

function excludedLine({ name, reason, cells, expected }: ExcludedOutcome): string {
  return cells === 0
    ? `WARNING excluded place "${name}" touches no place with an incident: look at its latitude, longitude and radius`
    : `left out near "${name}" (${reason}): ${cells} cells with ${expected.toFixed(1)} expected incidents`
}

function quotaLine({ area, least, most, chosen, without, price }: QuotaOutcome): string {
  const asked = [...(least === null ? [] : [`at least ${least}`]), ...(most === null ? [] : [`at most ${most}`])]
  const short = least !== null && chosen < least ? ', all that have an incident' : ''
  return `quota ${area}, ${asked.join(' and ')}: ${chosen} hotspots${short} (${without} without it), price ${price.toFixed(1)} expected incidents`
}

/** For how many of the incidents the hour is known, and why not for the others. */
function hourLine({ known, defaultTime, longSpan, noTime }: Ranking['hours']): string {
  const all = known + defaultTime + longSpan + noTime
  return `time of day known for ${percent(known / all)} of these${listed(
    {
      'date only': noTime,
      'some time within more than a day': longSpan,
      "at a computer's default time, not believed": defaultTime,
    },
    'not for: ',
  )}`
}

/** What earlier patrols did to the records. */
function patrolLine({ howFound, affected, factor }: NonNullable<Ranking['patrolled']>[number]): string {
  const who = howFound === 'public' ? 'reported by the public' : 'unknown who found it'
  const does =
    factor === 1
      ? 'no more than without one, so they count in full'
      : `${factor.toFixed(2)} times as many as without one, so each counts ${(1 / factor).toFixed(2)}`
  return `recorded while a patrol was due there, ${who}: ${affected}${affected === 0 ? '' : `, ${does}`}`
}

/** What the theme is, and what it could not be. */
function themeLines(theme: Ranking['meta']['theme']): string[] {
  if (theme === undefined) return []
  return [`theme ${theme.name}${theme.isProxy ? ': A PROXY ONLY' : ''}`, ...theme.missing]
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

const percent = (share: number): string => `${Math.round(1000 * share) / 10} %`

/** ` (weapons 3)`: the entries that are not 0, or nothing. */
function listed(counts: Readonly<Record<string, number>>, lead = ''): string {
  const entries = Object.entries(counts).filter(([, count]) => count > 0)
  return entries.length === 0 ? '' : ` (${lead}${entries.map(([name, count]) => `${name} ${count}`).join(', ')})`
}

/** What places are in order by, when it is not the count, and what that changed. */
function orderLines(
  meta: Ranking['meta'],
  hotspots: Ranking['hotspots'],
  alternatives: Ranking['alternatives'],
): string[] {
  if (meta.rankBy === 'count') return []
  const byCount = alternatives.find(({ by }) => by === 'count')!
  const by =
    meta.rankBy === 'harm'
      ? `expected harm (${meta.harmTable.name})`
      : `count and harm together, harm ${percent(meta.harmShare)} (${meta.harmTable.name})`
  const isSame = hotspots.every(({ id }, i) => id === byCount.hotspots[i]!.id)
  return [
    `ranked by ${by}: ${byCount.shared} of the ${byCount.hotspots.length} places that count alone would choose are here`,
    ...(isSame && meta.rankBy === 'harm'
      ? ['harm changes nothing here: the data does not tell offences of different harm apart']
      : []),
  ]
}
