import type { PlaceRow } from './place-rows.ts'
import { MEASURES, MEMBERSHIPS, type Measure, type Membership } from './ranking-comparison.ts'
import { readOneOf, readText } from './search-params.ts'

const TIERS = ['A', 'B', 'C'] as const
export const SORT_KEYS = ['rank', 'name', 'observed', 'expected', 'harm', 'chance', 'tier', 'in-use'] as const
export type SortKey = (typeof SORT_KEYS)[number]

/** What the hotspot screen shows, as the address holds it. The theme is not here: it is the reader's, not the link's. */
export interface HotspotSearch {
  hotspot?: string | undefined
  /** the ranking that is looked at; left out: the one in use */
  by?: Measure | undefined
  /** of two rankings that are compared: only the places of both, or of one */
  only?: Membership | undefined
  bcu?: string | undefined
  area?: string | undefined
  tier?: (typeof TIERS)[number] | undefined
  text?: string | undefined
  sort?: SortKey | undefined
  order?: 'desc' | undefined
  map?: string | undefined
  /** on a phone: which of the two is shown */
  view?: 'map' | undefined
  /** what is known of the ranking as a whole, beside the list */
  about?: 'open' | undefined
}

/** Read an address; what it does not know it drops. */
export const readHotspotSearch = (values: Record<string, unknown>): HotspotSearch => ({
  hotspot: readText(values, 'hotspot'),
  by: readOneOf(values, 'by', MEASURES),
  only: readOneOf(values, 'only', MEMBERSHIPS),
  bcu: readText(values, 'bcu'),
  area: readText(values, 'area'),
  tier: readOneOf(values, 'tier', TIERS),
  text: readText(values, 'text'),
  sort: readOneOf(values, 'sort', SORT_KEYS),
  order: readOneOf(values, 'order', ['desc'] as const),
  map: readText(values, 'map'),
  view: readOneOf(values, 'view', ['map'] as const),
  about: readOneOf(values, 'about', ['open'] as const),
})

/** The rows that pass the filters; text is looked for in name, area and BCU. */
export function filterRows(rows: readonly PlaceRow[], search: HotspotSearch): PlaceRow[] {
  const words = (search.text ?? '').toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    if (search.bcu !== undefined && row.bcu !== search.bcu) return false
    if (search.area !== undefined && row.area !== search.area) return false
    if (search.tier !== undefined && row.chosen?.tier !== search.tier) return false
    if (search.only !== undefined && row.membership !== undefined && row.membership !== search.only) return false
    const haystack = `${row.name} ${row.area} ${row.bcu}`.toLocaleLowerCase('en-GB')
    return words.every((word) => haystack.includes(word))
  })
}

/** Places that a ranking does not have come after all that it has. */
const rankOrLast = (rank: number | null): number => rank ?? Number.MAX_SAFE_INTEGER

const compareBy: Record<SortKey, (a: PlaceRow, b: PlaceRow) => number> = {
  rank: (a, b) => rankOrLast(a.rank) - rankOrLast(b.rank),
  name: (a, b) => a.name.localeCompare(b.name, 'en-GB'),
  observed: (a, b) => b.observed - a.observed,
  expected: (a, b) => b.expected - a.expected,
  harm: (a, b) => b.harmDays - a.harmDays,
  chance: (a, b) => (b.chosen?.pTop ?? -1) - (a.chosen?.pTop ?? -1),
  tier: (a, b) => (a.chosen?.tier ?? 'D').localeCompare(b.chosen?.tier ?? 'D'),
  'in-use': (a, b) => rankOrLast(a.rankInUse) - rankOrLast(b.rankInUse),
}

/** Sorted for reading: most first for counts, A first for tiers; equal ones keep their rank order. */
export function sortRows(rows: readonly PlaceRow[], key: SortKey = 'rank', order?: 'desc'): PlaceRow[] {
  const direction = order === 'desc' ? -1 : 1
  const byRank = (a: PlaceRow, b: PlaceRow): number =>
    rankOrLast(a.rank) - rankOrLast(b.rank) || rankOrLast(a.rankInUse) - rankOrLast(b.rankInUse)
  return [...rows].sort((a, b) => direction * compareBy[key](a, b) || byRank(a, b))
}
