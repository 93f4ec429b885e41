import type { Plan } from '@planner/shared/schemas'
import { useRouteContext } from '@tanstack/react-router'
import { ShareBars } from '../../components/charts.tsx'
import { formatCount, formatMoment, plural } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { DrawAgain } from './draw-again.tsx'
import { MEASURES } from './measures.ts'

/** What the plan achieves, what it could not place and why, and how it can be checked. */
export function PlanSummary({ plan }: { plan: Plan }) {
  const { session } = useRouteContext({ from: '/shell' })
  const unplaced = plan.unplaced.reduce((sum, { visits }) => sum + visits, 0)
  const measures = Object.entries(MEASURES).filter(([name]) => name in plan.measures)
  return (
    <section className="plan-summary" aria-label="The plan as a whole">
      <h2>The plan as a whole</h2>
      <div className="plan-panels">
        <div className="panel stack">
          <h3>Visits planned against the target</h3>
          <table className="data-table small">
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
        </div>
        <div className="panel stack">
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
        </div>
        <div className="panel stack">
          <h3>Measures</h3>
          {measures.length === 0 ? (
            <p className="muted small">None were taken of this plan.</p>
          ) : (
            <dl className="measures">
              {measures.map(([name, words]) => {
                const value = plan.measures[name]
                return (
                  <div key={name}>
                    <dt>{words.title}</dt>
                    <dd className="number">{value == null ? 'too few to judge' : words.format(value)}</dd>
                    <dd className="muted small">{words.meaning}</dd>
                  </div>
                )
              })}
            </dl>
          )}
        </div>
        <div className="panel stack">
          <h3>Checking this plan later</h3>
          <p className="small">
            The plan was drawn with a secret key. The hash below is made public before the first visit; when the last
            has passed, the key is shown to auditors, who make the plan again and compare.
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
          {session.role === 'tasking' && <DrawAgain plan={plan} />}
          {session.role === 'tasking' && (
            <p>
              <a className="button" href={`/api/plans/${plan.planId}/file`} download>
                Download the plan file (JSON)
              </a>
            </p>
          )}
        </div>
      </div>
    </section>
  )
}
