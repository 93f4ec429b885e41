import type { HotspotDetail } from '@planner/shared/schemas'
import { scaleBand, scaleLinear } from 'd3-scale'
import { Disclosure, DisclosurePanel, Button } from 'react-aria-components'
import type { ReactNode } from 'react'
import { formatCount, formatDay, formatExpected } from '../format.ts'

/** A chart's figures as a table, closed until wanted. */
export function TableBehind({ children }: { children: ReactNode }) {
  return (
    <Disclosure>
      {({ isExpanded }) => (
        <>
          <Button slot="trigger" className="disclosure-button">
            {isExpanded ? 'Hide the figures' : 'Show the figures as a table'}
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
const HEIGHT = 132
const MARGIN = { top: 8, right: 4, bottom: 22, left: 26 }

/** Incidents by week or month, oldest first, with its table. */
export function TrendChart({ trend, unit }: { trend: HotspotDetail['trend']; unit: 'week' | 'month' }) {
  const most = Math.max(1, ...trend.map(({ incidents }) => incidents))
  const x = scaleBand<number>()
    .domain(trend.map((_, index) => index))
    .range([MARGIN.left, WIDTH - MARGIN.right])
    .padding(0.25)
  const y = scaleLinear()
    .domain([0, most])
    .nice(3)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top])
  const ticks = y.ticks(3).filter(Number.isInteger)
  const total = trend.reduce((sum, { incidents }) => sum + incidents, 0)
  const first = trend[0]
  const last = trend.at(-1)
  if (first === undefined || last === undefined) return <p className="muted">No incidents to draw.</p>
  return (
    <figure className="chart">
      <figcaption className="chart-title">Reported by {unit}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${formatCount(total)} incidents from ${formatDay(first.from)} to ${formatDay(last.to)}; the most in one ${unit}: ${formatCount(most)}.`}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="chart-grid" x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(tick)} y2={y(tick)} />
            <text className="chart-text" x={MARGIN.left - 6} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {trend.map(({ from, incidents }, index) => (
          <rect
            key={from}
            className="chart-bar"
            x={x(index)}
            width={x.bandwidth()}
            y={y(incidents)}
            height={y(0) - y(incidents)}
            rx="1"
          />
        ))}
        <text className="chart-text" x={MARGIN.left} y={HEIGHT - 6}>
          {formatDay(first.from, 'short')}
        </text>
        <text className="chart-text" x={WIDTH - MARGIN.right} y={HEIGHT - 6} textAnchor="end">
          {formatDay(last.to, 'short')}
        </text>
      </svg>
      <TableBehind>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{unit === 'week' ? 'Week from' : 'Month from'}</th>
              <th scope="col" className="number">
                Incidents
              </th>
            </tr>
          </thead>
          <tbody>
            {trend.map(({ from, incidents }) => (
              <tr key={from}>
                <td>{formatDay(from)}</td>
                <td className="number">{formatCount(incidents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBehind>
    </figure>
  )
}

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
