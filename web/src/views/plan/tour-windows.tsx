import type { Tour } from '@planner/shared/schemas'
import { formatTime, formatTimeSpan, plural } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { localHour, tourKind } from '../../state/force-day.ts'

interface TourWindowsProps {
  tour: Tour
  /** the day's tours, among which are the crews that a visit is made with */
  tours: readonly Tour[]
  timezone: string
}

/** One tour's windows as a table: what the blocks and the numbered stops show. */
export function TourWindows({ tour, tours, timezone }: TourWindowsProps) {
  const rows = tourRows(tour)
  const isMixed = tour.windows.some(({ activity }) => activity !== PATROL)
  return (
    <section className="tour-windows" aria-label="Selected tour" tabIndex={0}>
      <div className="tour-windows-head">
        <h2>{tour.callSign ?? tour.teamId}</h2>
        <p className="muted small">
          {LABELS.tours[tourKind(localHour(tour.start, timezone))]}, {tour.bcu},{' '}
          {formatTimeSpan(tour.start, tour.end, timezone)} · {plural(tour.windows.length, 'visit')}
        </p>
      </div>
      {tour.windows.length === 0 && (
        <p className="muted">No visit is planned for this tour: its {LABELS.bcu} has no hotspot left to visit.</p>
      )}
      <table className="data-table small">
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Time</th>
            <th scope="col">Place and entry point</th>
            <th scope="col">Tier</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            row.kind === 'refreshments' ? (
              <tr key="refreshments" className="tour-refreshments">
                <td />
                <td className="nowrap">
                  {formatTime(row.start, timezone)}–{formatTime(row.end, timezone)}
                </td>
                <td colSpan={2}>{LABELS.refreshments}</td>
              </tr>
            ) : (
              <tr key={row.window.windowId}>
                <td className="number">{row.number}</td>
                <td className="nowrap">
                  {formatTime(row.window.start, timezone)}–{formatTime(row.window.end, timezone)}
                </td>
                <td>
                  <span className="place-name">{row.window.hotspotName}</span>
                  {row.window.entryPoint !== '' && <span className="place-area">{row.window.entryPoint}</span>}
                  {isMixed && (
                    <span className="place-area">
                      {[labelOf(LABELS.activities, row.window.activity), withWhom(row.window, tour, tours)]
                        .filter(Boolean)
                        .join(', ')}
                    </span>
                  )}
                </td>
                <td>
                  <span className={`tier tier-${row.window.tier.toLowerCase()}`}>{row.window.tier}</span>
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  )
}

/** Said only where a tour has something else as well. */
const PATROL = 'high-visibility-patrol'

/** "with CE12": the crews that are there at the same minute for the same thing. */
function withWhom(window: Tour['windows'][number], tour: Tour, tours: readonly Tour[]): string {
  const others = tours.filter(
    (other) =>
      other.shiftId !== tour.shiftId &&
      other.windows.some(
        ({ hotspotId, start, activity }) =>
          hotspotId === window.hotspotId && start === window.start && activity === window.activity,
      ),
  )
  return others.length === 0 ? '' : `with ${others.map(({ callSign, teamId }) => callSign ?? teamId).join(' and ')}`
}

type Row =
  | { kind: 'window'; number: number; start: string; window: Tour['windows'][number] }
  | { kind: 'refreshments'; start: string; end: string }

function tourRows(tour: Tour): Row[] {
  const rows: Row[] = tour.windows.map((window, index) => ({
    kind: 'window',
    number: index + 1,
    start: window.start,
    window,
  }))
  if (tour.refreshments !== null) rows.push({ kind: 'refreshments', ...tour.refreshments })
  return rows.sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
}
