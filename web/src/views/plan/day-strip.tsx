import type { Plan } from '@planner/shared/schemas'
import { scaleLinear } from 'd3-scale'
import { useEffect, useRef } from 'react'
import { formatCount, formatDay, plural } from '../../format.ts'

interface DayStripProps {
  byDay: Plan['byDay']
  selected: string
  /** local date where the force is */
  today: string
  onSelect: (day: string) => void
}

/** The operation's days with their visits as bars; it is the day picker as well. */
export function DayStrip({ byDay, selected, today, onSelect }: DayStripProps) {
  const strip = useRef<HTMLDivElement>(null)
  const height = scaleLinear()
    .domain([0, Math.max(1, ...byDay.map(({ visits }) => visits))])
    .range([0, 36])
  useEffect(() => {
    strip.current?.querySelector(`[data-day="${selected}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [selected])
  return (
    <div className="day-strip" role="group" aria-label="Days of the operation" ref={strip}>
      {byDay.map(({ day, visits, tours }, i) => (
        <button
          key={day}
          data-day={day}
          type="button"
          className="day"
          aria-pressed={day === selected}
          aria-current={day === today ? 'date' : undefined}
          onClick={() => onSelect(day)}
        >
          <span className="day-weekday">{day === today ? 'Today' : formatDay(day, 'weekdayLetter')}</span>
          <svg className="day-bar" viewBox="0 0 20 36" preserveAspectRatio="none" aria-hidden="true">
            <rect
              className={day === selected ? 'chart-bar-selected' : 'chart-bar'}
              x="0"
              width="20"
              y={36 - height(visits)}
              height={height(visits)}
              rx="1"
            />
          </svg>
          <span className="day-visits">
            {formatCount(visits)}
            <span className="visually-hidden"> visits in {plural(tours, 'tour')}</span>
          </span>
          <span className="day-date">
            {Number(day.slice(8))}
            {/* Said once a month: in so narrow a column it would not fit beside each day. */}
            <span className={i === 0 || day.endsWith('-01') ? undefined : 'visually-hidden'}>
              {` ${formatDay(day, 'monthName')}`}
            </span>
          </span>
        </button>
      ))}
    </div>
  )
}
