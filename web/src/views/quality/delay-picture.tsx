import { scaleLinear } from 'd3-scale'
import { useWidth } from '../../components/use-width.ts'
import { formatShare } from '../../format.ts'

const LEFT = 40
const RIGHT = 12
const TOP = 8
const BOTTOM = 34
const HEIGHT = 170
const COMPLETE = 0.95

/** Share of incidents that are recorded within so many days, as steps; the line is where a day counts as complete. */
export function DelayPicture({ curve, days95 }: { curve: readonly { days: number; share: number }[]; days95: number }) {
  const [frame, width] = useWidth<HTMLDivElement>(480)
  const x = scaleLinear()
    .domain([0, Math.max(1, curve.at(-1)?.days ?? 1)])
    .range([LEFT, width - RIGHT])
  const y = scaleLinear()
    .domain([0, 1])
    .range([HEIGHT - BOTTOM, TOP])
  const path = curve
    .map(({ days, share }, i) => (i === 0 ? `M${x(days)},${y(share)}` : `H${x(days)}V${y(share)}`))
    .join('')
  return (
    <figure className="chart">
      <div ref={frame}>
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          height={HEIGHT}
          role="img"
          aria-label={`Share of incidents recorded within so many days: 95 of 100 within ${days95}. The figures are in the table below.`}
        >
          {[0, 0.5, 1].map((tick) => (
            <g key={tick}>
              <line className="chart-grid" x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
              <text className="chart-text" x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
                {formatShare(tick)}
              </text>
            </g>
          ))}
          {x.ticks(6).map((tick) => (
            <text key={tick} className="chart-text" x={x(tick)} y={HEIGHT - BOTTOM + 14} textAnchor="middle">
              {tick}
            </text>
          ))}
          <text className="chart-text" x={(LEFT + width - RIGHT) / 2} y={HEIGHT - 4} textAnchor="middle">
            days until it is recorded
          </text>
          <line className="trade-off-rule" x1={LEFT} x2={x(days95)} y1={y(COMPLETE)} y2={y(COMPLETE)} />
          <line className="trade-off-rule" x1={x(days95)} x2={x(days95)} y1={y(COMPLETE)} y2={y(0)} />
          <path className="trade-off-line" d={path} />
          <circle className="trade-off-point" cx={x(days95)} cy={y(COMPLETE)} r="5" />
        </svg>
      </div>
    </figure>
  )
}
