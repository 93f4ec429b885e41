import type { BacktestSummary } from '@planner/shared/schemas'
import { scaleLinear } from 'd3-scale'
import { TableBehind } from '../../components/charts.tsx'
import { useWidth } from '../../components/use-width.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { intervalDomain, methodsByHits, OURS, PLAIN, standing } from '../../state/backtest-figures.ts'
import { differenceText, signedPercent } from './figures.ts'
import { MethodsTable } from './methods-table.tsx'

const ROW = 30
const TOP = 26
const BOTTOM = 30
const RIGHT = 12
/** Narrower than this, a method's name stands above its line. */
const NARROW = 520

/** Each way of ranking against the plain count: found more to the right, fewer to the left, and how sure that is. */
export function MethodsPicture({ backtest }: { backtest: BacktestSummary }) {
  const [frame, width] = useWidth<HTMLDivElement>(720)
  const rows = methodsByHits(backtest)
  const isNarrow = width < NARROW
  const left = isNarrow ? 8 : 190
  const rowHeight = isNarrow ? ROW + 16 : ROW
  const height = TOP + rows.length * rowHeight + BOTTOM
  const intervals = rows.flatMap(({ against }) => (against === undefined ? [] : [against]))
  const x = scaleLinear()
    .domain(intervalDomain(intervals))
    .range([left, width - RIGHT])
  const middle = (row: number): number => TOP + row * rowHeight + (isNarrow ? rowHeight - ROW / 2 : rowHeight / 2)
  return (
    <figure className="chart looking-back-methods">
      <figcaption className="chart-title">
        Incidents found, against the {labelOf(LABELS.methods, PLAIN).toLowerCase()}
      </figcaption>
      <div ref={frame}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          height={height}
          role="img"
          aria-label="Each way of ranking against the plain count, with 95 % intervals. The figures are in the table below."
        >
          <text className="chart-text" x={x(0) - 8} y={12} textAnchor="end">
            found fewer
          </text>
          <text className="chart-text" x={x(0) + 8} y={12}>
            found more
          </text>
          {x.ticks(isNarrow ? 4 : 7).map((tick) => (
            <g key={tick}>
              <line className="chart-grid" x1={x(tick)} x2={x(tick)} y1={TOP - 6} y2={height - BOTTOM + 4} />
              <text className="chart-text" x={x(tick)} y={height - 10} textAnchor="middle">
                {signedPercent(tick, 0)}
              </text>
            </g>
          ))}
          <line className="looking-back-zero" x1={x(0)} x2={x(0)} y1={TOP - 6} y2={height - BOTTOM + 4} />
          {rows.map(({ figures, against }, row) => {
            const y = middle(row)
            const isOurs = figures.method.startsWith(OURS)
            const verdict = against === undefined ? 'alike' : standing({ hits: against }, backtest.meta.origins)
            return (
              <g key={figures.method} className={isOurs ? 'looking-back-ours' : undefined}>
                <text
                  className={`chart-text looking-back-name${isOurs ? ' chart-strong' : ''}`}
                  x={isNarrow ? left : left - 12}
                  y={isNarrow ? y - 11 : y + 4}
                  textAnchor={isNarrow ? 'start' : 'end'}
                >
                  {labelOf(LABELS.methods, figures.method)}
                </text>
                {against !== undefined && (
                  <>
                    <line
                      className={`looking-back-interval looking-back-${verdict}`}
                      x1={x(against.low)}
                      x2={x(against.high)}
                      y1={y}
                      y2={y}
                    />
                    <title>{`${labelOf(LABELS.methods, figures.method)}: ${differenceText(against)}`}</title>
                  </>
                )}
                <circle
                  className={`looking-back-dot looking-back-${verdict}`}
                  cx={x(against?.mean ?? 0)}
                  cy={y}
                  r="5"
                />
              </g>
            )
          })}
        </svg>
      </div>
      <TableBehind>
        <MethodsTable backtest={backtest} />
      </TableBehind>
    </figure>
  )
}
