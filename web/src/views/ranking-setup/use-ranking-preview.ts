import type { NewRanking, RankingPreview } from '@planner/shared/schemas'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rankingPreviewQuery } from '../../api/queries.ts'
import { useSettled } from '../../components/setup/use-settled.ts'
import { formatShare } from '../../format.ts'
import type { PreviewState } from '../../ranking-words.ts'

/** What the settings would do. The last answer stands until the next one is there. */
export function useRankingPreview(sound: NewRanking | undefined, against: string | null) {
  const settled = useSettled(sound ?? null)
  const { data, error, isFetching, isPlaceholderData } = useQuery({
    ...rankingPreviewQuery(settled ?? NOTHING, against),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  })
  const [last, setLast] = useState<RankingPreview>()
  const building = data !== undefined && 'building' in data ? data.building : undefined
  const current = data !== undefined && !('building' in data) ? data : undefined
  // While rendering, as React has it for what is derived from the last value: no picture is drawn twice.
  if (current !== undefined && current !== last) setLast(current)
  const isAsked = JSON.stringify(settled) === JSON.stringify(sound ?? null)
  const isAnswered = current !== undefined && !isPlaceholderData && !isFetching
  const state: PreviewState =
    sound === undefined ? 'unsound' : !isAsked ? 'working' : error !== null ? 'failed' : isAnswered ? 'done' : 'working'
  return {
    answer: current ?? last,
    state,
    /** why the last question has no answer; null while another is waited for */
    error: state === 'failed' ? error : null,
    /** what is said while there is no answer at all */
    waiting:
      state === 'unsound'
        ? 'Not known until the settings are mended.'
        : state === 'failed'
          ? 'Not known.'
          : building === undefined
            ? 'Working it out'
            : `The server is reading the incidents into memory: ${formatShare(building.share)}.`,
  }
}

/** Never asked. */
const NOTHING: NewRanking = { operationId: '', asOf: '' }
