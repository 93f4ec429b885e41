import type { Import } from '@planner/shared/schemas'
import { useQueryClient } from '@tanstack/react-query'
import { importsQuery, isUnderWay, summaryQuery } from '../../api/queries.ts'
import { useJob } from '../../api/use-job.ts'

/** The loading of one file, followed wherever it was begun. */
export function useImportJob(item: Import) {
  const refresh = useRefreshIncidents()
  return useJob(isUnderWay(item) ? (item.jobId ?? undefined) : undefined, refresh)
}

/** Asks again for what is known of the data: imports, each of them, and what is told of the incidents. */
export function useRefreshIncidents(): () => void {
  const queryClient = useQueryClient()
  return () => {
    void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
    void queryClient.invalidateQueries({ queryKey: summaryQuery.queryKey.slice(0, 1) })
  }
}
