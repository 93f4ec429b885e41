import type { Plan, PlanMeasurement } from '@planner/shared/schemas'
import { useQueryClient } from '@tanstack/react-query'
import { useRouteContext } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { measurementQuery, startMeasurement } from '../../api/queries.ts'
import { useWork } from '../../api/use-work.ts'
import { WorkProgress } from '../../components/work-progress.tsx'
import { formatMoment, plural } from '../../format.ts'
import { VerdictWord } from './figures-table.tsx'
import { withFigureTitles } from './figures.ts'

interface MeasureMechanismProps {
  plan: Plan
  measurement: PlanMeasurement | null | undefined
}

const DRAWS = { least: 20, most: 1000, usual: 200 }
const exact = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 3, maximumFractionDigits: 3 })

/** One plan is one draw: what the planner does with these inputs shows over many, none of which uses the plan's key. */
export function MeasureMechanism({ plan, measurement }: MeasureMechanismProps) {
  const { session } = useRouteContext({ from: '/shell' })
  return (
    <section className="panel stack" aria-label="The mechanism">
      <h3>Over many draws</h3>
      {measurement == null ? (
        <p className="muted small">
          One plan is one draw. Drawn again and again with keys of its own, the planner shows what it does with these
          places and tours, whatever luck this plan had.
        </p>
      ) : (
        <>
          <p>
            <VerdictWord verdict={measurement.verdict} />
          </p>
          <p className="small">{withFigureTitles(measurement.statement)}</p>
          <Fidelity fidelity={measurement.fidelity} />
          <p className="muted small">
            {plural(measurement.draws, 'draw')}, {formatMoment(measurement.createdAt, session.force.timezone)}, by{' '}
            {measurement.createdBy}. They stand beside this plan’s figures.
          </p>
        </>
      )}
      {session.role === 'tasking' && <MeasureForm planId={plan.planId} isAgain={measurement != null} />}
    </section>
  )
}

function Fidelity({ fidelity }: { fidelity: PlanMeasurement['fidelity'] }) {
  if (fidelity === null) return null
  const { slope, varianceRatio } = fidelity
  return (
    <p className="small">
      For each visit that the plan’s chances promise, {exact.format(slope)} happened; their spread is{' '}
      {exact.format(varianceRatio)} of what was stated (1 is as stated).
    </p>
  )
}

function MeasureForm({ planId, isAgain }: { planId: string; isAgain: boolean }) {
  const queryClient = useQueryClient()
  const [draws, setDraws] = useState(String(DRAWS.usual))
  const [isSent, setIsSent] = useState(false)
  const work = useWork({
    keptAs: `planner.measure-job.${planId}`,
    start: startMeasurement,
    onDone: () => void queryClient.invalidateQueries({ queryKey: measurementQuery(planId).queryKey }),
  })
  const count = Number(draws)
  const isBad = !Number.isInteger(count) || count < DRAWS.least || count > DRAWS.most
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setIsSent(true)
    if (!isBad) work.begin({ planId, draws: count })
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <div className="row measure-row">
        <label htmlFor="measure-draws" className="small">
          Draws
        </label>
        <input
          className="input input-number"
          id="measure-draws"
          inputMode="numeric"
          aria-invalid={(isSent && isBad) || undefined}
          aria-describedby="measure-hint"
          value={draws}
          onChange={(event) => setDraws(event.target.value)}
        />
        <button type="submit" className="button" disabled={work.isRunning}>
          {isAgain ? 'Measure again' : 'Measure the mechanism'}
        </button>
      </div>
      <p className={isSent && isBad ? 'field-error' : 'field-hint'} id="measure-hint">
        {isSent && isBad
          ? `Give a whole number from ${DRAWS.least} to ${DRAWS.most}`
          : 'From 20 to 1,000; 200 or more for a verdict.'}
      </p>
      <WorkProgress work={work} />
    </form>
  )
}
