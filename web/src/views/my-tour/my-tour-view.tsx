import { useQuery } from '@tanstack/react-query'
import { Link, useRouteContext, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { myToursQuery } from '../../api/queries.ts'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { addDays, formatDay, formatTime, formatTimeSpan, plural, today } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { localHour, tourKind } from '../../state/force-day.ts'
import './my-tour.css'

/** An officer's own tours of one day, and nothing else. */
export function MyTourView() {
  const { session } = useRouteContext({ from: '/shell' })
  const search = useSearch({ from: '/shell/my-tour' })
  const day = search.day ?? today(session.force.timezone)
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
          <h2>No tour on this day</h2>
          <p className="muted">Look at the day before or after. If you should be on duty, ask your sergeant.</p>
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
