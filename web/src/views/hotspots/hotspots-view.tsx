import type { HotspotSummary, Operation, Ranking } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useRouteContext, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { areasQuery, hotspotsQuery, rankingQuery } from '../../api/queries.ts'
import { MapPanel } from '../../components/map-panel.tsx'
import { OperationPage } from '../../components/operation-page.tsx'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { useWide } from '../../components/use-wide.ts'
import { LABELS } from '../../labels.ts'
import { outlineBounds } from '../../map/layers/hotspots.ts'
import { measureName } from '../../ranking-words.ts'
import { filterRows, sortRows, type HotspotSearch } from '../../state/hotspot-search.ts'
import type { Measure } from '../../state/ranking-comparison.ts'
import { AboutRanking } from './about-ranking.tsx'
import { HotspotDetailPanel } from './hotspot-detail.tsx'
import { HotspotFilters } from './hotspot-filters.tsx'
import { HotspotTable } from './hotspot-table.tsx'
import { HotspotsSummary } from './hotspots-summary.tsx'
import { MapLegend, TierLegend } from '../../components/map-legends.tsx'
import { ComparisonBar, MeasureSwitch } from './measure-switch.tsx'
import { useRows } from './use-rows.ts'
import './hotspots.css'

const NEEDS = {
  is: ({ rankingId }: Operation) => rankingId !== null,
  heading: 'No places ranked yet',
  lacks: 'has no ranking',
  advice: 'choose “Set up a ranking”',
}

export function HotspotsView() {
  const { operationId } = useParams({ from: '/shell/operations/$operationId/hotspots' })
  return (
    <OperationPage operationId={operationId} title="Hotspots" needs={NEEDS}>
      {({ rankingId }) => rankingId !== null && <LoadedHotspots operationId={operationId} rankingId={rankingId} />}
    </OperationPage>
  )
}

/** Waits for the ranking and its list; everything else may come later. */
function LoadedHotspots({ operationId, rankingId }: { operationId: string; rankingId: string }) {
  const { data: ranking, error: rankingError } = useQuery(rankingQuery(rankingId))
  const { data: list, error } = useQuery(hotspotsQuery(rankingId))
  if (error !== null || rankingError !== null) return <ErrorNotice error={error ?? rankingError} />
  if (list === undefined || ranking === undefined) return <LoadingPage />
  return <RankedHotspots key={rankingId} operationId={operationId} ranking={ranking} hotspots={list.hotspots} />
}

interface RankedHotspotsProps {
  operationId: string
  ranking: Ranking
  hotspots: readonly HotspotSummary[]
}

