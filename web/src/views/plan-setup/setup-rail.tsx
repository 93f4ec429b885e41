import type { Operation, PlanPreviewAnswer, Roster } from '@planner/shared/schemas'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatDay, formatShare, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import type { Faults } from '../../state/draft.ts'
import type { PlanDraft } from '../../state/plan-draft.ts'

interface SetupRailProps {
  operation: Operation
  roster: Roster
  draft: PlanDraft
  faults: Faults
  answer: PlanPreviewAnswer | undefined
  /** the button and what becomes of it */
  children: ReactNode
}

/** The parts of the screen with what each says now; it is the way through the screen and the summary before the button. */
export function SetupRail({ operation, roster, draft, faults, answer, children }: SetupRailProps) {
  const parts = [
    {
      id: 'roster',
      title: 'Roster and capacity',
      now: rosterNow(roster, answer),
      paths: ['rosterId', 'doses', 'travel'],
    },
    { id: 'design', title: 'Design', now: LABELS.designs[draft.design], paths: ['design'] },
    {
      id: 'balance',
      title: 'Coverage against unpredictability',
      now: balanceNow(draft, answer),
      paths: ['entropyFloor'],
    },
    {
      id: 'guarantees',
      title: `${LABELS.area} guarantees`,
      now: draft.guarantees.length === 0 ? 'None' : draft.guarantees.map(({ area }) => area).join(', '),
      paths: ['guarantees'],
    },
    {
      id: 'activities',
      title: 'Activities',
      now: draft.activities === null ? 'Patrol alone' : `A mix of ${draft.activities.length}`,
      paths: ['activities'],
    },
    {
      id: 'blackouts',
      title: LABELS.blackouts,
      now: draft.blackouts.length === 0 ? 'None' : plural(draft.blackouts.length, LABELS.blackout.toLowerCase()),
      paths: ['blackouts'],
    },
  ]
  return (
    <div className="setup-rail">
      <div className="setup-rail-head">
        <h1>Set up a plan</h1>
        <p className="muted small">
          {operation.name}, {plural(operation.days, 'day')} from {formatDay(operation.startDay)}.{' '}
          {operation.planId !== null && (
            <Link to="/operations/$operationId/plan" params={{ operationId: operation.operationId }}>
              See the plan there is
            </Link>
          )}
        </p>
      </div>
      <nav className="setup-parts" aria-label="Parts of this screen">
        <ul>
          {parts.map(({ id, title, now, paths }) => {
            const isBad = Object.keys(faults).some((fault) => paths.includes(fault.split('/')[0] ?? ''))
            return (
              <li key={id}>
                <button
                  type="button"
                  data-bad={isBad || undefined}
                  onClick={() => {
                    const part = document.querySelector<HTMLElement>(`#${id}`)
                    part?.scrollIntoView({ block: 'start' })
                    part?.focus({ preventScroll: true })
                  }}
                >
                  <span className="setup-part-title">{title}</span>
                  <span className="setup-part-now">{isBad ? 'Needs mending' : now}</span>
                </button>
              </li>
            )
          })}
        </ul>
      </nav>
      <div className="setup-go">{children}</div>
    </div>
  )
}

function rosterNow(roster: Roster, answer: PlanPreviewAnswer | undefined): string {
  if (answer === undefined) return roster.fileName
  const wanted = answer.preview.capacity.reduce((sum, { wantedVisits }) => sum + wantedVisits, 0)
  const possible = answer.preview.capacity.reduce(
    (sum, { wantedVisits, possibleVisits }) => sum + Math.min(wantedVisits, possibleVisits),
    0,
  )
  const share = wanted === 0 ? 1 : possible / wanted
  return `${plural(Math.round(wanted), 'visit')} wanted, ${share > 0.995 ? 'all' : formatShare(share)} can be carried`
}

function balanceNow(draft: PlanDraft, answer: PlanPreviewAnswer | undefined): string {
  const own = draft.entropyFloor === null ? 'Planner’s own' : 'Chosen'
  if (answer === undefined) return own
  return `${own}, ${answer.preview.chosen.withinBars ? 'inside the bars' : 'outside the bars'}`
}
