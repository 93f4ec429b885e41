import type { Operation } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { areasQuery, hotspotsQuery, outlinesQuery, rankingQuery } from '../../api/queries.ts'
import { MapPanel } from '../../components/map-panel.tsx'
import { OperationPage } from '../../components/operation-page.tsx'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { useWide } from '../../components/use-wide.ts'
import { addDays, formatDay, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { outlineBounds } from '../../map/layers/hotspots.ts'
import { filterHotspots, sortHotspots, type HotspotSearch } from '../../state/hotspot-search.ts'
import { HotspotDetailPanel } from './hotspot-detail.tsx'
import { HotspotFilters } from './hotspot-filters.tsx'
import { HotspotTable } from './hotspot-table.tsx'
import './hotspots.css'

const NEEDS = {
  is: ({ rankingId }: Operation) => rankingId !== null,
  heading: 'No places ranked yet',
  lacks: 'has no ranking',
  advice: 'choose “Rank places”',
}

export function HotspotsView() {
  const { operationId } = useParams({ from: '/shell/operations/$operationId/hotspots' })
  return (
    <OperationPage operationId={operationId} title="Hotspots" needs={NEEDS}>
      {({ rankingId }) => rankingId !== null && <RankedHotspots rankingId={rankingId} />}
    </OperationPage>
  )
}

function RankedHotspots({ rankingId }: { rankingId: string }) {
  const search = useSearch({ from: '/shell/operations/$operationId/hotspots' })
  const navigate = useNavigate({ from: '/operations/$operationId/hotspots' })
  const wide = useWide()
  const { data: ranking } = useQuery(rankingQuery(rankingId))
  const { data: list, error } = useQuery(hotspotsQuery(rankingId))
  const { data: outlines } = useQuery(outlinesQuery(rankingId))
  const { data: areas } = useQuery(areasQuery)
  const [hovered, setHovered] = useState<string>()

  const change = useCallback(
    (next: Partial<HotspotSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  )
  const select = useCallback((hotspot: string | undefined) => change({ hotspot }), [change])

  const all = list?.hotspots
  const { bcu, area, tier, text, sort, order } = search
  const shown = useMemo(
    () => sortHotspots(filterHotspots(all ?? [], { bcu, area, tier, text }), sort, order),
    [all, bcu, area, tier, text, sort, order],
  )
  const visible = useMemo(
    () => (all === undefined || shown.length === all.length ? null : shown.map(({ id }) => id)),
    [all, shown],
  )
  const selected = all?.find(({ id }) => id === search.hotspot)
  const bounds = useMemo(
    () => (outlines === undefined || selected === undefined ? undefined : outlineBounds(outlines, selected.id)),
    [outlines, selected],
  )

  if (error !== null) return <ErrorNotice error={error} />
  if (all === undefined) return <LoadingPage />
  const mapShown = wide || search.view === 'map'
  const listShown = wide || search.view !== 'map'
  return (
    <div className="split hotspots" data-detail={selected !== undefined}>
      <section className="hotspots-list" aria-label="Ranked hotspots" hidden={!listShown && selected === undefined}>
        <div className="hotspots-head">
          <div className="view-title">
            <h1>Hotspots</h1>
            {!wide && <ViewSwitch view={search.view} onChange={(view) => change({ view })} />}
          </div>
          {ranking !== undefined && (
            <p className="muted small">
              {plural(ranking.hotspotCount, 'place')} of {plural(ranking.meta.candidates, 'candidate')}, from{' '}
              {plural(ranking.meta.incidentsInWindow, 'incident')} reported{' '}
              {formatDay(ranking.meta.windowFrom, 'short')} to {formatDay(addDays(ranking.meta.windowTo, -1))}.
              Expected: {formatDay(ranking.meta.horizonFrom, 'short')} to{' '}
              {formatDay(addDays(ranking.meta.horizonTo, -1))}.
            </p>
          )}
          <HotspotFilters hotspots={all} search={search} onChange={change} />
        </div>
        {listShown && (
          <HotspotTable
            hotspots={shown}
            total={all.length}
            days={ranking?.meta.days}
            search={search}
            selected={selected?.id}
            hovered={hovered}
            onSelect={select}
            onHover={setHovered}
            onChange={change}
          />
        )}
      </section>
      {mapShown && (
        <section className="hotspots-map" aria-label="Map">
          <MapPanel
            label="Map of ranked hotspots. Arrow keys move it, plus and minus zoom. The list has the same places."
            areas={areas}
            hotspots={all}
            outlines={outlines}
            visible={visible}
            selected={selected?.id}
            hovered={hovered}
            camera={search.map}
            selectionBounds={bounds}
            onCamera={(map) => change({ map })}
            onSelect={select}
            onHover={setHovered}
          >
            <Legend />
            <HoverTip name={all.find(({ id }) => id === hovered)?.name} />
          </MapPanel>
        </section>
      )}
      {selected !== undefined && (
        <HotspotDetailPanel
          key={selected.id}
          rankingId={rankingId}
          summary={selected}
          top={ranking?.meta.top}
          onClose={() => select(undefined)}
        />
      )}
      <p className="visually-hidden" aria-live="polite">
        {selected === undefined
          ? ''
          : `Selected: rank ${selected.rank}, ${selected.name}, ${selected.area}, ${LABELS.tiers[selected.tier]}`}
      </p>
    </div>
  )
}

function ViewSwitch({ view, onChange }: { view: 'map' | undefined; onChange: (view: 'map' | undefined) => void }) {
  return (
    <button type="button" className="button" onClick={() => onChange(view === 'map' ? undefined : 'map')}>
      {view === 'map' ? 'Show the list' : 'Show the map'}
    </button>
  )
}

function Legend() {
  return (
    <div className="map-legend" role="group" aria-label="Legend">
      <ul>
        {(['A', 'B', 'C'] as const).map((tier) => (
          <li key={tier}>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
              <circle className={`legend-${tier.toLowerCase()}`} cx="8" cy="8" r={{ A: 7, B: 5.5, C: 4.5 }[tier]} />
            </svg>
            {LABELS.tiers[tier]}
          </li>
        ))}
      </ul>
    </div>
  )
}

function HoverTip({ name }: { name: string | undefined }) {
  if (name === undefined) return null
  return <p className="hover-tip">{name}</p>
}
