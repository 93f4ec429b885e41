import type { ForceTheme, HotspotDetail, Ranking, RankingPreview, RankingSettings } from '@planner/shared/schemas'
import { formatCount, formatDay, formatExpected, formatShare, plural } from './format.ts'
import { LABELS, labelOf } from './labels.ts'
import type { Measure } from './state/ranking-comparison.ts'
import type { Peak } from './state/hours-of-week.ts'

type Meta = Ranking['meta']

const DAY_MS = 86_400_000

/** "12-week" or "84-day": how long the window is. */
export function windowLength({ windowFrom, windowTo }: Pick<Meta, 'windowFrom' | 'windowTo'>): string {
  const days = Math.round((Date.parse(windowTo) - Date.parse(windowFrom)) / DAY_MS)
  const isMonths = windowFrom.endsWith('-01') && windowTo.endsWith('-01') && days % 7 !== 0
  if (!isMonths) return days % 7 === 0 ? `${days / 7}-week` : `${days}-day`
  const month = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return `${month(windowTo) - month(windowFrom)}-month`
}

/** What a ranking is by, as the switch names it. */
export const measureName = (by: Measure, meta: Pick<Meta, 'windowFrom' | 'windowTo'>): string =>
  by === 'plain' ? `Plain ${windowLength(meta)} count` : LABELS.measures[by]

/** What places are put in order by, as part of a sentence. */
function rankedByInWords({ rankBy, harmShare }: Pick<RankingSettings, 'rankBy' | 'harmShare'>): string {
  if (rankBy === 'count') return 'by the incidents to be expected'
  if (rankBy === 'harm') return 'by the harm to be expected'
  return `by incidents and harm together, harm weighing ${formatShare(harmShare)}`
}

interface Compared {
  hotspots: readonly unknown[]
  changes:
    | (Pick<NonNullable<RankingPreview['changes']>, 'rankingId' | 'kept' | 'added'> & { dropped: readonly unknown[] })
    | null
}

/**
 * What a preview would change, as a sentence.
 *
 * @param before a ranking that is known; it is named only if it is the one that the preview was compared with
 */
export function changesInWords(
  { hotspots, changes }: Compared,
  before: { rankingId: string; meta: Pick<Meta, 'asOf'> } | undefined,
): string {
  const places = plural(hotspots.length, 'place')
  if (changes === null)
    return before === undefined
      ? `${places}. There is no ranking before it to compare with.`
      : `${places}. The ranking before it has places of another size, so the two are not compared.`
  const { rankingId, kept, added, dropped } = changes
  const against =
    before?.rankingId === rankingId ? `the ranking as of ${formatDay(before.meta.asOf)}` : 'the newest ranking'
  if (added.length === 0 && dropped.length === 0) return `${places}, the same as in ${against}.`
  return `${places}: ${kept} kept, ${added.length} added, ${dropped.length} dropped against ${against}.`
}

/** `unsound`: nothing can be asked, since what was typed makes no sense; `working`: also from the first keystroke on. */
export type PreviewState = 'unsound' | 'working' | 'failed' | 'done'

/** How the preview stands to what is set; a failure has words of its own elsewhere. */
export function previewInWords(state: PreviewState, hasFaults: boolean): string {
  if (state === 'unsound') return 'The preview waits until the settings are mended.'
  if (state === 'working') return 'Working out what this does'
  if (state === 'failed') return ''
  return hasFaults ? 'The preview leaves out what needs mending.' : 'The preview is up to date.'
}

/** What days of harm are counted by, for a note; undefined: a ranking that did not keep its table. */
export function harmInWords(table: Meta['harmTable']): string {
  if (table === undefined) return 'Harm is in days of a table that was not kept with this ranking.'
  return `Harm is in days of ${table.name}. Source: ${table.source.replace(/\.$/, '')}.`
}

/**
 * How places were put in order and where they may lie, as sentences. A ranking of an earlier release kept neither, or the one
 * without the other: of that nothing is claimed.
 */
