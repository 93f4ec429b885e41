import type { DesignPower, PlanSettings, PlanVerdict, TradeOffPoint, UnitDoses } from '@planner/shared/schemas'
import { formatChance, formatCount, formatShare, plural } from './format.ts'
import { LABELS, labelOf } from './labels.ts'

const oneDecimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** A small share with one decimal, where whole per cents would say nothing. */
const formatSmallShare = (share: number): string => `${oneDecimal.format(share * 100)}%`

/** What one position between following risk and staying unpredictable keeps, and what it gives away. */
export function priceInWords({ coverage, staticSkill, safestDecile, withinBars }: TradeOffPoint): string {
  const keeps =
    coverage === null
      ? 'What it covers is not known, since the places state no expected incidents'
      : `Keeps ${formatChance(coverage)} of the most that could be covered`
  return `${keeps}; ${learntInWords({ staticSkill, safestDecile, withinBars })}.`
}

/** From this share on a watcher's gain shows in whole words. */
const NOTICEABLE = 0.005

function learntInWords({
  staticSkill,
  safestDecile,
  withinBars,
}: Pick<TradeOffPoint, 'staticSkill' | 'safestDecile' | 'withinBars'>): string {
  if (staticSkill === null) return `what a ${LABELS.watcher} learns cannot be told`
  const beyond = 'beyond the published rates'
  if (withinBars)
    return staticSkill < NOTICEABLE
      ? `a ${LABELS.watcher} learns nothing ${beyond}`
      : `a ${LABELS.watcher} learns next to nothing ${beyond} (${formatSmallShare(staticSkill)})`
  if (staticSkill >= NOTICEABLE)
    return `a ${LABELS.watcher} learns ${formatSmallShare(staticSkill)} ${beyond}: too much`
  const least = safestDecile === null ? '' : `, ${formatShare(safestDecile)} of the mean`
  return `the safest tenth of times and places gets too few visits${least}`
}

const outOfHundred = (power: number): string => `${Math.min(99, Math.max(1, Math.round(power * 100)))} of 100`

/** What could be learnt from an operation of this design, in sentences: the answer first. */
export function powerInWords({ treated, control, statements }: DesignPower): { answer: string; details: string[] } {
  const [chance, ...wider] = [...statements].sort((a, b) => a.dispersion - b.dispersion)
  if (chance === undefined || treated + control === 0)
    return {
      answer: 'What could be learnt is not known: the places have no expected counts. Rank them from incidents.',
      details: [],
    }
  const also = wider[0]
  const smallest = ({ smallestFor80 }: typeof chance): string =>
    smallestFor80 === null ? 'none' : formatShare(smallestFor80)
  return {
    answer: `If patrols cut incidents by 20%, ${outOfHundred(chance.powerOf20)} such operations would show it${
      also === undefined ? '' : `; ${Math.round(also.powerOf20 * 100)} if counts vary more than by chance`
    }.`,
    details: [
      `The smallest cut that 80 of 100 would show: ${smallest(chance)}${
        also === undefined
          ? ''
          : `, or ${smallest(also)} if counts vary ${oneDecimal.format(also.dispersion)} times as much`
      }.`,
      `Expected if patrols changed nothing: ${plural(Math.round(treated), 'incident')} in patrolled time and ${formatCount(control)} in time without.`,
    ],
  }
}

/** Where visits were cut, and to how much of what the ranking asks for; empty where nothing was. */
export function cutsInWords(doses: readonly Pick<UnitDoses, 'bcu' | 'share'>[] | null): string {
  const cut = (doses ?? []).filter(({ share }) => share < 0.995)
  return cut.length === 0 ? '' : `Cut: ${cut.map(({ bcu, share }) => `${bcu} to ${formatShare(share)}`).join(', ')}.`
}

