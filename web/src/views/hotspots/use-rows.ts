import type { HotspotSummary, Ranking } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { alternativesQuery, outlinesQuery } from '../../api/queries.ts'
import { rowOutlines, rowsOfComparison, rowsOfRanking } from '../../state/place-rows.ts'
import { compareRankings, countMemberships, type Measure } from '../../state/ranking-comparison.ts'

/** The rows of the ranking that is looked at, with their ground: the one in use, or another beside it. */
export function useRows(ranking: Ranking, hotspots: readonly HotspotSummary[], shown: Measure, inUse: Measure) {
  const isComparison = shown !== inUse
  const { data, error, isPending } = useQuery({ ...alternativesQuery(ranking.rankingId), enabled: isComparison })
  const { data: outlines } = useQuery(outlinesQuery(ranking.rankingId))
  const others = data?.alternatives.find(({ by }) => by === shown)?.hotspots
  const compared = useMemo(
    () => (isComparison && others !== undefined ? compareRankings(shown, hotspots, others) : undefined),
    [isComparison, shown, hotspots, others],
  )
  const rows = useMemo(
    () => (compared === undefined ? rowsOfRanking(hotspots) : rowsOfComparison(compared)),
    [compared, hotspots],
  )
  const ground = useMemo(
    () => (outlines === undefined ? undefined : rowOutlines(rows, outlines, others ?? [])),
    [rows, outlines, others],
  )
  return {
    rows,
    ground,
    /** undefined while only the ranking in use is seen */
    counts: useMemo(() => compared && countMemberships(compared), [compared]),
    isWaiting: isComparison && isPending,
    /** the ranking was made before such lists were kept */
    isMissing: isComparison && data !== undefined && others === undefined,
    error: isComparison ? error : null,
  }
}
