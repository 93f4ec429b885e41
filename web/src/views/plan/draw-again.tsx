import type { Plan } from '@planner/shared/schemas'
import { useQueryClient } from '@tanstack/react-query'
import { operationsQuery, planQuery, startRedraw } from '../../api/queries.ts'
import { useWork } from '../../api/use-work.ts'
import { WorkProgress } from '../../components/work-progress.tsx'

/** One more draw of the same key. It is numbered whatever becomes of it, so the count is shown before anyone presses. */
export function DrawAgain({ plan }: { plan: Plan }) {
  const queryClient = useQueryClient()
  const work = useWork({
    start: async (planId: string) => {
      const accepted = await startRedraw(planId)
      // The draw counts from now on, whatever becomes of it.
      void queryClient.invalidateQueries({ queryKey: planQuery(planId).queryKey, exact: true })
      return accepted
    },
    onDone: () => void queryClient.invalidateQueries({ queryKey: operationsQuery.queryKey }),
  })
  return (
    <div className="stack">
      <div className="row">
        <button type="button" className="button" disabled={work.isRunning} onClick={() => work.begin(plan.planId)}>
          Draw again
        </button>
        <span className="muted small">{describeDraws(plan.draws)}</span>
      </div>
      <WorkProgress work={work} />
    </div>
  )
}

/** How often a key was drawn from, and that everybody will know. */
export function describeDraws(draws: number): string {
  const times = draws === 1 ? 'once' : draws === 2 ? 'twice' : `${draws} times`
  return `Drawn ${times}: the number is published with the plan.`
}
