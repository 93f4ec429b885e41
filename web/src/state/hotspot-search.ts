import type { HotspotSummary } from '@planner/shared/schemas'
import { readOneOf, readText } from './search-params.ts'

const TIERS = ['A', 'B', 'C'] as const
export const SORT_KEYS = ['rank', 'name', 'observed', 'expected', 'chance', 'tier'] as const
export type SortKey = (typeof SORT_KEYS)[number]

/** What the hotspot screen shows, as the address holds it. The theme is not here: it is the reader's, not the link's. */
export interface HotspotSearch {
  hotspot?: string | undefined
  bcu?: string | undefined
  area?: string | undefined
  tier?: (typeof TIERS)[number] | undefined
  text?: string | undefined
  sort?: SortKey | undefined
  order?: 'desc' | undefined
  map?: string | undefined
  /** on a phone: which of the two is shown */
  view?: 'map' | undefined
}

/** Read an address; what it does not know it drops. */
export const readHotspotSearch = (values: Record<string, unknown>): HotspotSearch => ({
  hotspot: readText(values, 'hotspot'),
  bcu: readText(values, 'bcu'),
  area: readText(values, 'area'),
  tier: readOneOf(values, 'tier', TIERS),
  text: readText(values, 'text'),
  sort: readOneOf(values, 'sort', SORT_KEYS),
  order: readOneOf(values, 'order', ['desc'] as const),
  map: readText(values, 'map'),
  view: readOneOf(values, 'view', ['map'] as const),
})

/** The hotspots that pass the filters; text is looked for in name, area and BCU. */
export function filterHotspots(hotspots: readonly HotspotSummary[], search: HotspotSearch): HotspotSummary[] {
  const words = (search.text ?? '').toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean)
  return hotspots.filter((hotspot) => {
    if (search.bcu !== undefined && hotspot.bcu !== search.bcu) return false
    if (search.area !== undefined && hotspot.area !== search.area) return false
    if (search.tier !== undefined && hotspot.tier !== search.tier) return false
    const haystack = `${hotspot.name} ${hotspot.area} ${hotspot.bcu}`.toLocaleLowerCase('en-GB')
    return words.every((word) => haystack.includes(word))
  })
}

const compareBy: Record<SortKey, (a: HotspotSummary, b: HotspotSummary) => number> = {
  rank: (a, b) => a.rank - b.rank,
  name: (a, b) => a.name.localeCompare(b.name, 'en-GB'),
  observed: (a, b) => b.observed - a.observed,
  expected: (a, b) => b.expected - a.expected,
  chance: (a, b) => b.pTop - a.pTop,
  tier: (a, b) => a.tier.localeCompare(b.tier),
}

/** Sorted for reading: most first for counts, A first for tiers; equal ones keep their rank order. */
export function sortHotspots(
  hotspots: readonly HotspotSummary[],
  key: SortKey = 'rank',
  order?: 'desc',
): HotspotSummary[] {
  const direction = order === 'desc' ? -1 : 1
  return [...hotspots].sort((a, b) => direction * compareBy[key](a, b) || a.rank - b.rank)
}