/** What a plan was asked to be, as pairs of a heading and a sentence; blackouts stand in their own list. */
export function settingsInWords(settings: PlanSettings): { heading: string; words: string }[] {
  const { design = 'ordinary', doses = 'from-capacity', activities, guarantees = [], travel } = settings
  return [
    { heading: 'Design', words: DESIGN_WORDS[design] },
    {
      heading: 'Visits',
      words:
        doses === 'from-capacity'
          ? 'As many as the ranking asks for, cut to what the rostered tours can carry.'
          : 'As many as the ranking asks for, whether or not the tours can carry them.',
    },
    {
      heading: 'Hours',
      words:
        settings.entropyFloor === undefined
          ? 'The planner’s own balance between risk and unpredictability.'
          : 'A balance between risk and unpredictability that was chosen; its price is above.',
    },
    {
      heading: `${LABELS.area} guarantees`,
      words:
        guarantees.length === 0
          ? 'None.'
          : `${guarantees.map(({ area, leastPerDay }) => `${area} at least ${plural(leastPerDay, 'visit')} a day`).join('; ')}.`,
    },
    {
      heading: 'Activities',
      words: activities === undefined ? PATROL_ALONE : `${activities.map(activityInWords).join('; ')}.`,
    },
    ...(travel === undefined || Object.keys(travel).length === 0
      ? []
      : [{ heading: 'Travel', words: `${travelInWords(travel)}.` }]),
  ]
}

export const PATROL_ALONE = 'High-visibility patrol alone: 12 to 16 minutes, one crew.'

export const DESIGN_WORDS: Readonly<Record<NonNullable<PlanSettings['design']>, string>> = {
  ordinary: 'Every place may be visited on every day.',
  'crossover-daily': 'Each day half of the places, drawn at random in like pairs, get no visits, to compare with.',
  'crossover-blocks':
    'For 3 or 4 days at a time half of the places, drawn at random in like pairs, get no visits, to compare with; the first day of a block does not count.',
}

function activityInWords({
  id,
  minutes,
  crews,
  needsSergeant,
  skills,
}: NonNullable<PlanSettings['activities']>[number]) {
  const conditions = [
    `${minutes[0]} to ${minutes[1]} min`,
    ...(crews > 1 ? [plural(crews, 'crew')] : []),
    ...(needsSergeant === true ? ['with a sergeant'] : []),
    ...(skills !== undefined && skills.length > 0 ? [skills.join(' and ')] : []),
  ]
  return `${labelOf(LABELS.activities, id)} (${conditions.join(', ')})`
}

function travelInWords({
  footKmh,
  vehKmh,
  vehOverheadMin,
  detour,
  matrix,
}: NonNullable<PlanSettings['travel']>): string {
  return [
    ...(footKmh === undefined ? [] : [`${footKmh} km/h on foot`]),
    ...(vehKmh === undefined ? [] : [`${vehKmh} km/h by vehicle`]),
    ...(vehOverheadMin === undefined ? [] : [`${vehOverheadMin} min to get in and park`]),
    ...(detour === undefined ? [] : [`ways ${detour} times the straight line`]),
    ...(matrix === undefined ? [] : [`minutes from a file for ${plural(matrix.places.length, 'place')}`]),
  ].join(', ')
}

export interface PlanVerdictLine {
  verdict: 'inside' | 'outside' | 'too-few'
  headline: string
  detail: string
}

/**
 * The verdict on a whole plan in one line: what is outside, else how much could be judged.
 *
 * @param titleOf the figure's name on the screen
 */
export function verdictInWords(
  verdicts: readonly Pick<PlanVerdict, 'figure' | 'verdict' | 'decisive'>[],
  titleOf: (figure: string) => string,
): PlanVerdictLine {
  const decisive = verdicts.filter((item) => item.decisive)
  const outside = decisive.filter(({ verdict }) => verdict === 'outside')
  const inside = decisive.filter(({ verdict }) => verdict === 'inside').length
  const small = decisive.filter(({ verdict }) => verdict === 'roster-too-small').length
  const few = decisive.length - inside - outside.length - small
  const rest = [
    `${formatCount(inside)} of ${plural(decisive.length, 'figure')} inside ${decisive.length === 1 ? 'its bar' : 'their bars'}`,
    ...(few > 0 ? [`${formatCount(few)} with too few visits to judge`] : []),
    ...(small > 0 ? [`${formatCount(small)} that the roster is too small for`] : []),
  ].join(', ')
  const sentence = `${rest.charAt(0).toUpperCase()}${rest.slice(1)}.`
  if (outside.length > 0)
    return {
      verdict: 'outside',
      headline: `Outside the bars: ${outside.map(({ figure }) => lowerFirst(titleOf(figure))).join(', ')}`,
      detail: sentence,
    }
  if (inside === 0) return { verdict: 'too-few', headline: 'Too few visits to judge this plan', detail: sentence }
  return { verdict: 'inside', headline: 'No figure is outside its bar', detail: sentence }
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
