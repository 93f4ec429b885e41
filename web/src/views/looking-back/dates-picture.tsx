import type { BacktestFile } from '@planner/shared/schemas'
import { scaleLinear } from 'd3-scale'
import { TableBehind } from '../../components/charts.tsx'
import { useWidth } from '../../components/use-width.ts'
import { formatDay, formatShare } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { linesByDate, OURS, PLAIN, type DateLine } from '../../state/backtest-figures.ts'
import { percent } from './figures.ts'

const LEFT = 40
const RIGHT = 10
const TOP = 8
const BOTTOM = 26
const HEIGHT = 190

/** Whether it held all along or by a few good dates: the share found from each date. */
export function DatesPicture({ file }: { file: BacktestFile }) {
  const [frame, width] = useWidth<HTMLDivElement>(720)
  const lines = linesByDate(file, [PLAIN, OURS])
  const days = file.origins.map(({ asOf }) => asOf)
  const shares = lines.flatMap(({ points }) => points.flatMap(({ share }) => (share === null ? [] : [share])))
  const x = scaleLinear()
    .domain([0, Math.max(1, days.length - 1)])
    .range([LEFT, width - RIGHT])
  const y = scaleLinear()
    .domain([0, Math.max(0.01, ...shares)])
    .nice(4)
    .range([HEIGHT - BOTTOM, TOP])
  const every = Math.max(1, Math.ceil(days.length / Math.max(2, Math.floor(width / 110))))
  return (
    <figure className="chart looking-back-dates">
      <figcaption className="chart-title">Share found of the incidents that followed, date by date</figcaption>
      <ul className="looking-back-key" aria-hidden="true">
        {lines.map(({ method }) => (
          <li key={method}>
            <svg viewBox="0 0 24 10" width="24" height="10">
              <line className={`looking-back-line looking-back-line-${method}`} x1="1" x2="23" y1="5" y2="5" />
            </svg>
            {labelOf(LABELS.methods, method)}
          </li>
        ))}
      </ul>
      <div ref={frame}>
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          height={HEIGHT}
          role="img"
          aria-label="Share found from each date by ours, the plain count and the ceiling. The figures are in the table below."
        >
          {y.ticks(4).map((tick) => (
            <g key={tick}>
              <line className="chart-grid" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
              <text className="chart-text" x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
                {formatShare(tick)}
              </text>
            </g>
          ))}
          {days.map(
            (day, at) =>
              at % every === 0 && (
                <text
                  key={day}
                  className="chart-text"
                  x={x(at)}
                  y={HEIGHT - 8}
                  textAnchor={at === 0 ? 'start' : x(at) > width - 50 ? 'end' : 'middle'}
                >
                  {formatDay(day, 'month')}
                </text>
              ),
          )}
          {lines.map((line) => (
            <g key={line.method}>
              <path className={`looking-back-line looking-back-line-${line.method}`} d={pathOf(line, x, y)} />
              {days.length <= 60 &&
                line.points.map(
                  ({ day, share }, at) =>
                    share !== null && (
                      <circle
                        key={day}
                        className={`looking-back-point looking-back-point-${line.method}`}
                        cx={x(at)}
                        cy={y(share)}
                        r="2.5"
                      />
                    ),
                )}
            </g>
          ))}
        </svg>
      </div>
      <TableBehind>
        <div className="table-scroll looking-back-scroll">
          <table className="data-table data-table-tight small">
            <caption className="visually-hidden">Share found from each date</caption>
            <thead>
              <tr>
                <th scope="col">As of</th>
                <th scope="col" className="number">
                  Incidents
                </th>
                {lines.map(({ method }) => (
                  <th key={method} scope="col" className="number">
                    {labelOf(LABELS.methods, method)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {file.origins.map(({ asOf, incidents }, at) => (
                <tr key={asOf}>
                  <th scope="row" className="nowrap">
                    {formatDay(asOf)}
                  </th>
                  <td className="number">{incidents}</td>
                  {lines.map(({ method, points }) => (
                    <td key={method} className="number">
                      {points[at]?.share == null ? '–' : percent(points[at].share)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </TableBehind>
    </figure>
  )
}

type Scale = (value: number) => number

/** A date without incidents breaks the line. */
function pathOf({ points }: DateLine, x: Scale, y: Scale): string {
  let isBroken = true
  return points
    .map(({ share }, at) => {
      if (share === null) {
        isBroken = true
        return ''
      }
      const step = `${isBroken ? 'M' : 'L'}${x(at).toFixed(1)},${y(share).toFixed(1)}`
      isBroken = false
      return step
    })
    .join('')
}
