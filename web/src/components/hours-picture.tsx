import { scaleLinear } from 'd3-scale'
import { formatMeasure } from '../format.ts'
import { peakInWords, weekday } from '../ranking-words.ts'
import { daysOf, peakOf } from '../state/hours-of-week.ts'
import { TableBehind } from './charts.tsx'

const LEFT = 30
const CELL = { width: 12.5, height: 13 }
const BOTTOM = 18
const HEIGHT = 7 * CELL.height + BOTTOM
/** A crew's stretch of time that is worth naming. */
const PEAK_HOURS = 4

/** Risk by hour of the week, the darker the more; the worst hours are framed and said in words, and all of it is in the table. */
export function HoursPicture({ profile, source }: { profile: readonly number[]; source: string }) {
  const days = daysOf(profile)
  const peak = peakOf(profile, PEAK_HOURS)
  const strength = scaleLinear()
    .domain([0, Math.max(...profile, 1)])
    .range([0.04, 1])
  const framed = new Set(Array.from({ length: peak?.hours ?? 0 }, (_, k) => ((peak?.fromHour ?? 0) + k) % 168))
  return (
    <figure className="chart">
      <figcaption className="chart-title">Hours of the week</figcaption>
      {peak === undefined ? (
        <p className="muted small">{source}</p>
      ) : (
        <>
          <p className="small">{peakInWords(peak)}</p>
          <svg
            className="hours-picture"
            viewBox={`0 0 ${LEFT + 24 * CELL.width} ${HEIGHT}`}
            role="img"
            aria-label={`Risk by hour of the week. ${peakInWords(peak)} The figures are in the table below.`}
          >
            {days.map((hours, day) => (
              <g key={weekday(day)}>
                <text className="chart-text" x={LEFT - 5} y={(day + 1) * CELL.height - 3} textAnchor="end">
                  {weekday(day).slice(0, 3)}
                </text>
                {hours.map((risk, hour) => {
                  const isPeak = framed.has(day * 24 + hour)
                  return (
                    <rect
                      key={`${day} ${hour.toString()}`}
                      className={isPeak ? 'hours-cell hours-peak' : 'hours-cell'}
                      x={LEFT + hour * CELL.width + 0.5}
                      y={day * CELL.height + 0.5}
                      width={CELL.width - 1}
                      height={CELL.height - 1}
                      fillOpacity={strength(risk)}
                    >
                      <title>{`${weekday(day)} ${String(hour).padStart(2, '0')}:00: ${formatMeasure(risk)} times the mean`}</title>
                    </rect>
                  )
                })}
              </g>
            ))}
            {[0, 6, 12, 18].map((hour) => (
              <text key={hour} className="chart-text" x={LEFT + hour * CELL.width} y={HEIGHT - 5}>
                {String(hour).padStart(2, '0')}:00
              </text>
            ))}
          </svg>
          <p className="muted small">{source}</p>
          <TableBehind>
            <HoursTable days={days} />
          </TableBehind>
        </>
      )}
    </figure>
  )
}

/** Two hours to a row: 168 single figures would not be read. */
function HoursTable({ days }: { days: readonly (readonly number[])[] }) {
  const step = 2
  return (
    <div className="table-scroll">
      <table className="data-table data-table-tight small">
        <caption className="muted small">Times the mean of the week</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            {days.map((_, day) => (
              <th key={weekday(day)} scope="col" className="number">
                {weekday(day).slice(0, 3)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: 24 / step }, (_, k) => k * step).map((hour) => (
            <tr key={hour}>
              <th scope="row">{String(hour).padStart(2, '0')}:00</th>
              {days.map((hours, day) => (
                <td key={weekday(day)} className="number">
                  {formatMeasure(hours.slice(hour, hour + step).reduce((sum, risk) => sum + risk, 0) / step)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