function RankedHotspots({ operationId, ranking, hotspots }: RankedHotspotsProps) {
  const search = useSearch({ from: '/shell/operations/$operationId/hotspots' })
  const navigate = useNavigate({ from: '/operations/$operationId/hotspots' })
  const wide = useWide()
  const { data: areas } = useQuery(areasQuery)
  const [hovered, setHovered] = useState<string>()

  const change = useCallback(
    (next: Partial<HotspotSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  )
  const select = useCallback((hotspot: string | undefined) => change({ hotspot }), [change])

  const { meta } = ranking
  const inUse = meta.rankBy ?? 'count'
  const asked = search.by ?? inUse
  const { rows, ground, counts, isWaiting, isMissing, error } = useRows(ranking, hotspots, asked, inUse)
  // Until the other list is there, the one in use is what is seen, and said to be.
  const shown = counts === undefined ? inUse : asked
  const nameOf = useCallback((measure: Measure) => measureName(measure, meta), [meta])

  const { bcu, area, tier, text, only, sort, order } = search
  const listed = useMemo(
    () => sortRows(filterRows(rows, { bcu, area, tier, text, only }), sort, order),
    [rows, bcu, area, tier, text, only, sort, order],
  )
  const visible = useMemo(() => (listed.length === rows.length ? null : listed.map(({ id }) => id)), [rows, listed])
  const selected = rows.find(({ id }) => id === search.hotspot)
  const bounds = useMemo(
    () => (ground === undefined || selected === undefined ? undefined : outlineBounds(ground, selected.id)),
    [ground, selected],
  )
  const isAbout = search.about === 'open' && selected === undefined
  const hasPanel = selected !== undefined || isAbout
  const mapShown = (wide || search.view === 'map') && (wide || !isAbout)
  const listShown = wide || search.view !== 'map'
  return (
    <div className="split hotspots" data-detail={hasPanel}>
      <section className="hotspots-list" aria-label="Ranked hotspots" hidden={!listShown && hasPanel}>
        <div className="hotspots-head">
          <div className="view-title">
            <h1>Hotspots</h1>
            <div className="row">
              {!wide && <ViewSwitch view={search.view} onChange={(view) => change({ view })} />}
              <RankAgain operationId={operationId} />
            </div>
          </div>
          <HotspotsSummary
            ranking={ranking}
            isOpen={isAbout}
            onToggle={() => change({ about: isAbout ? undefined : 'open', hotspot: undefined })}
          />
          <MeasureSwitch shown={asked} inUse={inUse} nameOf={nameOf} onChange={change} />
          {counts !== undefined && <ComparisonBar counts={counts} only={only} onChange={change} />}
          {isWaiting && <p className="muted small">Fetching the other ranking</p>}
          {isMissing && (
            <p className="notice small">
              This ranking was made without a list by “{nameOf(asked)}”. Rank again to see both side by side.
            </p>
          )}
          <ErrorNotice error={error} />
          <HotspotFilters rows={rows} search={search} onChange={change} />
        </div>
        {listShown && (
          <HotspotTable
            rows={listed}
            total={rows.length}
            isComparison={counts !== undefined}
            days={meta.days}
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
            hotspots={rows}
            outlines={ground}
            visible={visible}
            selected={selected?.id}
            hovered={hovered}
            camera={search.map}
            selectionBounds={bounds}
            onCamera={(map) => change({ map })}
            onSelect={select}
            onHover={setHovered}
          >
            {counts === undefined ? <TierLegend /> : <MapLegend labels={LABELS.memberships} />}
            <HoverTip name={rows.find(({ id }) => id === hovered)?.name} />
          </MapPanel>
        </section>
      )}
      {selected !== undefined && (
        <HotspotDetailPanel
          key={selected.id}
          ranking={ranking}
          row={selected}
          shown={shown}
          inUse={inUse}
          nameOf={nameOf}
          onClose={() => select(undefined)}
        />
      )}
      {isAbout && <AboutRanking ranking={ranking} onClose={() => change({ about: undefined })} />}
      <p className="visually-hidden" aria-live="polite">
        {selected === undefined
          ? ''
          : `Selected: ${selected.rank === null ? 'no rank' : `rank ${selected.rank}`}, ${selected.name}, ${selected.area}${
              selected.chosen === undefined ? '' : `, ${LABELS.tiers[selected.chosen.tier]}`
            }`}
      </p>
    </div>
  )
}

function RankAgain({ operationId }: { operationId: string }) {
  const { session } = useRouteContext({ from: '/shell' })
  if (session.role !== 'tasking') return null
  return (
    <Link className="button button-small" to="/operations/$operationId/hotspots/new" params={{ operationId }}>
      Rank again
    </Link>
  )
}

function ViewSwitch({ view, onChange }: { view: 'map' | undefined; onChange: (view: 'map' | undefined) => void }) {
  return (
    <button type="button" className="button button-small" onClick={() => onChange(view === 'map' ? undefined : 'map')}>
      {view === 'map' ? 'Show the list' : 'Show the map'}
    </button>
  )
}

function HoverTip({ name }: { name: string | undefined }) {
  if (name === undefined) return null
  return <p className="hover-tip">{name}</p>
}
