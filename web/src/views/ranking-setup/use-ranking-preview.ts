import type { NewRanking, RankingPreview } from '@planner/shared/schemas'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rankingPreviewQuery } from '../../api/queries.ts'
import { useSettled } from '../../components/setup/use-settled.ts'
import { formatShare } from '../../format.ts'

/** What the settings would do. The last answer stands until the next one is there. */
export function useRankingPreview(sound: NewRanking | undefined, against: string | null) {
  const settled = useSettled(sound ?? null)
  const { data, error, isFetching } = useQuery({
    ...rankingPreviewQuery(settled ?? NOTHING, against),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  })
  const [last, setLast] = useState<RankingPreview>()
  const building = data !== undefined && 'building' in data ? data.building : undefined
  const current = data !== undefined && !('building' in data) ? data : undefined
  // While rendering, as React has it for what is derived from the last value: no picture is drawn twice.
  if (current !== undefined && current !== last) setLast(current)
  return {
    answer: current ?? last,
    error,
    isFetching: isFetching || building !== undefined,
    /** what is said while there is no answer at all */
    waiting:
      building === undefined
        ? 'Working it out'
        : `The server is reading the incidents into memory: ${formatShare(building.share)}.`,
  }
}

/** Never asked. */
const NOTHING: NewRanking = { operationId: '', asOf: '' }
