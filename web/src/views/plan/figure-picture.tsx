import type { MeasuredFigure, PlanVerdict } from '@planner/shared/schemas'
import { scaleLinear } from 'd3-scale'

const WIDTH = 180
const HEIGHT = 22
const EDGE = 7

interface FigurePictureProps {
  scale: readonly [number, number]
  low: number | null
  high: number | null
  /** the plan's own value with two standard errors either side */
  value: number | null
  error: number | null
  verdict: PlanVerdict['verdict']
  /** false: shown beside its bar, and does not decide */
  decisive: boolean
  /** what many draws give: between which 80% lie */
  draws?: Pick<MeasuredFigure, 'p10' | 'p90' | 'median'> | undefined
}

/** A figure on its number line: the bar as a band, the value with its error, what many draws give below it. */
export function FigurePicture({ scale, low, high, value, error, verdict, decisive, draws }: FigurePictureProps) {
  const x = scaleLinear()
    .domain([...scale])
    .range([EDGE, WIDTH - EDGE])
    .clamp(true)
  const from = low === null ? 0 : x(low)
  const to = high === null ? WIDTH : x(high)
  return (
    <svg className="figure-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <rect className="figure-track" width={WIDTH} height={HEIGHT - 8} y="4" />
      <rect className="figure-band" x={from} width={Math.max(2, to - from)} height={HEIGHT - 8} y="4" />
      {low !== null && <line className="figure-edge" x1={x(low)} x2={x(low)} y1="2" y2={HEIGHT - 2} />}
      {high !== null && <line className="figure-edge" x1={x(high)} x2={x(high)} y1="2" y2={HEIGHT - 2} />}
      {draws !== undefined && (
        <>
          <line className="figure-draws" x1={x(draws.p10)} x2={x(draws.p90)} y1={HEIGHT - 6} y2={HEIGHT - 6} />
          <line className="figure-median" x1={x(draws.median)} x2={x(draws.median)} y1={HEIGHT - 10} y2={HEIGHT - 2} />
        </>
      )}
      {value !== null && (
        <g className={`figure-value ${decisive ? `figure-${verdict}` : ''}`}>
          {error !== null && error > 0 && (
            <line x1={x(value - 2 * error)} x2={x(value + 2 * error)} y1={HEIGHT / 2 - 1} y2={HEIGHT / 2 - 1} />
          )}
          <Mark at={x(value)} beyond={value < scale[0] ? -1 : value > scale[1] ? 1 : 0} verdict={verdict} />
        </g>
      )}
    </svg>
  )
}

/** Inside is a disc, outside a diamond, too few a ring; an arrow where the value lies beyond the line. */
function Mark({ at, beyond, verdict }: { at: number; beyond: -1 | 0 | 1; verdict: PlanVerdict['verdict'] }) {
  const y = HEIGHT / 2 - 1
  if (beyond !== 0) return <path d={`M${at + 5 * beyond},${y}l${-8 * beyond},-5v10z`} />
  if (verdict === 'outside') return <path d={`M${at},${y - 6}l6,6l-6,6l-6,-6z`} />
  return <circle cx={at} cy={y} r="4.5" />
}
