import type { TradeOffPoint } from '@planner/shared/schemas'
import { scaleLinear } from 'd3-scale'
import type { ReactNode } from 'react'
import { formatShare } from '../format.ts'
import { LABELS } from '../labels.ts'
import { runsWithinBars } from '../state/trade-off.ts'
import { TableBehind } from './charts.tsx'
import { useWidth } from './use-width.ts'

interface TradeOffPictureProps {
  /** from following risk to staying unpredictable */
  stops: readonly TradeOffPoint[]
  /** where the marked point lies among the stops */
  position: number
  /** what the marked point is */
  pointName: string
  /** stands under the picture on the same axis: the slider */
  children?: ReactNode
}

/** Left and right of the plot; the slider beneath keeps to the same (trade-off.css). */
const LEFT = 44
const RIGHT = 14
const COVERAGE = { top: 22, bottom: 128 }
const LEARNT = { top: 170, bottom: 220 }
const HEIGHT = 226

/** Coverage against unpredictability: what each stop keeps, and what it gives away, over one axis. */
export function TradeOffPicture({ stops, position, pointName, children }: TradeOffPictureProps) {
  const [frame, width] = useWidth<HTMLDivElement>(480)
  const last = Math.max(1, stops.length - 1)
  const x = scaleLinear()
    .domain([0, last])
    .range([LEFT, width - RIGHT])
  const coverages = stops.flatMap(({ coverage }, at) => (coverage === null ? [] : [{ at, value: coverage }]))
  const skills = stops.flatMap(({ staticSkill }, at) => (staticSkill === null ? [] : [{ at, value: staticSkill }]))
  // A line that hardly falls should look so: the axis spans at least ten per cent.
  const least = Math.min(0.9, Math.floor(Math.min(1, ...coverages.map(({ value }) => value)) * 20) / 20)
  const y = scaleLinear().domain([least, 1]).range([COVERAGE.bottom, COVERAGE.top])
  const most = Math.max(0.02, ...skills.map(({ value }) => value))
  const learnt = scaleLinear().domain([0, most]).nice(2).range([LEARNT.bottom, LEARNT.top])
  const runs = runsWithinBars(stops)
  const kept = valueAt(coverages, position)
  const given = valueAt(skills, position)
  return (
    <figure className="chart trade-off">
      <div ref={frame}>
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          height={HEIGHT}
          role="img"
          aria-label={`Coverage against unpredictability, from “${LABELS.followRisk}” to “${LABELS.stayUnpredictable}”. The figures are in the table below.`}
        >
          {runs.map(([from, to]) => (
            <g key={from}>
              <rect
                className="trade-off-inside"
                x={x(from)}
                width={Math.max(2, x(to) - x(from))}
                y={COVERAGE.top - 4}
                height={LEARNT.bottom - COVERAGE.top + 4}
              />
              <text
                className="chart-text trade-off-inside-text"
                x={Math.min(x(to), width - RIGHT) - 6}
                y={COVERAGE.bottom - 8}
                textAnchor="end"
              >
                inside the bars
              </text>
            </g>
          ))}
          <text className="chart-text chart-strong" x={0} y={11}>
            Coverage kept
          </text>
          <Grid ticks={y.ticks(3)} at={y} width={width} format={formatShare} />
          <path className="trade-off-line" d={linePath(coverages.map(({ at, value }) => [x(at), y(value)]))} />
          <text className="chart-text chart-strong" x={0} y={LEARNT.top - 11}>
            What a {LABELS.watcher} learns beyond the published rates
          </text>
          <Grid ticks={learnt.ticks(2)} at={learnt} width={width} format={formatShare} />
          <path
            className="trade-off-line trade-off-learnt"
            d={linePath(skills.map(({ at, value }) => [x(at), learnt(value)]))}
          />
          <line className="trade-off-rule" x1={x(position)} x2={x(position)} y1={COVERAGE.top - 4} y2={LEARNT.bottom} />
          {kept !== undefined && <circle className="trade-off-point" cx={x(position)} cy={y(kept)} r="6" />}
          {given !== undefined && <circle className="trade-off-point" cx={x(position)} cy={learnt(given)} r="4.5" />}
          {kept !== undefined && (
            <text
              className="chart-text chart-strong"
              x={Math.min(width - RIGHT, Math.max(LEFT, x(position)))}
              y={kept > (least + 1) / 2 ? y(kept) + 20 : y(kept) - 12}
              textAnchor={x(position) > width * 0.66 ? 'end' : x(position) < width * 0.34 ? 'start' : 'middle'}
              dx={x(position) > width * 0.66 ? -10 : x(position) < width * 0.34 ? 10 : 0}
            >
              {pointName}
            </text>
          )}
        </svg>
      </div>
      {children ?? (
        <p className="trade-off-ends" aria-hidden="true">
          <span>{LABELS.followRisk}</span>
          <span>{LABELS.stayUnpredictable}</span>
        </p>
      )}
      <TableBehind>
        <TradeOffTable stops={stops} position={position} pointName={pointName} />
      </TableBehind>
    </figure>
  )
}

function Grid(props: {
  ticks: number[]
  at: (value: number) => number
  width: number
  format: (value: number) => string
}) {
  return props.ticks.map((tick) => (
    <g key={tick}>
      <line className="chart-grid" x1={LEFT} x2={props.width - RIGHT} y1={props.at(tick)} y2={props.at(tick)} />
      <text className="chart-text" x={LEFT - 6} y={props.at(tick) + 4} textAnchor="end">
        {props.format(tick)}
      </text>
    </g>
  ))
}

const linePath = (points: readonly (readonly [number, number])[]): string =>
  points.map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${px.toFixed(1)},${py.toFixed(1)}`).join('')

/** The line's value at a position between two of its points. */
function valueAt(line: readonly { at: number; value: number }[], position: number): number | undefined {
  const after = line.find(({ at }) => at >= position) ?? line.at(-1)
  const before = line.findLast(({ at }) => at <= position) ?? line[0]
  if (after === undefined || before === undefined) return undefined
  const span = after.at - before.at
  return span <= 0 ? before.value : before.value + ((after.value - before.value) * (position - before.at)) / span
}

function TradeOffTable({ stops, position, pointName }: Pick<TradeOffPictureProps, 'stops' | 'position' | 'pointName'>) {
  const share = (value: number | null): string => (value === null ? 'not known' : `${(value * 100).toFixed(1)}%`)
  return (
    <div className="table-scroll">
      <table className="data-table small">
        <caption className="visually-hidden">
          Coverage against unpredictability, from “{LABELS.followRisk}” to “{LABELS.stayUnpredictable}”
        </caption>
        <thead>
          <tr>
            <th scope="col">Evenness of hours</th>
            <th scope="col" className="number">
              Coverage kept
            </th>
            <th scope="col" className="number">
              A {LABELS.watcher} learns
            </th>
            <th scope="col" className="number">
              Safest tenth
            </th>
            <th scope="col">Bars</th>
          </tr>
        </thead>
        <tbody>
          {stops.map((stop, at) => (
            <tr key={stop.entropyFloor} data-selected={Math.round(position) === at || undefined}>
              <th scope="row">
                {stop.entropy.toFixed(4)}
                {Math.round(position) === at && <span className="place-area">{pointName}</span>}
              </th>
              <td className="number">{share(stop.coverage)}</td>
              <td className="number">{share(stop.staticSkill)}</td>
              <td className="number">{share(stop.safestDecile)}</td>
              <td>{stop.withinBars ? 'Inside' : 'Outside'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
