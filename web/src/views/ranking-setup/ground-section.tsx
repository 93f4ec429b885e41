import type { ExcludedPlaceRecord } from '@planner/shared/schemas'
import { Link } from '@tanstack/react-router'
import { controlProps } from '../../components/setup/control.ts'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { formatCount, formatExpected } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import type { RankingSetupProps } from './setup.ts'

interface GroundSectionProps extends RankingSetupProps {
  operationId: string
  /** undefined until they are known */
  excluded: readonly ExcludedPlaceRecord[] | undefined
}

/** Where places may lie and where not. */
export function GroundSection({ operationId, excluded, draft, change, faults, answer }: GroundSectionProps) {
  return (
    <SetupSection id="ground" title="Where places may lie">
      <label className="check">
        <input
          type="checkbox"
          {...controlProps('acrossUnits', faults)}
          checked={draft.acrossUnits}
          onChange={(event) => change({ acrossUnits: event.target.checked })}
        />
        A place may lie in two {LABELS.bcus}
      </label>
      <p className="muted small">Otherwise each place ends at the boundary, so that one {LABELS.bcu} patrols it.</p>
      <h3>Excluded places</h3>
      {excluded === undefined ? null : excluded.length === 0 ? (
        <p className="muted small">None: a place may lie anywhere.</p>
      ) : (
        <ul className="plain-list stack-tight small">
          {excluded.map(({ excludedPlaceId, name, reason, radiusM }) => {
            const outcome = answer?.excluded.find((item) => item.name === name)
            return (
              <li key={excludedPlaceId}>
                <strong>{name}</strong>, {formatCount(radiusM)} m around: {reason}
                {outcome !== undefined && (
                  <span className="muted"> {formatExpected(outcome.expected)} expected there.</span>
                )}
              </li>
            )
          })}
        </ul>
      )}
      <Link className="small" to="/data/what-counts" search={{ operation: operationId }} hash="excluded-places">
        See or change the excluded places
      </Link>
    </SetupSection>
  )
}
