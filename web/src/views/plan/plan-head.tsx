import type { Plan } from '@planner/shared/schemas'
import { Link, useRouteContext } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatDay, plural } from '../../format.ts'
import { verdictInWords } from '../../plan-words.ts'
import { figureTitle } from './figures.ts'

const SIGNS = { inside: '●', outside: '◆', 'too-few': '○' } as const

/** A part is told by the search text alone. */
const PARTS_ACTIVE = { exact: true, includeSearch: true }

/** The plan in one line, the verdict on it in another, and the way between its days and the whole of it. */
export function PlanHead({ plan, children }: { plan: Plan; children?: ReactNode }) {
  const { session } = useRouteContext({ from: '/shell' })
  const line = plan.verdicts === null ? undefined : verdictInWords(plan.verdicts, figureTitle)
  const params = { operationId: plan.operationId }
  return (
    <div className="plan-head">
      <div className="view-title">
        <h1>Plan</h1>
        <div className="row">
          {children}
          {session.role === 'tasking' && (
            <Link className="button" to="/operations/$operationId/plan/new" params={params}>
              Plan again
            </Link>
          )}
        </div>
      </div>
      <p className="muted small">
        {plural(plan.windows, 'visit')} in {plural(plan.tours, 'tour')} over {plural(plan.days, 'day')} from{' '}
        {formatDay(plan.startDay)}.
      </p>
      {line !== undefined && (
        <p className={`plan-verdict plan-verdict-${line.verdict}`}>
          <span aria-hidden="true">{SIGNS[line.verdict]}</span>
          <span>
            <strong>{line.headline}.</strong> <span className="plan-verdict-detail">{line.detail}</span>
          </span>
        </p>
      )}
      <nav className="plan-parts" aria-label="Parts of the plan">
        <Link
          to="/operations/$operationId/plan"
          params={params}
          search={(before) => ({ ...before, part: undefined })}
          activeOptions={PARTS_ACTIVE}
        >
          Days and crews
        </Link>
        <Link
          to="/operations/$operationId/plan"
          params={params}
          search={(before) => ({ ...before, part: 'whole' })}
          activeOptions={PARTS_ACTIVE}
        >
          The plan as a whole
        </Link>
      </nav>
    </div>
  )
}
