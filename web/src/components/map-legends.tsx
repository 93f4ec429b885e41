import type { ReactNode } from 'react'
import { LABELS } from '../labels.ts'
import { MEMBERSHIPS, type Membership } from '../state/ranking-comparison.ts'
import { MembershipDot } from './membership-dot.tsx'

const TIER_RADIUS = { A: 7, B: 5.5, C: 4.5 } as const

function Legend({ children }: { children: ReactNode }) {
  return (
    <div className="map-legend" role="group" aria-label="Legend">
      <ul>{children}</ul>
    </div>
  )
}

export function TierLegend() {
  return (
    <Legend>
      {(['A', 'B', 'C'] as const).map((tier) => (
        <li key={tier}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <circle className={`legend-${tier.toLowerCase()}`} cx="8" cy="8" r={TIER_RADIUS[tier]} />
          </svg>
          {LABELS.tiers[tier]}
        </li>
      ))}
    </Legend>
  )
}

/** Of two rankings that are compared: which dot says what. */
export function MapLegend({ labels }: { labels: Readonly<Record<Membership, string>> }) {
  return (
    <Legend>
      {MEMBERSHIPS.map((membership) => (
        <li key={membership}>
          <MembershipDot membership={membership} />
          {labels[membership]}
        </li>
      ))}
    </Legend>
  )
}
