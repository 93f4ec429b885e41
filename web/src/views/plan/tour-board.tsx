import type { Tour } from '@planner/shared/schemas'
import { useRef, type KeyboardEvent } from 'react'
import { formatTime, formatTimeSpan, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { boardAxis, localHour, spanOnAxis, tourKind, type BoardAxis } from '../../state/force-day.ts'

interface TourBoardProps {
  tours: readonly Tour[]
  day: string
  timezone: string
  selected: string | undefined
  onSelect: (shiftId: string) => void
}

/** One row a tour over the hours of the force day. The blocks are the picture; a row's words say the same. */
export function TourBoard({ tours, day, timezone, selected, onSelect }: TourBoardProps) {
  const axis = boardAxis(tours, day, timezone)
  const body = useRef<HTMLTableSectionElement>(null)
  const move = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = tours.findIndex(({ shiftId }) => shiftId === selected)
    const next = tours[Math.min(tours.length - 1, Math.max(0, at + step))]
    if (next === undefined) return
    onSelect(next.shiftId)
    body.current?.querySelector<HTMLElement>(`[data-tour="${CSS.escape(next.shiftId)}"]`)?.focus()
  }
  return (
    <div className="board-scroll">
      <table className="board" aria-label="Tours of the day">
        <thead>
          <tr>
            <th scope="col" className="board-crew">
              {LABELS.crew}
            </th>
            <th scope="col" className="board-hours">
              <span className="visually-hidden">Visits by hour of the day</span>
              <span className="board-axis" aria-hidden="true">
                {axis.marks.map(({ atMs, hour }) => (
                  <span key={atMs} style={{ left: positionOf(axis, atMs) }}>
                    {String(hour).padStart(2, '0')}
                  </span>
                ))}
              </span>
            </th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {tours.map((tour) => (
            <BoardRow
              key={tour.shiftId}
              tour={tour}
              axis={axis}
              timezone={timezone}
              isSelected={tour.shiftId === selected}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const positionOf = (axis: BoardAxis, atMs: number): string =>
  `${(((atMs - axis.fromMs) / (axis.toMs - axis.fromMs)) * 100).toFixed(3)}%`

interface BoardRowProps {
  tour: Tour
  axis: BoardAxis
  timezone: string
  isSelected: boolean
  onSelect: (shiftId: string) => void
}

function BoardRow({ tour, axis, timezone, isSelected, onSelect }: BoardRowProps) {
  const kind = tourKind(localHour(tour.start, timezone))
  return (
    <tr data-selected={isSelected || undefined} onClick={() => onSelect(tour.shiftId)}>
      <th scope="row" className="board-crew">
        <button
          type="button"
          data-tour={tour.shiftId}
          aria-pressed={isSelected}
          tabIndex={isSelected ? 0 : -1}
          onClick={() => onSelect(tour.shiftId)}
        >
          <span className="board-line">
            <span className="board-call-sign">{tour.callSign ?? tour.teamId}</span>
            <span className="board-visits">{plural(tour.windows.length, 'visit')}</span>
          </span>
          <span className="board-tour">
            {LABELS.tours[kind]} · {tour.bcu}
          </span>
        </button>
      </th>
      <td className="board-hours">
        <span className="visually-hidden">{formatTimeSpan(tour.start, tour.end, timezone)}</span>
        <div className="board-track" aria-hidden="true">
          {axis.marks.map(({ atMs }) => (
            <span key={atMs} className="board-mark" style={{ left: positionOf(axis, atMs) }} />
          ))}
          <span className={`board-span board-${kind}`} style={spanOnAxis(axis, tour.start, tour.end)} />
          {tour.refreshments !== null && (
            <span
              className="board-refreshments"
              title={`${LABELS.refreshments} ${formatTimeSpan(tour.refreshments.start, tour.refreshments.end, timezone)}`}
              style={spanOnAxis(axis, tour.refreshments.start, tour.refreshments.end)}
            />
          )}
          {tour.windows.map((window) => (
            <span
              key={window.windowId}
              className="board-window"
              title={`${formatTime(window.start, timezone)} ${window.hotspotName}`}
              style={spanOnAxis(axis, window.start, window.end)}
            />
          ))}
        </div>
        <span className="board-words" aria-hidden="true">
          {formatTime(tour.start, timezone)}–{formatTime(tour.end, timezone)}
        </span>
      </td>
    </tr>
  )
}
