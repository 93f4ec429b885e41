import type { Import } from '@planner/shared/schemas'
import { useQueryClient } from '@tanstack/react-query'
import { importsQuery, isUnderWay, summaryQuery } from '../../api/queries.ts'
import { useJob } from '../../api/use-job.ts'

/** The loading of one file, followed wherever it was begun; when it ends, what is known of the data is asked for again. */
export function useImportJob(item: Import) {
  const queryClient = useQueryClient()
  return useJob(isUnderWay(item) ? (item.jobId ?? undefined) : undefined, () => {
    // Imports, each of them, and what is told of the incidents.
    void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
    void queryClient.invalidateQueries({ queryKey: summaryQuery.queryKey.slice(0, 1) })
  })
}
