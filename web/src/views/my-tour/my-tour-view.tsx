import { useQuery } from '@tanstack/react-query'
import { Link, useRouteContext, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { myToursQuery, NEXT_TOUR_DAYS, nextTourQuery } from '../../api/queries.ts'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { addDays, formatDay, formatTime, formatTimeSpan, plural, today } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { localHour, tourKind } from '../../state/force-day.ts'
import './my-tour.css'

/** An officer's own tours of one day, and nothing else. */
export function MyTourView() {
  const { session } = useRouteContext({ from: '/shell' })
  const search = useSearch({ from: '/shell/my-tour' })
  const now = today(session.force.timezone)
  const day = search.day ?? now
  const { data, error } = useQuery(myToursQuery(day))
  useEffect(() => {
    document.title = `My tour · ${LABELS.product}`
  }, [])
  const timezone = data?.timezone ?? session.force.timezone
  return (
    <div className="my-tour">
      <nav className="my-tour-days" aria-label="Days">
        <Link className="button" to="/my-tour" search={{ day: addDays(day, -1) }} aria-label="The day before">
          ←
        </Link>
        <h1>{formatDay(day, 'weekday')}</h1>
        <Link className="button" to="/my-tour" search={{ day: addDays(day, 1) }} aria-label="The day after">
          →
        </Link>
      </nav>
      <ErrorNotice error={error} />
      {data === undefined && error === null && <LoadingPage />}
      {data?.tours.length === 0 && (
        <div className="panel stack">
          <h2>{day === now ? 'You have no tour today' : 'You have no tour on this day'}</h2>
          <NextTour day={day} />
          <p className="muted">If you should be on duty, ask your sergeant.</p>
        </div>
      )}
      {data?.tours.map((tour) => (
        <section key={tour.shiftId} className="my-tour-card" aria-label={tour.callSign ?? tour.teamId}>
          <header>
            <h2>{tour.callSign ?? tour.teamId}</h2>
            <p>
              {LABELS.tours[tourKind(localHour(tour.start, timezone))]},{' '}
              {formatTimeSpan(tour.start, tour.end, timezone)}
            </p>
            <p className="muted small">
              {plural(tour.windows.length, 'visit')}
              {tour.refreshments !== null &&
                ` · ${LABELS.refreshments} ${formatTimeSpan(tour.refreshments.start, tour.refreshments.end, timezone)}`}
            </p>
          </header>
          <ol>
            {tour.windows.map((window) => (
              <li key={window.windowId}>
                <p className="my-tour-time">
                  <span>{formatTime(window.start, timezone)}</span>
                  <span className="muted">to {formatTime(window.end, timezone)}</span>
                </p>
                <div>
                  <p className="my-tour-place">{window.hotspotName}</p>
                  {window.entryPoint !== '' && <p>Start from the {window.entryPoint}</p>}
                  <p className="muted small">{labelOf(LABELS.activities, window.activity)}</p>
                </div>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

/** The way to the next day on duty, when there is one soon. */
function NextTour({ day }: { day: string }) {
  const { data: next } = useQuery(nextTourQuery(day))
  if (next === undefined) return null
  if (next === null) return <p>No tour is planned for your crew in the {NEXT_TOUR_DAYS} days after it.</p>
  return (
    <p>
      Your next tour is on{' '}
      <Link to="/my-tour" search={{ day: next }}>
        {formatDay(next, 'weekday')}
      </Link>
      .
    </p>
  )
}