export function orderInWords({ settings, meta }: Pick<Ranking, 'settings'> & { meta: OrderMeta }): string[] {
  const rankBy = settings?.rankBy ?? meta.rankBy
  const harmShare = settings?.harmShare ?? meta.harmShare
  const acrossUnits = settings?.acrossUnits ?? meta.acrossUnits
  const isKnown = rankBy !== undefined && (rankBy !== 'combined' || harmShare !== undefined)
  return [
    isKnown
      ? `${sentence(rankedByInWords({ rankBy, harmShare: harmShare ?? 0 }))}.`
      : 'This was not kept with this ranking. Rank again to see it.',
    ...(acrossUnits === undefined
      ? []
      : [acrossUnits ? `A place may lie in two ${LABELS.bcus}.` : `No place lies in two ${LABELS.bcus}.`]),
  ]
}

type OrderMeta = Pick<Meta, 'rankBy' | 'harmShare' | 'acrossUnits'>

/** What a theme counts, as a line. */
export function themeInWords(theme: Pick<ForceTheme, 'offences' | 'flags' | 'placeTypes' | 'hours'>): string {
  const { offences, flags, placeTypes, hours } = theme
  const list = (items: readonly string[], labels: Readonly<Record<string, string>>): string =>
    items.map((item) => labelOf(labels, item).toLowerCase()).join(', ')
  return [
    sentence(list(offences, LABELS.offences)),
    ...(flags.length > 0 ? [`flagged ${list(flags, LABELS.flags)}`] : []),
    ...(placeTypes.length > 0 ? [`in ${list(placeTypes, LABELS.placeTypes)}`] : []),
    ...(hours.length > 0 ? [hoursOfThemeInWords(hours)] : []),
  ].join('; ')
}

const WEEK_DAYS = 7
const DAY_HOURS = 24

/**
 * Hours of the week, days with the same hours together: "Monday to Friday 15:00 to 19:00". Nights of the whole week are said as
 * nights: "every day 19:00 to 06:00".
 *
 * @param hours 0 is Monday 00:00 to 01:00
 */
export function hoursOfThemeInWords(hours: readonly number[]): string {
  const wanted = new Set(hours)
  const runsOf = (day: number): Run[] => {
    const runs: Run[] = []
    for (let hour = 0; hour < DAY_HOURS; hour++) {
      if (!wanted.has(day * DAY_HOURS + hour)) continue
      const last = runs.at(-1)
      if (last?.to === hour) last.to = hour + 1
      else runs.push({ from: hour, to: hour + 1 })
    }
    return runs
  }
  const groups: { first: number; last: number; runs: Run[] }[] = []
  for (let day = 0; day < WEEK_DAYS; day++) {
    const runs = runsOf(day)
    const before = groups.at(-1)
    if (runs.length === 0) continue
    if (before?.last === day - 1 && JSON.stringify(before.runs) === JSON.stringify(runs)) before.last = day
    else groups.push({ first: day, last: day, runs })
  }
  return groups
    .map(({ first, last, runs }) => {
      const isWeek = last - first === WEEK_DAYS - 1
      const days = isWeek ? 'every day' : first === last ? weekday(first) : `${weekday(first)} to ${weekday(last)}`
      const spans = (isWeek ? overMidnight(runs) : runs).map(({ from, to }) => `${clock(from)} to ${clockEnd(to)}`)
      return `${days} ${spans.join(' and ')}`
    })
    .join(', ')
}

interface Run {
  from: number
  to: number
}

/** Where every day is alike, what ends at midnight goes on after it. */
function overMidnight(runs: readonly Run[]): Run[] {
  const [first] = runs
  const last = runs.at(-1)
  if (first === undefined || last === undefined || first === last || first.from > 0 || last.to < DAY_HOURS)
    return [...runs]
  return [...runs.slice(1, -1), { from: last.from, to: first.to }]
}

