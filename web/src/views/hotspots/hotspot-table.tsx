import type { HotspotSummary } from '@planner/shared/schemas'
import { memo, useEffect, useRef, type KeyboardEvent } from 'react'
import { expectedText, RangePicture } from '../../components/charts.tsx'
import { formatChance, formatCount, plural } from '../../format.ts'
import type { HotspotSearch, SortKey } from '../../state/hotspot-search.ts'

interface HotspotTableProps {
  hotspots: readonly HotspotSummary[]
  total: number
  days: number | undefined
  search: HotspotSearch
  selected: string | undefined
  hovered: string | undefined
  onSelect: (hotspotId: string | undefined) => void
  onHover: (hotspotId: string | undefined) => void
  onChange: (next: Partial<HotspotSearch>) => void
}

/** The list that has everything that the map has. Arrow keys move the selection; one row at a time takes the focus. */
export function HotspotTable(props: HotspotTableProps) {
  const { hotspots, total, days, search, selected, hovered, onSelect, onHover, onChange } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const max = Math.max(1, ...hotspots.map(({ expectedHigh }) => expectedHigh))
  const focusable = hotspots.some(({ id }) => id === selected) ? selected : hotspots[0]?.id

  useEffect(() => {
    if (selected === undefined) return
    body.current?.querySelector(`[data-hotspot="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [selected])

  const move = (event: KeyboardEvent): void => {
    const at = hotspots.findIndex(({ id }) => id === selected)
    const targets: Record<string, number> = {
      ArrowDown: Math.min(hotspots.length - 1, at + 1),
      ArrowUp: Math.max(0, at - 1),
      PageDown: Math.min(hotspots.length - 1, at + 10),
      PageUp: Math.max(0, at - 10),
      Home: 0,
      End: hotspots.length - 1,
    }
    const target = targets[event.key]
    if (event.key === 'Escape') onSelect(undefined)
    if (target === undefined && event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    const next = hotspots[target ?? hotspots.findIndex(({ id }) => id === focusable)]
    if (next === undefined) return
    onSelect(next.id)
    body.current?.querySelector<HTMLElement>(`[data-hotspot="${CSS.escape(next.id)}"]`)?.focus()
  }

  return (
    <div className="hotspots-scroll">
      <table className="hotspot-table" role="grid" aria-label="Hotspots" aria-rowcount={hotspots.length + 1}>
        <thead>
          <tr>
            <SortHeader sortKey="rank" search={search} onChange={onChange} label="Rank" short="#" />
            <SortHeader sortKey="name" search={search} onChange={onChange} label="Place" />
            <SortHeader sortKey="tier" search={search} onChange={onChange} label="Tier" />
            <SortHeader sortKey="observed" search={search} onChange={onChange} label="Reported" numeric />
            <SortHeader
              sortKey="expected"
              search={search}
              onChange={onChange}
              label={days === undefined ? 'Expected' : `Expected in ${days} days`}
            />
            <SortHeader sortKey="chance" search={search} onChange={onChange} label="Chance in true top" numeric />
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {hotspots.map((hotspot) => (
            <HotspotRow
              key={hotspot.id}
              hotspot={hotspot}
              max={max}
              isSelected={hotspot.id === selected}
              isHovered={hotspot.id === hovered}
              isFocusable={hotspot.id === focusable}
              onSelect={onSelect}
              onHover={onHover}
            />
          ))}
        </tbody>
      </table>
      {hotspots.length === 0 && (
        <div className="centred">
          <p>No hotspot fits these filters. Widen them, or clear them to see all {formatCount(total)}.</p>
        </div>
      )}
      <p className="hotspots-foot muted small" aria-live="polite">
        {hotspots.length === total
          ? `All ${plural(total, 'hotspot')}`
          : `${formatCount(hotspots.length)} of ${plural(total, 'hotspot')}`}
      </p>
    </div>
  )
}

interface SortHeaderProps {
  sortKey: SortKey
  label: string
  short?: string
  numeric?: boolean
  search: HotspotSearch
  onChange: (next: Partial<HotspotSearch>) => void
}

/** Counts are sorted with the most first, so that "sorted" means what a reader looks for. */
const DESCENDING: ReadonlySet<SortKey> = new Set(['observed', 'expected', 'chance'])

function SortHeader({ sortKey, label, short, numeric = false, search, onChange }: SortHeaderProps) {
  const active = (search.sort ?? 'rank') === sortKey
  const down = DESCENDING.has(sortKey) !== (search.order === 'desc')
  const sort = (): void =>
    onChange({
      sort: sortKey === 'rank' ? undefined : sortKey,
      order: active && search.order === undefined ? 'desc' : undefined,
    })
  return (
    <th
      scope="col"
      className={`column-${sortKey}${numeric ? ' number' : ''}`}
      aria-sort={active ? (down ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" onClick={sort}>
        {short === undefined ? (
          label
        ) : (
          <>
            <span aria-hidden="true">{short}</span>
            <span className="visually-hidden">{label}</span>
          </>
        )}
        <span aria-hidden="true" className="sort-mark">
          {active ? (down ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  )
}

interface HotspotRowProps {
  hotspot: HotspotSummary
  max: number
  isSelected: boolean
  isHovered: boolean
  isFocusable: boolean
  onSelect: (hotspotId: string | undefined) => void
  onHover: (hotspotId: string | undefined) => void
}

/** Kept as it is unless its own state changes: hovering must not draw 250 rows again. */
const HotspotRow = memo(function HotspotRow(props: HotspotRowProps) {
  const { hotspot, max, isSelected, isHovered, isFocusable, onSelect, onHover } = props
  return (
    <tr
      data-hotspot={hotspot.id}
      data-hovered={isHovered || undefined}
      aria-selected={isSelected}
      tabIndex={isFocusable ? 0 : -1}
      onClick={() => onSelect(hotspot.id)}
      onMouseEnter={() => onHover(hotspot.id)}
      onMouseLeave={() => onHover(undefined)}
    >
      <td className="column-rank number">{hotspot.rank}</td>
      <th scope="row" className="column-name">
        <span className="place-name">{hotspot.name === '' ? 'Unnamed place' : hotspot.name}</span>
        <span className="place-area">
          <span className={`tier tier-small tier-${hotspot.tier.toLowerCase()}`}>
            <span className="visually-hidden">Tier </span>
            {hotspot.tier}
          </span>
          {[hotspot.area, hotspot.bcu].filter(Boolean).join(' · ')}
        </span>
      </th>
      <td className="column-tier">
        <span className={`tier tier-${hotspot.tier.toLowerCase()}`}>{hotspot.tier}</span>
      </td>
      <td className="column-observed number">{formatCount(hotspot.observed)}</td>
      <td className="column-expected">
        <span className="expected">
          <span className="nowrap">{expectedText(hotspot)}</span>
          <RangePicture value={hotspot.expected} low={hotspot.expectedLow} high={hotspot.expectedHigh} max={max} />
        </span>
      </td>
      <td className="column-chance number">{formatChance(hotspot.pTop)}</td>
    </tr>
  )
})
