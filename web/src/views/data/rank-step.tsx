import type { Operation } from '@planner/shared/schemas'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { operationsQuery, startRanking } from '../../api/queries.ts'
import { useWork } from '../../api/use-work.ts'
import { formText } from '../../components/form-text.ts'
import { WorkProgress } from '../../components/work-progress.tsx'
import { addDays } from '../../format.ts'
import { Step } from './step.tsx'

export function RankStep({ operation, lastDay }: { operation: Operation | undefined; lastDay: string | null }) {
  const queryClient = useQueryClient()
  const work = useWork({
    start: startRanking,
    onDone: () => void queryClient.invalidateQueries({ queryKey: operationsQuery.queryKey }),
  })
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (operation === undefined) return
    const form = new FormData(event.currentTarget)
    work.begin({
      operationId: operation.operationId,
      asOf: formText(form, 'asOf'),
      top: Number(form.get('top')),
      weeks: Number(form.get('weeks')),
    })
  }
  const waitsFor =
    lastDay === null ? 'Load incidents first.' : operation === undefined ? 'Make an operation first.' : undefined
  return (
    <Step number={3} title="Rank places" done={operation?.rankingId != null} waitsFor={waitsFor}>
      <form className="panel stack" onSubmit={submit}>
        <p className="small">
          For <strong>{operation?.name}</strong>. Places are ranked by what is expected, not by the bare count of a few
          weeks.
        </p>
        <div className="row">
          <div className="field">
            <label htmlFor="rank-as-of">As of (the day after the last one counted)</label>
            <input
              className="input"
              id="rank-as-of"
              name="asOf"
              type="date"
              required
              defaultValue={lastDay === null ? '' : addDays(lastDay, 1)}
            />
          </div>
          <div className="field">
            <label htmlFor="rank-weeks">Weeks counted</label>
            <input className="input" id="rank-weeks" name="weeks" type="number" min={1} max={104} defaultValue={12} />
          </div>
          <div className="field">
            <label htmlFor="rank-top">Places wanted</label>
            <input className="input" id="rank-top" name="top" type="number" min={1} max={10000} defaultValue={250} />
          </div>
        </div>
        <div className="row">
          <button type="submit" className="button button-primary" disabled={work.isRunning}>
            {operation?.rankingId == null ? 'Rank places' : 'Rank again'}
          </button>
          {operation?.rankingId != null && (
            <Link
              className="button"
              to="/operations/$operationId/hotspots"
              params={{ operationId: operation.operationId }}
            >
              See the hotspots
            </Link>
          )}
        </div>
        <WorkProgress work={work} done="The places are ranked." />
      </form>
    </Step>
  )
}
