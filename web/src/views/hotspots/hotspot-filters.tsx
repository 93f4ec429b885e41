import { useMemo } from 'react'
import { LABELS } from '../../labels.ts'
import type { HotspotSearch } from '../../state/hotspot-search.ts'
import type { PlaceRow } from '../../state/place-rows.ts'

interface HotspotFiltersProps {
  rows: readonly PlaceRow[]
  search: HotspotSearch
  onChange: (next: Partial<HotspotSearch>) => void
}

const sorted = (values: Iterable<string>): string[] =>
  [...new Set(values)].filter((value) => value !== '').sort((a, b) => a.localeCompare(b, 'en-GB', { numeric: true }))

export function HotspotFilters({ rows, search, onChange }: HotspotFiltersProps) {
  const bcus = useMemo(() => sorted(rows.map(({ bcu }) => bcu)), [rows])
  const areas = useMemo(
    () => sorted(rows.filter(({ bcu }) => search.bcu === undefined || bcu === search.bcu).map(({ area }) => area)),
    [rows, search.bcu],
  )
  const filtered = [search.text, search.bcu, search.area, search.tier].some((value) => value !== undefined)
  return (
    <form className="filters" role="search" aria-label="Filter hotspots" onSubmit={(event) => event.preventDefault()}>
      <input
        className="input filters-text"
        type="search"
        aria-label="Find by street or place"
        placeholder="Street or place"
        value={search.text ?? ''}
        onChange={(event) => onChange({ text: event.target.value === '' ? undefined : event.target.value })}
      />
      <Choice
        label={LABELS.bcu}
        all={`All ${LABELS.bcus}`}
        values={bcus}
        value={search.bcu}
        onChange={(bcu) => onChange({ bcu, area: undefined })}
      />
      <Choice
        label={LABELS.area}
        all={`All ${LABELS.areas.toLowerCase()}`}
        values={areas}
        value={search.area}
        onChange={(area) => onChange({ area })}
      />
      <Choice
        label="Tier"
        all="All tiers"
        values={['A', 'B', 'C']}
        value={search.tier}
        onChange={(tier) => onChange({ tier: tier as HotspotSearch['tier'] })}
      />
      {filtered && (
        <button
          type="button"
          className="button button-quiet"
          onClick={() => onChange({ text: undefined, bcu: undefined, area: undefined, tier: undefined })}
        >
          Clear
        </button>
      )}
    </form>
  )
}

interface ChoiceProps {
  label: string
  all: string
  values: readonly string[]
  value: string | undefined
  onChange: (value: string | undefined) => void
}

function Choice({ label, all, values, value, onChange }: ChoiceProps) {
  return (
    <select
      className="select"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    >
      <option value="">{all}</option>
      {values.map((item) => (
        <option key={item} value={item}>
          {label === 'Tier' ? LABELS.tiers[item as keyof typeof LABELS.tiers] : item}
        </option>
      ))}
    </select>
  )
}
