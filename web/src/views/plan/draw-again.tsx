import type { Plan } from '@planner/shared/schemas'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { operationsQuery, planQuery, startRedraw } from '../../api/queries.ts'
import { useJob } from '../../api/use-job.ts'
import { JobProgress } from '../../components/job-progress.tsx'
import { ErrorNotice } from '../../components/pages.tsx'

/** One more draw of the same key. It is numbered whatever becomes of it, so the count is shown before anyone presses. */
export function DrawAgain({ plan }: { plan: Plan }) {
  const queryClient = useQueryClient()
  const start = useMutation({
    mutationFn: startRedraw,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: planQuery(plan.planId).queryKey, exact: true }),
  })
  const { job, error } = useJob(
    start.data?.jobId,
    () => void queryClient.invalidateQueries({ queryKey: operationsQuery.queryKey }),
  )
  const running = start.isPending || (start.isSuccess && job?.status !== 'completed' && job?.status !== 'failed')
  return (
    <div className="stack">
      <div className="row">
        <button type="button" className="button" disabled={running} onClick={() => start.mutate(plan.planId)}>
          Draw again
        </button>
        <span className="muted small">{describeDraws(plan.draws)}</span>
      </div>
      <div aria-live="polite">
        <JobProgress job={job} />
        <ErrorNotice error={start.error ?? error} />
      </div>
    </div>
  )
}

/** How often a key was drawn from, and that everybody will know. */
export function describeDraws(draws: number): string {
  const times = draws === 1 ? 'once' : draws === 2 ? 'twice' : `${draws} times`
  return `Drawn ${times}: the number is published with the plan.`
}
