import type { HotspotSummary, Plan } from '@planner/shared/schemas'
import { blackoutSpan, placeName } from '../../blackout-words.ts'
import { plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { cutsInWords, powerInWords, settingsInWords } from '../../plan-words.ts'

interface PlannedWithProps {
  plan: Plan
  /** undefined while they are being loaded */
  hotspots: readonly HotspotSummary[] | undefined
}

/** More than this are folded away. */
const SHOWN = 5

/** What the plan was asked to be, in words, with every blackout. */
export function PlannedWith({ plan, hotspots = [] }: PlannedWithProps) {
  const { settings, power } = plan
  const blackouts = settings.blackouts ?? []
  return (
    <section className="panel stack" aria-label="Planned with">
      <h3>Planned with</h3>
      <dl className="planned-with">
        {settingsInWords(settings).map(({ heading, words }) => (
          <div key={heading}>
            <dt>{heading}</dt>
            <dd>
              {words}
              {heading === 'Visits' && ` ${cutsInWords(plan.doses)}`}
              {heading === 'Design' && power !== null && <span className="muted"> {powerInWords(power).answer}</span>}
            </dd>
          </div>
        ))}
        <div>
          <dt>{LABELS.blackouts}</dt>
          <dd>
            {blackouts.length === 0 ? (
              'None.'
            ) : (
              <>
                <BlackoutList blackouts={blackouts.slice(0, SHOWN)} hotspots={hotspots} />
                {blackouts.length > SHOWN && (
                  <details>
                    <summary>{plural(blackouts.length - SHOWN, 'more', 'more')}</summary>
                    <BlackoutList blackouts={blackouts.slice(SHOWN)} hotspots={hotspots} />
                  </details>
                )}
              </>
            )}
          </dd>
        </div>
      </dl>
    </section>
  )
}

function BlackoutList(props: {
  blackouts: NonNullable<Plan['settings']['blackouts']>
  hotspots: readonly HotspotSummary[]
}) {
  return (
    <ul className="plain-list blackout-list">
      {props.blackouts.map(({ hotspotId, from, to, reason }) => (
        <li key={`${hotspotId} ${from} ${to}`}>
          <strong>{placeName(hotspotId, props.hotspots)}</strong>, {blackoutSpan({ from, to })}
          {reason !== undefined && <span className="place-area">{reason}</span>}
        </li>
      ))}
    </ul>
  )
}
