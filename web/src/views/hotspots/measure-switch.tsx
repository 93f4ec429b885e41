import { formatCount } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import type { HotspotSearch } from '../../state/hotspot-search.ts'
import { MEASURES, MEMBERSHIPS, type Measure, type Membership } from '../../state/ranking-comparison.ts'
import { MembershipDot } from '../../components/membership-dot.tsx'

interface MeasureSwitchProps {
  /** the ranking that is looked at */
  shown: Measure
  /** the one that plans use */
  inUse: Measure
  nameOf: (measure: Measure) => string
  onChange: (next: Partial<HotspotSearch>) => void
}

/** Which ranking is looked at; the one in use is said to be. */
export function MeasureSwitch({ shown, inUse, nameOf, onChange }: MeasureSwitchProps) {
  return (
    <fieldset className="measure-switch">
      <legend>Ranked by</legend>
      <div className="segmented segmented-radios">
        {MEASURES.map((measure) => (
          <label key={measure} data-selected={measure === shown || undefined}>
            <input
              type="radio"
              name="measure"
              className="visually-hidden"
              checked={measure === shown}
              onChange={() =>
                onChange({
                  by: measure === inUse ? undefined : measure,
                  only: undefined,
                  sort: undefined,
                  order: undefined,
                })
              }
            />
            {nameOf(measure)}
            {measure === inUse && <span className="in-use">in use</span>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface ComparisonBarProps {
  counts: Record<Membership, number>
  only: Membership | undefined
  onChange: (next: Partial<HotspotSearch>) => void
}

/** What differs between the ranking that is looked at and the one in use; each count shows its places alone. */
export function ComparisonBar({ counts, only, onChange }: ComparisonBarProps) {
  return (
    <div className="row comparison" role="group" aria-label="What differs">
      <span aria-hidden="true">What differs</span>
      {MEMBERSHIPS.map((membership) => (
        <button
          key={membership}
          type="button"
          className="button button-small"
          aria-pressed={only === membership}
          disabled={counts[membership] === 0 && only !== membership}
          onClick={() => onChange({ only: only === membership ? undefined : membership })}
        >
          <MembershipDot membership={membership} />
          {LABELS.memberships[membership]} <strong>{formatCount(counts[membership])}</strong>
        </button>
      ))}
    </div>
  )
}