const clockEnd = (hour: number): string => (hour === DAY_HOURS ? '24:00' : clock(hour))

const sentence = (text: string): string => text.replace(/^./, (first) => first.toUpperCase())

/** What is meant by each, as the ranking judges it. */
export const STABILITY_WORDS: Readonly<Record<keyof typeof LABELS.stabilities, string>> = {
  new: 'It was hardly among the top when these weeks began, and what was recorded since is more than chance explains.',
  persistent: 'It was among the top when these weeks began, and more likely than not it still is.',
  fading: 'It was among the top when these weeks began; since then less was recorded than was expected of it.',
  unknown: 'The counts do not tell whether it is new or lasting.',
}

export const NOISE_WORDS =
  'More likely than not, less happens here than at the last of the places where most does. In a list by incidents without quotas, chance alone explains why it is listed.'

/** How much of the list's count is expected to go by itself; undefined where nothing is known or to be expected. */
export function listFadeInWords(fade: Ranking['fade']): string | undefined {
  if (fade?.share == null) return undefined
  const gone = fade.observed - fade.expectedSamePeriod
  return `Of ${formatCount(fade.observed)} recorded at these places, about ${formatCount(gone)} (${formatShare(fade.share)}) would go in as long a time with no patrol at all: places are listed for a high count, and part of that is luck. A fall of that size is no effect of patrols.`
}

/** The same for one place. */
export const placeFadeInWords = (share: number | null | undefined): string | undefined =>
  share == null || share < 0.005
    ? undefined
    : `About ${formatShare(share)} of what was recorded here is expected to go by itself.`

/** What counts and what was left out, each with its number; every row that was loaded is in one of them. */
export function scopeInWords({ counts, unknown }: NonNullable<Ranking['scope']>): {
  counted: string
  leftOut: { label: string; incidents: number }[]
  unknown: string[]
} {
  const { inScope = 0, ...others } = counts
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return {
    counted: `${formatCount(inScope)} of ${plural(all, 'incident')} loaded count towards this ranking or its history.`,
    leftOut: Object.entries(others)
      .filter(([, incidents]) => incidents > 0)
      .map(([code, incidents]) => ({ label: labelOf(LABELS.scopeCounts, code), incidents })),
    unknown: Object.entries(unknown)
      .filter(([, incidents]) => incidents > 0)
      .map(([code, incidents]) => `${formatCount(incidents)} of them ${labelOf(LABELS.unknownCounts, code)}.`),
  }
}

/** What a quota costs, in incidents that are expected elsewhere and given up. */
export const priceInIncidents = (price: number): string =>
  Math.abs(price) < 0.05 ? 'nothing' : `${formatExpected(price)} expected incidents`

/** Whose hours they are, and how many incidents they rest on. */
export function hoursInWords({ profileSource, profileSampleSize }: HotspotDetail['hotspot']): string {
  if (profileSource === 'none') return 'The data has no hours, so no hour is said to be worse than another.'
  if (profileSource === 'file') return 'From the file of hours that was given with the ranking.'
  const whose = labelOf(LABELS.profileSources, profileSource)
  return profileSampleSize === undefined
    ? `${whose}.`
    : `${whose}. As sure as ${plural(Math.round(profileSampleSize), 'incident')} of known hour at the place itself would make it.`
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
export const weekday = (day: number): string => WEEKDAYS[((day % 7) + 7) % 7] ?? ''

const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`

/** "Friday 22:00 to 02:00". */
export const spanInWords = ({ fromHour, hours }: Pick<Peak, 'fromHour' | 'hours'>): string =>
  `${weekday(Math.floor(fromHour / 24))} ${clock(fromHour)} to ${clock(fromHour + hours)}`

/** The worst hours as a sentence. */
export const peakInWords = (peak: Peak): string =>
  `Worst: ${spanInWords(peak)}, ${formatExpected(peak.times)} times the week’s mean.`
