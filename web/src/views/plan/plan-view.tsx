import type { Operation, Plan } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useRouteContext, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { areasQuery, hotspotsQuery, outlinesQuery, planDayQuery, planQuery } from '../../api/queries.ts'
import { MapPanel } from '../../components/map-panel.tsx'
import { OperationPage } from '../../components/operation-page.tsx'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { useWide } from '../../components/use-wide.ts'
import { formatDay, today } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { shownDay, type PlanSearch } from '../../state/plan-search.ts'
import { boundsOf } from '../../state/places.ts'
import { DayStrip } from './day-strip.tsx'
import { PlanHead } from './plan-head.tsx'
import { TourBoard } from './tour-board.tsx'
import { TourWindows } from './tour-windows.tsx'
import { WholePlan } from './whole-plan.tsx'
import './plan.css'

const NEEDS = {
  is: ({ planId }: Operation) => planId !== null,
  heading: 'No plan yet',
  lacks: 'has no plan',
  advice: 'load a roster and choose “Set up a plan”',
}

export function PlanView() {
  const { operationId } = useParams({ from: '/shell/operations/$operationId/plan' })
  return (
    <OperationPage operationId={operationId} title="Plan" needs={NEEDS}>
      {({ planId }) => planId !== null && <PlannedOperation key={operationId} planId={planId} />}
    </OperationPage>
  )
}

function PlannedOperation({ planId }: { planId: string }) {
  const { part } = useSearch({ from: '/shell/operations/$operationId/plan' })
  const { data: plan, error } = useQuery(planQuery(planId))
  if (error !== null) return <ErrorNotice error={error} />
  if (plan === undefined) return <LoadingPage />
  if (part === undefined) return <PlannedDays plan={plan} />
  return (
    <div className="plan-whole">
      <PlanHead plan={plan} />
      <WholePlan plan={plan} />
    </div>
  )
}

function PlannedDays({ plan }: { plan: Plan }) {
  const search = useSearch({ from: '/shell/operations/$operationId/plan' })
  const navigate = useNavigate({ from: '/operations/$operationId/plan' })
  const { session } = useRouteContext({ from: '/shell' })
  const wide = useWide()
  const now = today(session.force.timezone)
  const day = shownDay(plan, search.day, now)
  const { data: planned, error } = useQuery(planDayQuery(plan.planId, day))
  const { data: list } = useQuery(hotspotsQuery(plan.rankingId))
  const { data: outlines } = useQuery(outlinesQuery(plan.rankingId))
  const { data: areas } = useQuery(areasQuery)

  const change = useCallback(
    (next: Partial<PlanSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  )
  const bcus = useMemo(
    () =>
      [...new Set(planned?.tours.map(({ bcu }) => bcu))].sort((a, b) => a.localeCompare(b, 'en-GB', { numeric: true })),
    [planned],
  )
  const tours = useMemo(
    () => (planned?.tours ?? []).filter(({ bcu }) => search.bcu === undefined || bcu === search.bcu),
    [planned, search.bcu],
  )
  const tour = tours.find(({ shiftId }) => shiftId === search.tour) ?? tours[0]
  const visible = useMemo(
    () => [...new Set(tours.flatMap(({ windows }) => windows.map(({ hotspotId }) => hotspotId)))],
    [tours],
  )
  const bounds = useMemo(() => (tour === undefined ? undefined : boundsOf(tour.windows)), [tour])
  const timezone = planned?.timezone ?? session.force.timezone
  const mapShown = wide || search.view === 'map'

  return (
    <div className="split plan">
      <section className="plan-main" aria-label="Plan by day and crew">
        <PlanHead plan={plan}>
          {!wide && (
            <button
              type="button"
              className="button"
              aria-expanded={mapShown}
              onClick={() => change({ view: mapShown ? undefined : 'map' })}
            >
              {mapShown ? 'Hide the map' : 'Show the map'}
            </button>
          )}
        </PlanHead>
        <DayStrip
          byDay={plan.byDay}
          selected={day}
          today={now}
          onSelect={(next) => change({ day: next, tour: undefined })}
        />
        {!wide && mapShown && <div className="plan-map-slot">{renderMap()}</div>}
        <div className="plan-day">
          <div className="plan-day-head">
            <h2>{formatDay(day, 'weekday')}</h2>
            <label className="row small">
              {LABELS.bcu}
              <select
                className="select"
                value={search.bcu ?? ''}
                onChange={(event) =>
                  change({ bcu: event.target.value === '' ? undefined : event.target.value, tour: undefined })
                }
              >
                <option value="">All {LABELS.bcus}</option>
                {bcus.map((bcu) => (
                  <option key={bcu}>{bcu}</option>
                ))}
              </select>
            </label>
          </div>
          <ErrorNotice error={error} />
          {planned === undefined ? (
            error === null && <LoadingPage />
          ) : tours.length === 0 ? (
            <p className="plan-empty">No crew is on duty on this day. Choose another day or another {LABELS.bcu}.</p>
          ) : (
            <TourBoard
              tours={tours}
              day={day}
              timezone={timezone}
              selected={tour?.shiftId}
              onSelect={(shiftId) => change({ tour: shiftId })}
            />
          )}
        </div>
        {!wide && tour !== undefined && <TourWindows tour={tour} tours={planned?.tours ?? []} timezone={timezone} />}
      </section>
      {wide && (
        <div className="plan-side">
          <section className="plan-map" aria-label="Map">
            {renderMap()}
          </section>
          {tour !== undefined && <TourWindows tour={tour} tours={planned?.tours ?? []} timezone={timezone} />}
        </div>
      )}
    </div>
  )

  function renderMap() {
    return (
      <MapPanel
        label="Map of the day's places and the selected tour's order of visits. The tour's table has the same."
        areas={areas}
        hotspots={list?.hotspots}
        outlines={outlines}
        visible={visible}
        selected={undefined}
        route={tour?.windows}
        camera={search.map}
        selectionBounds={bounds}
        followSelection
        onCamera={(map) => change({ map })}
        onSelect={(hotspotId) => {
          const visiting = tours.find(({ windows }) => windows.some((window) => window.hotspotId === hotspotId))
          if (visiting !== undefined) change({ tour: visiting.shiftId })
        }}
      />
    )
  }
}
