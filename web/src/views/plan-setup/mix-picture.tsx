import { formatShare } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { TIERS, type ActivityDraft, type Tier } from '../../state/plan-draft.ts'

const HATCHES = 5

/** How the visits to places of each tier are shared among the activities; the shares stand in words beside it. */
export function MixPicture({ activities }: { activities: readonly ActivityDraft[] }) {
  return (
    <figure className="chart">
      <figcaption className="chart-title">Of 100 visits</figcaption>
      <ul className="mix">
        {TIERS.map((tier) => {
          const parts = partsOf(activities, tier)
          return (
            <li key={tier}>
              <span className={`tier tier-${tier.toLowerCase()}`} aria-label={LABELS.tiers[tier]}>
                {tier}
              </span>
              <div>
                <svg className="mix-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  {parts.map(({ key, from, share, at }) => (
                    <rect
                      key={key}
                      className={`mix-part mix-part-${at % HATCHES}`}
                      x={from * 100}
                      width={Math.max(0, share * 100 - 0.3)}
                      height="10"
                    />
                  ))}
                </svg>
                <p className="small mix-words">
                  {parts.length === 0 && <span className="muted">nothing yet</span>}
                  {parts.map(({ key, name, share, at }) => (
                    <span key={key}>
                      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
                        <rect className={`mix-part mix-part-${at % HATCHES}`} width="10" height="10" />
                      </svg>{' '}
                      {name} {formatShare(share)}
                    </span>
                  ))}
                </p>
              </div>
            </li>
          )
        })}
      </ul>
    </figure>
  )
}

function partsOf(activities: readonly ActivityDraft[], tier: Tier) {
  const weights = activities.map(({ shares }) => Math.max(0, Number(shares[tier]) || 0))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let from = 0
  return activities.flatMap(({ key, id }, at) => {
    const share = total === 0 ? 0 : (weights[at] ?? 0) / total
    const part = { key, name: labelOf(LABELS.activities, id), share, from, at }
    from += share
    return share === 0 ? [] : [part]
  })
}
