import type { Stability } from '../hotspot.ts'
import type { RankOptions } from '../rank-options.ts'
import { LEAST_STATED } from '../tell-counts.ts'
import { percent } from './words.ts'

/** What a hotspot says of how sure it is; one that was stored earlier may lack the last three. */
export interface ToldSureness {
  pTop: number
  observed: number
  stability?: Stability | undefined
  couldBeNoise?: boolean | undefined
  fade?: number | null | undefined
}

/** What a list goes by, as far as its sentences hang on it. */
export interface ListOrder {
  /** places asked for */
  top: number
  rankBy: RankOptions['rankBy']
  /** a theme's weights move the order by count */
  isWeighted: boolean
  /** quotas bring in some places and bar others */
  hasQuotas: boolean
}

/** Less is not worth a sentence. */
const NOTABLE_FADE = 0.05

const STABILITY_WORDS: Readonly<Record<Stability, string | undefined>> = {
  new: 'New: it did not belong to them when the window began, and what came since is more than chance.',
  persistent: 'Steady: it most likely belonged to them when the window began, and still does.',
  fading: 'Fading: it belonged to them when the window began, and fewer came since than chance allows for.',
  unknown: undefined,
}

/**
 * How sure it is that the place belongs to those of most incidents, of which all of these figures speak. That chance alone may be why it
 * is listed is said only of a list by incidents: a place listed for harm or weights is not there for a lucky count, and one of a list with
 * quotas may be there for its area.
 */
export function sureWords(told: ToldSureness, order: ListOrder): string[] {
  const { observed, stability, fade } = told
  const steady = stability === undefined ? undefined : STABILITY_WORDS[stability]
  const isByIncidents = order.rankBy === 'count' && !order.isWeighted
  return [
    chanceWords(told, order),
    ...(steady === undefined ? [] : [steady]),
    ...(observed >= LEAST_STATED && fade !== undefined && fade !== null && fade >= NOTABLE_FADE
      ? [
          `About ${percent(fade)} of its count is expected to go by itself: ${isByIncidents ? 'it is listed for a count that was partly luck' : 'part of it was luck'}.`,
        ]
      : []),
  ]
}

const LISTED_FOR: Readonly<Record<RankOptions['rankBy'], string>> = {
  count: "its incidents by the theme's weights",
  harm: 'the harm of its incidents',
  combined: 'the number and the harm of its incidents together',
}

function chanceWords({ pTop, couldBeNoise }: ToldSureness, { top, rankBy, isWeighted, hasQuotas }: ListOrder): string {
  if (rankBy !== 'count' || isWeighted)
    return `The chance that it truly belongs to the ${top} places of most incidents is ${percent(pTop)}; it is listed for ${LISTED_FOR[rankBy]}, of which that says nothing.`
  const why =
    couldBeNoise === true ? `: that it is listed could be chance${hasQuotas ? ', or because of the quotas' : ''}` : ''
  return `The chance that it truly belongs to the ${top} places of highest risk is ${percent(pTop)}${why}.`
}
