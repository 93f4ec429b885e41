import type { PlaceMark } from '../../map/layers/hotspots.ts'
import type { QualityKind } from '../../state/quality-places.ts'

/** How each kind is drawn; told apart by size and filling as well as by colour. */
export const KIND_MARKS: Readonly<Record<QualityKind, PlaceMark>> = {
  suggested: 'here',
  pile: 'A',
  outside: 'B',
  excluded: 'ours',
}

export const KIND_NAMES: Readonly<Record<QualityKind, string>> = {
  suggested: 'Perhaps to leave out',
  pile: 'Piles on one point',
  outside: 'Outside every area',
  excluded: 'Left out already',
}

const KINDS: readonly QualityKind[] = ['suggested', 'pile', 'outside', 'excluded']

export function KindDot({ kind }: { kind: QualityKind }) {
  return (
    <svg className="kind-dot" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle className={`kind-${kind}`} cx="8" cy="8" r={kind === 'outside' ? 5 : 6} />
    </svg>
  )
}

export function QualityLegend({ kinds }: { kinds: ReadonlySet<QualityKind> }) {
  if (kinds.size === 0) return null
  return (
    <div className="map-legend" role="group" aria-label="Legend">
      <ul>
        {KINDS.filter((kind) => kinds.has(kind)).map((kind) => (
          <li key={kind}>
            <KindDot kind={kind} />
            {KIND_NAMES[kind]}
          </li>
        ))}
      </ul>
    </div>
  )
}
