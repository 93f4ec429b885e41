import { memo, useEffect, useRef, type KeyboardEvent } from 'react'
import { expectedText, RangePicture } from '../../components/charts.tsx'
import { PlaceMarks } from '../../components/place-marks.tsx'
import { formatChance, formatCount, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import type { HotspotSearch, SortKey } from '../../state/hotspot-search.ts'
import type { PlaceRow } from '../../state/place-rows.ts'
import { MembershipDot } from '../../components/membership-dot.tsx'

interface HotspotTableProps {
  rows: readonly PlaceRow[]
  total: number
  /** another ranking than the one in use is looked at */
  isComparison: boolean
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
  const { rows, total, isComparison, days, search, selected, hovered, onSelect, onHover, onChange } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const max = Math.max(1, ...rows.map(({ chosen }) => chosen?.expectedHigh ?? 0))
  const focusable = rows.some(({ id }) => id === selected) ? selected : rows[0]?.id

  useEffect(() => {
    if (selected === undefined) return
    body.current?.querySelector(`[data-hotspot="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [selected])

  const move = (event: KeyboardEvent): void => {
    const at = rows.findIndex(({ id }) => id === selected)
    const targets: Record<string, number> = {
      ArrowDown: Math.min(rows.length - 1, at + 1),
      ArrowUp: Math.max(0, at - 1),
      PageDown: Math.min(rows.length - 1, at + 10),
      PageUp: Math.max(0, at - 10),
      Home: 0,
      End: rows.length - 1,
    }
    const target = targets[event.key]
    if (event.key === 'Escape') onSelect(undefined)
    if (target === undefined && event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    const next = rows[target ?? rows.findIndex(({ id }) => id === focusable)]
    if (next === undefined) return
    onSelect(next.id)
    body.current?.querySelector<HTMLElement>(`[data-hotspot="${CSS.escape(next.id)}"]`)?.focus()
  }

  return (
    <div className="hotspots-scroll">
      <table
        className="hotspot-table"
        data-comparison={isComparison || undefined}
        role="grid"
        aria-label="Hotspots"
        aria-rowcount={rows.length + 1}
      >
        <thead>
          <tr>
            <SortHeader sortKey="rank" search={search} onChange={onChange} label="Rank" short="#" />
            <SortHeader sortKey="name" search={search} onChange={onChange} label="Place" />
            {!isComparison && <SortHeader sortKey="tier" search={search} onChange={onChange} label="Tier" />}
            <SortHeader sortKey="observed" search={search} onChange={onChange} label="Recorded" numeric />
            <SortHeader
              sortKey="expected"
              search={search}
              onChange={onChange}
              label={days === undefined ? 'Expected' : `Expected in ${days} days`}
            />
            <SortHeader sortKey="harm" search={search} onChange={onChange} label="Harm, days" numeric />
            {isComparison ? (
              <SortHeader sortKey="in-use" search={search} onChange={onChange} label="Rank in use" numeric />
            ) : (
              <SortHeader sortKey="chance" search={search} onChange={onChange} label="Chance in true top" numeric />
            )}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {rows.map((row) => (
            <HotspotRow
              key={row.id}
              row={row}
              max={max}
              isSelected={row.id === selected}
              isHovered={row.id === hovered}
              isFocusable={row.id === focusable}
              onSelect={onSelect}
              onHover={onHover}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && (
        <div className="centred">
          <p>No hotspot fits these filters. Widen them, or clear them to see all {formatCount(total)}.</p>
        </div>
      )}
      <p className="hotspots-foot muted small" aria-live="polite">
        {rows.length === total
          ? `All ${plural(total, isComparison ? 'place' : 'hotspot')}`
          : `${formatCount(rows.length)} of ${plural(total, isComparison ? 'place' : 'hotspot')}`}
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
const DESCENDING: ReadonlySet<SortKey> = new Set(['observed', 'expected', 'harm', 'chance'])

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
        {active && (
          <span aria-hidden="true" className="sort-mark">
            {down ? '↓' : '↑'}
          </span>
        )}
      </button>
    </th>
  )
}

interface HotspotRowProps {
  row: PlaceRow
  max: number
  isSelected: boolean
  isHovered: boolean
  isFocusable: boolean
  onSelect: (hotspotId: string | undefined) => void
  onHover: (hotspotId: string | undefined) => void
}

/** Kept as it is unless its own state changes: hovering must not draw 250 rows again. */
const HotspotRow = memo(function HotspotRow(props: HotspotRowProps) {
  const { row, max, isSelected, isHovered, isFocusable, onSelect, onHover } = props
  const { chosen, membership } = row
  return (
    <tr
      data-hotspot={row.id}
      data-hovered={isHovered || undefined}
      aria-selected={isSelected}
      tabIndex={isFocusable ? 0 : -1}
      onClick={() => onSelect(row.id)}
      onMouseEnter={() => onHover(row.id)}
      onMouseLeave={() => onHover(undefined)}
    >
      <td className="column-rank number">{row.rank ?? <Absent />}</td>
      <th scope="row" className="column-name">
        <span className="place-name">{row.name === '' ? 'Unnamed place' : row.name}</span>
        <span className="place-line">
          <span className="place-area">
            {chosen !== undefined && membership === undefined && (
              <span className={`tier tier-small tier-${chosen.tier.toLowerCase()}`}>
                <span className="visually-hidden">Tier </span>
                {chosen.tier}
              </span>
            )}
            {[row.area, row.bcu].filter(Boolean).join(' · ')}
          </span>
          {membership === undefined ? (
            chosen !== undefined && <PlaceMarks {...chosen} />
          ) : (
            <span className="place-mark">
              <MembershipDot membership={membership} /> {LABELS.memberships[membership]}
            </span>
          )}
        </span>
      </th>
      {membership === undefined && (
        <td className="column-tier">
          {chosen !== undefined && <span className={`tier tier-${chosen.tier.toLowerCase()}`}>{chosen.tier}</span>}
        </td>
      )}
      <td className="column-observed number">{formatCount(row.observed)}</td>
      <td className="column-expected">
        <span className="expected">
          <span className="nowrap">{expectedText(row)}</span>
          <RangePicture value={row.expected} low={row.expectedLow} high={row.expectedHigh} max={max} />
        </span>
      </td>
      <td className="column-harm number">{formatCount(row.harmDays)}</td>
      {membership === undefined ? (
        <td className="column-chance number">{chosen !== undefined && formatChance(chosen.pTop)}</td>
      ) : (
        <td className="column-in-use number">{row.rankInUse ?? <Absent />}</td>
      )}
    </tr>
  )
})

/** Stands where a ranking does not have a place. */
function Absent() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">not among its places</span>
    </>
  )
}
