import type { Area } from '@planner/shared/core'
import { formatCount } from '../../format.ts'
import { unitShades } from '../../map/layers/areas.ts'

/** The command units with their areas, in the colours of the map. */
export function UnitList({ areas }: { areas: readonly Area[] }) {
  const shades = unitShades(areas.map(({ bcu }) => bcu))
  const units = [...shades].map(([unit, shade]) => ({ unit, shade, areas: areas.filter(({ bcu }) => bcu === unit) }))
  const without = areas.filter(({ bcu }) => bcu === '')
  return (
    <ul className="unit-list plain-list">
      {units.map(({ unit, shade, areas: own }) => (
        <li key={unit}>
          <span className="unit-swatch" style={{ background: `var(--unit-${shade + 1})` }} aria-hidden="true" />
          <div>
            <strong>{unit}</strong> <span className="muted small">{formatCount(own.length)}</span>
            <p className="small">{listed(own)}</p>
          </div>
        </li>
      ))}
      {without.length > 0 && (
        <li>
          <span className="unit-swatch" aria-hidden="true" />
          <div>
            <strong>No unit</strong> <span className="muted small">{formatCount(without.length)}</span>
            <p className="small">{listed(without)}</p>
          </div>
        </li>
      )}
    </ul>
  )
}

const listed = (areas: readonly Area[]): string =>
  areas
    .map(({ name }) => name)
    .toSorted((a, b) => a.localeCompare(b))
    .join(', ')
