import type { HotspotSummary, RankingAlternatives } from '@planner/shared/schemas'

/** What places can be ranked by; `plain` is the bare count of the window. */
export const MEASURES = ['count', 'plain', 'harm', 'combined'] as const
export type Measure = (typeof MEASURES)[number]

/** Where a place is, when the ranking in use is seen beside another. */
export const MEMBERSHIPS = ['both', 'here', 'ours'] as const
/** `here`: only in the ranking that is looked at; `ours`: only in the ranking in use. */
export type Membership = (typeof MEMBERSHIPS)[number]

export type AlternativePlace = RankingAlternatives['alternatives'][number]['hotspots'][number]

/** A place of either ranking. */
export interface ComparedPlace<T> {
  membership: Membership
  /** in the ranking that is looked at; null: not among its places */
  rankHere: number | null
  /** in the ranking in use; null: not among its places */
  rankInUse: number | null
  /** the place of the ranking in use; undefined: it has none there */
  chosen: T | undefined
  /** as the other has it; undefined: it has none there */
  other: AlternativePlace | undefined
}

/**
 * The places of both rankings: those of the other in its order, then those that only the one in use has.
 *
 * A place of one is in the other too when that has any of its ground, as the server says it (`chosenRank`, `ranks`): the same
 * cells may be put together in another way.
 */
export function compareRankings<T extends Pick<HotspotSummary, 'rank' | 'ranks'>>(
  by: Measure,
  chosen: readonly T[],
  others: readonly AlternativePlace[],
): ComparedPlace<T>[] {
  const byRank = new Map(chosen.map((hotspot) => [hotspot.rank, hotspot]))
  const there = [...others]
    .sort((a, b) => a.rank - b.rank)
    .map((other): ComparedPlace<T> => {
      const own = other.chosenRank === null ? undefined : byRank.get(other.chosenRank)
      return {
        membership: own === undefined ? 'here' : 'both',
        rankHere: other.rank,
        rankInUse: own?.rank ?? null,
        chosen: own,
        other,
      }
    })
  const matched = new Set(there.map(({ rankInUse }) => rankInUse))
  const ours = chosen
    .filter(({ rank, ranks }) => (ranks === undefined ? !matched.has(rank) : ranks[by] === null))
    .map((own): ComparedPlace<T> => ({
      membership: 'ours',
      rankHere: null,
      rankInUse: own.rank,
      chosen: own,
      other: undefined,
    }))
  return [...there, ...ours]
}

/** How many places are in both rankings, and in one alone. */
export function countMemberships(places: readonly { membership: Membership }[]): Record<Membership, number> {
  const counts = { both: 0, here: 0, ours: 0 }
  for (const { membership } of places) counts[membership] += 1
  return counts
}
