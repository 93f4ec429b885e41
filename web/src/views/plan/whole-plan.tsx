import type { Plan } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouteContext } from '@tanstack/react-router'
import { hotspotsQuery, measurementQuery } from '../../api/queries.ts'
import { ShareBars } from '../../components/charts.tsx'
import { TradeOffPicture } from '../../components/trade-off-picture.tsx'
import { formatCount, formatMoment, plural } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { priceInWords } from '../../plan-words.ts'
import { positionOfFloor, tradeOffStops } from '../../state/trade-off.ts'
import { DrawAgain } from './draw-again.tsx'
import { FiguresTable } from './figures-table.tsx'
import { MeasureMechanism } from './measure-mechanism.tsx'
import { PlannedWith } from './planned-with.tsx'

/** What the plan is worth and what can be learnt from it, what it could not place, and how it can be checked. */
export function WholePlan({ plan }: { plan: Plan }) {
  const { session } = useRouteContext({ from: '/shell' })
  const { data: list } = useQuery(hotspotsQuery(plan.rankingId))
  const { data: measurement } = useQuery(measurementQuery(plan.planId))
  return (
    <div className="whole">
      <h2 className="visually-hidden">The plan as a whole</h2>
      <div className="whole-figures">
        {plan.verdicts === null ? (
          <div className="panel stack">
            <h3>Not judged</h3>
            <p className="small">
              This plan was made before every figure was kept beside its bar.{' '}
              {session.role === 'tasking' ? 'Plan again to have it judged.' : 'The tasking team can plan again.'}
            </p>
          </div>
        ) : (
          <FiguresTable verdicts={plan.verdicts} observers={plan.observers ?? []} measurement={measurement} />
        )}
        <div className="whole-pair">
          <Targets plan={plan} />
          <Unplaced plan={plan} />
        </div>
      </div>
      <div className="whole-side">
        <MeasureMechanism plan={plan} measurement={measurement} />
        {plan.preview !== null && <Balance preview={plan.preview} />}
        <PlannedWith plan={plan} hotspots={list?.hotspots} />
        <Checking plan={plan} />
      </div>
    </div>
  )
}

function Balance({ preview }: { preview: NonNullable<Plan['preview']> }) {
  const stops = tradeOffStops(preview.tradeOff)
  if (stops.length === 0) return null
  return (
    <section className="panel stack" aria-label="Coverage against unpredictability">
      <h3>Coverage against unpredictability</h3>
      <p className="small">{priceInWords(preview.chosen)}</p>
      <TradeOffPicture
        stops={stops}
        position={positionOfFloor(stops, preview.chosen.entropyFloor)}
        pointName="This plan"
      />
    </section>
  )
}

function Targets({ plan }: { plan: Plan }) {
  return (
    <section className="panel stack" aria-label="Visits planned against the target">
      <h3>Visits planned against the target</h3>
      <table className="data-table data-table-tight small">
        <thead>
          <tr>
            <th scope="col">Tier</th>
            <th scope="col" className="number">
              Places
            </th>
            <th scope="col" className="number">
              Visits
            </th>
            <th scope="col" className="number">
              Target
            </th>
            <th scope="col" className="number">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.byTier.map(({ tier, hotspots, visits, target }) => (
            <tr key={tier}>
              <th scope="row">
                <span className={`tier tier-${tier.toLowerCase()}`}>{tier}</span>
              </th>
              <td className="number">{formatCount(hotspots)}</td>
              <td className="number">{formatCount(visits)}</td>
              <td className="number">{formatCount(target)}</td>
              <td className="number">{target > 0 ? `${formatCount((visits / target) * 100)}%` : 'no target'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Unplaced({ plan }: { plan: Plan }) {
  const unplaced = plan.unplaced.reduce((sum, { visits }) => sum + visits, 0)
  return (
    <section className="panel stack" aria-label="Visits not placed">
      <h3>{unplaced === 0 ? 'Nothing left unplaced' : `${plural(unplaced, 'wanted visit')} not placed`}</h3>
      {unplaced === 0 ? (
        <p className="muted small">Every wanted visit found a crew and a time.</p>
      ) : (
        <ShareBars
          title="Why"
          items={plan.unplaced.map(({ cause, visits }) => ({
            label: labelOf(LABELS.unplacedCauses, cause),
            value: visits,
          }))}
        />
      )}
    </section>
  )
}

function Checking({ plan }: { plan: Plan }) {
  const { session } = useRouteContext({ from: '/shell' })
  return (
    <section className="panel stack" aria-label="Checking this plan later">
      <h3>Checking this plan later</h3>
      <p className="small">
        The plan was drawn with a secret key. The hash below is made public before the first visit; when the last has
        passed, the key is shown to auditors, who make the plan again and compare.
      </p>
      <dl className="hashes">
        <dt>Draw</dt>
        <dd>
          {plan.draw + 1} of {plan.draws}
        </dd>
        <dt>Hash of the key</dt>
        <dd>
          <code>{plan.keyHash}</code>
        </dd>
        <dt>Hash of the inputs</dt>
        <dd>
          <code>{plan.inputsHash}</code>
        </dd>
        <dt>Made</dt>
        <dd>{formatMoment(plan.createdAt, session.force.timezone)}</dd>
      </dl>
      {session.role === 'tasking' && (
        <>
          <DrawAgain plan={plan} />
          <div className="row">
            <a className="button" href={`/api/plans/${plan.planId}/file`} download>
              Download the plan file (JSON)
            </a>
            <Link className="button" to="/operations/$operationId/plan/new" params={{ operationId: plan.operationId }}>
              Plan again
            </Link>
          </div>
        </>
      )}
    </section>
  )
}
