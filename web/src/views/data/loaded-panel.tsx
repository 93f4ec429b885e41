import type { IncidentSummary } from '@planner/shared/schemas'
import { Link, useRouteContext } from '@tanstack/react-router'
import { ShareBar } from '../../components/share-bar.tsx'
import { formatCount, formatDay, formatMoment, formatShare } from '../../format.ts'
import { labelOf, LABELS } from '../../labels.ts'

const SHOWN_OFFENCES = 6

/** What is loaded: how much, of which days, what the sources say. */
export function LoadedPanel({ summary }: { summary: IncidentSummary }) {
  const { session } = useRouteContext({ from: '/shell' })
  const { incidents, firstDay, lastDay, completeTo, completeToReason, byOffence, newestImport } = summary
  if (firstDay === null || lastDay === null) return null
  const most = Math.max(...byOffence.map(({ incidents: some }) => some), 1)
  return (
    <div className="panel stack">
      <div className="loaded-head">
        <h3>What is loaded</h3>
        <Link className="small" to="/data/quality">
          How good it is
        </Link>
      </div>
      <div className="loaded-columns">
        <div className="stack">
          <dl className="pairs">
            <dt>Incidents</dt>
            <dd>{formatCount(incidents)}</dd>
            <dt>From</dt>
            <dd>{formatDay(firstDay)}</dd>
            <dt>To</dt>
            <dd>{formatDay(lastDay)}</dd>
            <dt>Complete to</dt>
            <dd>{completeTo === null ? 'not known' : formatDay(completeTo)}</dd>
            <dt>Timed to the minute</dt>
            <dd>{formatShare(summary.minutePrecision)}</dd>
            <dt>Source says how they were found</dt>
            <dd>{formatShare(summary.howFoundKnown)}</dd>
            {newestImport !== null && (
              <>
                <dt>Loaded last</dt>
                <dd>{formatMoment(newestImport.at, session.force.timezone)}</dd>
              </>
            )}
          </dl>
          {completeTo === null && completeToReason !== null && <p className="muted small">{completeToReason}</p>}
        </div>
        <div className="chart">
          <ul className="share-bars" aria-label="Incidents by offence">
            {byOffence.slice(0, SHOWN_OFFENCES).map(({ offence, incidents: some }) => (
              <li key={offence}>
                <span>{labelOf(LABELS.offences, offence)}</span>
                <span className="share-value">{formatCount(some)}</span>
                <ShareBar share={some / most} />
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
