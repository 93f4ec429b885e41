import type { NewRanking, RankByName, Ranking } from '@planner/shared/schemas'
import { keyed, readNumber, type Faults } from './draft.ts'
import { themeChoiceOf } from './theme-choices.ts'

/** What is typed on the screen where a ranking is set up. Numbers are text until they are read, so that nothing typed is lost. */
export interface RankingDraft {
  /** local day, `YYYY-MM-DD` */
  asOf: string
  weeks: string
  top: string
  /** null: all violence and robbery */
  themeId: string | null
  rankBy: RankByName
  /** 0 to 1, of a ranking by both */
  harmShare: number
  acrossUnits: boolean
  quotas: QuotaDraft[]
}

export interface QuotaDraft {
  /** tells rows apart on the screen; never sent */
  key: string
  area: string
  least: string
  most: string
}

export const emptyRankingDraft = (asOf: string): RankingDraft => ({
  asOf,
  weeks: '12',
  top: '250',
  themeId: null,
  rankBy: 'count',
  harmShare: 0.5,
  acrossUnits: false,
  quotas: [],
})

const DAY_MS = 86_400_000

/**
 * The draft from which the ranking there is would be made again as of another day; without one, the usual.
 *
 * @param asOf local day, `YYYY-MM-DD`
 */
export function draftAfter(before: Pick<Ranking, 'meta' | 'settings'> | undefined, asOf: string): RankingDraft {
  const empty = emptyRankingDraft(asOf)
  if (before === undefined) return empty
  const { meta, settings } = before
  // Months are not weeks: a window of whole months says nothing of the weeks that were asked for.
  const weeks = (Date.parse(meta.windowTo) - Date.parse(meta.windowFrom)) / DAY_MS / 7
  const basics = { ...empty, top: String(meta.top), weeks: Number.isInteger(weeks) ? String(weeks) : empty.weeks }
  if (settings === null) return basics
  const { theme, rankBy, harmShare, acrossUnits, quotas } = settings
  return {
    ...basics,
    themeId: themeChoiceOf(theme),
    rankBy,
    harmShare,
    acrossUnits,
    quotas: keyed(
      quotas.map(({ area, least, most }) => ({
        area,
        least: least === undefined ? '' : String(least),
        most: most === undefined ? '' : String(most),
      })),
    ),
  }
}

/** A draft that was kept; undefined for anything that this version of the screen cannot show. */
export function parseRankingDraft(kept: unknown): RankingDraft | undefined {
  const draft = { ...emptyRankingDraft(''), ...(kept as Partial<RankingDraft>) }
  const texts = [draft.asOf, draft.weeks, draft.top, draft.rankBy]
  const whole =
    texts.every((text) => typeof text === 'string') &&
    typeof draft.harmShare === 'number' &&
    Array.isArray(draft.quotas) &&
    draft.quotas.every(({ key, area, least, most }) =>
      [key, area, least, most].every((text) => typeof text === 'string'),
    )
  return whole ? draft : undefined
}

export interface ReadRankingDraft {
  /** all of it; only fit to be sent where there are no faults */
  request: NewRanking
  faults: Faults
  /** for a preview while somebody is still typing: without the quotas that have faults; undefined while even the rest is not sound */
  sound: NewRanking | undefined
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Reads what was typed into a request as the server takes it. */
export function readRankingDraft(draft: RankingDraft, operationId: string): ReadRankingDraft {
  const faults: Record<string, string> = {}
  const whole = (path: string, text: string, least: number, most: number): number => {
    const value = readNumber(text)
    if (value !== undefined && Number.isInteger(value) && value >= least && value <= most) return value
    faults[path] = `Give a whole number from ${least} to ${most.toLocaleString('en-GB')}`
    return least
  }
  if (!DAY.test(draft.asOf)) faults['asOf'] = 'Choose the day'
  const weeks = whole('weeks', draft.weeks, 1, MOST_WEEKS)
  const top = whole('top', draft.top, 1, MOST_PLACES)
  const basicsAreSound = Object.keys(faults).length === 0
  const quotas = draft.quotas.map((row, index) => readQuota(row, `quotas/${index}`, faults))
  const promised = quotas.reduce((sum, { least = 0 }) => sum + least, 0)
  if (basicsAreSound && promised > top)
    faults['quotas'] =
      `Together at least ${promised.toLocaleString('en-GB')} places, and only ${top.toLocaleString('en-GB')} are wanted`
  const withQuotas = (list: typeof quotas): NewRanking => ({
    operationId,
    asOf: draft.asOf,
    weeks,
    top,
    ...(draft.themeId !== null && { themeId: draft.themeId }),
    rankBy: draft.rankBy,
    ...(draft.rankBy === 'combined' && { harmShare: draft.harmShare }),
    ...(draft.acrossUnits && { acrossUnits: true }),
    ...(list.length > 0 && { quotas: list }),
  })
  const isSound = (path: string): boolean => !Object.keys(faults).some((at) => at === path || at.startsWith(`${path}/`))
  const soundQuotas = isSound('quotas') ? quotas : quotas.filter((_, index) => isSound(`quotas/${index}`))
  return {
    request: withQuotas(quotas),
    faults,
    sound: basicsAreSound ? withQuotas('quotas' in faults ? [] : soundQuotas) : undefined,
  }
}

const MOST_WEEKS = 104
const MOST_PLACES = 10_000

function readQuota(
  { area, least, most }: QuotaDraft,
  path: string,
  faults: Record<string, string>,
): NonNullable<NewRanking['quotas']>[number] {
  const read = (name: 'least' | 'most', text: string): number | undefined => {
    if (text.trim() === '') return undefined
    const value = readNumber(text)
    if (value !== undefined && Number.isInteger(value) && value >= 0 && value <= MOST_PLACES) return value
    faults[`${path}/${name}`] = `Give a whole number from 0 to ${MOST_PLACES.toLocaleString('en-GB')}`
    return undefined
  }
  const low = read('least', least)
  const high = read('most', most)
  if (least.trim() === '' && most.trim() === '') faults[`${path}/least`] = 'Say at least how many places, or at most'
  if (low !== undefined && high !== undefined && high < low)
    faults[`${path}/most`] = 'The most must not be below the least'
  return { area, ...(low !== undefined && { least: low }), ...(high !== undefined && { most: high }) }
}
