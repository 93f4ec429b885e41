import type { Operation } from '@planner/shared/schemas'
import { Link } from '@tanstack/react-router'
import { Step } from './step.tsx'

/** The way to the screen where a ranking is set up. */
export function RankStep({
  number,
  operation,
  lastDay,
}: {
  number: number
  operation: Operation | undefined
  lastDay: string | null
}) {
  const waitsFor =
    lastDay === null ? 'Load incidents first.' : operation === undefined ? 'Make an operation first.' : undefined
  return (
    <Step number={number} title="Rank places" done={operation?.rankingId != null} waitsFor={waitsFor}>
      {operation !== undefined && (
        <div className="panel stack">
          <p className="small">
            For <strong>{operation.name}</strong>. Places are ranked by what is expected, not by the bare count of a few
            weeks. What counts, how many places, by incidents or harm, and quotas are set next; you see what each does
            before anything is ranked.
          </p>
          <div className="row">
            <Link
              className="button button-primary"
              to="/operations/$operationId/hotspots/new"
              params={{ operationId: operation.operationId }}
            >
              {operation.rankingId === null ? 'Set up a ranking' : 'Rank again'}
            </Link>
            {operation.rankingId !== null && (
              <Link
                className="button"
                to="/operations/$operationId/hotspots"
                params={{ operationId: operation.operationId }}
              >
                See the hotspots
              </Link>
            )}
          </div>
        </div>
      )}
    </Step>
  )
}
