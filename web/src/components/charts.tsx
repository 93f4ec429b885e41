import type { HotspotDetail } from '@planner/shared/schemas'
import { scaleLinear } from 'd3-scale'
import { Disclosure, DisclosurePanel, Button } from 'react-aria-components'
import { useId, type ReactNode } from 'react'
import { addDays, formatCount, formatDay, formatExpected } from '../format.ts'

interface TableBehindProps {
  /** what the button says while the table is closed, and while it is open */
  open?: string
  close?: string
  children: ReactNode
}

/** A chart's figures as a table, closed until wanted. */
export function TableBehind({
  open = 'Show the figures as a table',
  close = 'Hide the figures',
  children,
}: TableBehindProps) {
  return (
    <Disclosure>
      {({ isExpanded }) => (
        <>
          <Button slot="trigger" className="disclosure-button">
            {isExpanded ? close : open}
          </Button>
          <DisclosurePanel>{children}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  )
}

interface RangeProps {
  value: number
  low: number
  high: number
  /** the largest upper end in the list, so that rows can be compared */
  max: number
}

/** An expected count with its interval as a small picture; the figures stand beside it as text. */
export function RangePicture({ value, low, high, max }: RangeProps) {
  const x = scaleLinear().domain([0, max]).range([2, 86])
  return (
    <svg className="range-picture" viewBox="0 0 88 14" aria-hidden="true">
      <line className="chart-axis" x1="2" x2="86" y1="7" y2="7" />
      <rect className="chart-range" x={x(low)} width={Math.max(2, x(high) - x(low))} y="3" height="8" rx="2" />
      <circle className="chart-mark" cx={x(value)} cy="7" r="3.2" />
    </svg>
  )
}

const WIDTH = 340
const HEIGHT = 120
const MARGIN = { top: 8, right: 4, bottom: 22, left: 26 }
/** Widest bar and the least height of one that is not shown, in the units of the drawing. */
const WIDEST_BAR = 14
const UNTOLD_HEIGHT = 7

type Period = HotspotDetail['trend'][number]

const countText = ({ incidents }: Period): string => (incidents === null ? 'not shown' : formatCount(incidents))

/** Incidents by week or month, oldest first, with its table. A count that is not sent is a short hatched bar: below 3, or one that would tell of a 1 or 2. */
export function TrendChart({ trend, unit }: { trend: HotspotDetail['trend']; unit: 'week' | 'month' }) {
  const hatch = useId()
  const first = trend[0]
  const last = trend.at(-1)
  if (first === undefined || last === undefined) return <p className="muted">No incidents to draw.</p>
  const most = Math.max(3, ...trend.map(({ incidents }) => incidents ?? 0))
  const hasUntold = trend.some(({ incidents }) => incidents === null)
  const slot = (WIDTH - MARGIN.left - MARGIN.right) / trend.length
  const width = Math.min(WIDEST_BAR, slot * 0.7)
  const y = scaleLinear()
    .domain([0, most])
    .nice(3)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top])
  const ticks = y.ticks(3).filter(Number.isInteger)
  const heightOf = ({ incidents }: Period): number =>
    incidents === null ? Math.max(UNTOLD_HEIGHT, y(0) - y(1)) : y(0) - y(incidents)
  return (
    <figure className="chart">
      <figcaption className="chart-title">Recorded by {unit}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Incidents by ${unit}, ${formatDay(first.from)} to ${formatDay(addDays(last.to, -1))}. The figures are in the table below.`}
      >
        <defs>
          <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect className="chart-hatch-ground" width="4" height="4" />
            <line className="chart-hatch-line" x1="0" y1="0" x2="0" y2="4" />
          </pattern>
        </defs>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="chart-grid" x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(tick)} y2={y(tick)} />
            <text className="chart-text" x={MARGIN.left - 6} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {trend.map((period, index) => (
          <rect
            key={period.from}
            className={period.incidents === null ? 'chart-bar-untold' : 'chart-bar'}
            {...(period.incidents === null ? { fill: `url(#${hatch})` } : {})}
            x={MARGIN.left + slot * (index + 0.5) - width / 2}
            width={width}
            y={y(0) - heightOf(period)}
            height={heightOf(period)}
          >
            <title>{`${periodName(period, unit)}: ${countText(period)}`}</title>
          </rect>
        ))}
        <text className="chart-text" x={MARGIN.left} y={HEIGHT - 6}>
          {axisLabel(first, unit)}
        </text>
        <text className="chart-text" x={WIDTH - MARGIN.right} y={HEIGHT - 6} textAnchor="end">
          {axisLabel(last, unit)}
        </text>
      </svg>
      {hasUntold && (
        <p className="chart-key chart-key-one muted">
          <svg viewBox="0 0 12 12" aria-hidden="true">
            <rect className="chart-bar-untold" fill={`url(#${hatch})`} width="12" height="12" />
          </svg>
          Not shown: fewer than 3, or a count that would give such a number away
        </p>
      )}
      <TableBehind>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{unit === 'week' ? 'Week from' : 'Month'}</th>
              <th scope="col" className="number">
                Incidents
              </th>
            </tr>
          </thead>
          <tbody>
            {trend.map((period) => (
              <tr key={period.from}>
                <td>{formatDay(period.from, unit === 'week' ? 'long' : 'month')}</td>
                <td className="number">{countText(period)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBehind>
    </figure>
  )
}

const periodName = ({ from }: Period, unit: 'week' | 'month'): string =>
  unit === 'week' ? `Week from ${formatDay(from, 'short')}` : formatDay(from, 'month')

const axisLabel = ({ from }: Period, unit: 'week' | 'month'): string =>
  unit === 'week' ? `week from ${formatDay(from, 'short')}` : formatDay(from, 'month')

interface ShareBarsProps {
  title: string
  items: readonly { label: string; value: number; note?: string }[]
}

/** A few amounts as labelled bars; the figures are part of it, so it needs no table. */
export function ShareBars({ title, items }: ShareBarsProps) {
  const most = Math.max(1, ...items.map(({ value }) => value))
  return (
    <figure className="chart">
      <figcaption className="chart-title">{title}</figcaption>
      <ul className="share-bars">
        {items.map(({ label, value, note }) => (
          <li key={label}>
            <span className="share-label">{label}</span>
            <span className="share-value">{note ?? formatCount(value)}</span>
            <svg className="share-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect className="chart-rest" width="100" height="6" />
              <rect className="chart-bar" width={(value / most) * 100} height="6" />
            </svg>
          </li>
        ))}
      </ul>
    </figure>
  )
}

/** "4.2 (1 to 8)": never an expected count without its interval. */
export const expectedText = (hotspot: { expected: number; expectedLow: number; expectedHigh: number }): string =>
  `${formatExpected(hotspot.expected)} (${formatCount(hotspot.expectedLow)} to ${formatCount(hotspot.expectedHigh)})`
