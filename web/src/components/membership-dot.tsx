import type { Membership } from '../state/ranking-comparison.ts'

const RADIUS = { both: 3.6, here: 5.5, ours: 4.4 } as const

/** The dot that the map has for a place of two compared rankings: told apart by size and filling, not by colour alone. */
export function MembershipDot({ membership }: { membership: Membership }) {
  return (
    <svg viewBox="0 0 14 14" width="13" height="13" aria-hidden="true">
      <circle className={`membership-${membership}`} cx="7" cy="7" r={RADIUS[membership]} />
    </svg>
  )
}
