import type { Sureness } from '@planner/shared/schemas'
import { scaleLinear } from 'd3-scale'
import { TableBehind } from '../../components/charts.tsx'
import { formatCount, formatShare, plural } from '../../format.ts'
import { ShareTable, shareText } from './share-table.tsx'

const SIZE = 300
const MARGIN = { left: 42, right: 20, top: 10, bottom: 40 }
/** Fewer places than this say too little for a point of their own. */
const LEAST_PLACES = 10

/** What came of stated chances: a reliability diagram, with what chance in the later count alone would do to it. */
export function Reliability({ sureness }: { sureness: Sureness }) {
  const { later } = sureness
  const bins = sureness.bins.filter(({ cells, stated }) => cells >= LEAST_PLACES && stated !== null)
  if (later.origins === 0 || bins.length === 0)
    return (
      <>
        <h2 className="chart-title">Did stated chances come true?</h2>
        <p className="muted">
          Too little is loaded after these dates to say what the true top was. Look back again when more has come.
        </p>
      </>
    )
  const x = scaleLinear()
    .domain([0, 1])
    .range([MARGIN.left, SIZE - MARGIN.right])
  const y = scaleLinear()
    .domain([0, 1])
    .range([SIZE - MARGIN.bottom, MARGIN.top])
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  return (
    <figure className="chart">
      <figcaption className="chart-title">Did stated chances of being in the true top come true?</figcaption>
      <svg
        className="looking-back-square"
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        role="img"
        aria-label="Share that then was in the top, by the chance that was stated. The figures are in the table below."
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="chart-grid" x1={MARGIN.left} x2={SIZE - MARGIN.right} y1={y(tick)} y2={y(tick)} />
            <text className="chart-text" x={MARGIN.left - 6} y={y(tick) + 4} textAnchor="end">
              {formatShare(tick)}
            </text>
            <text className="chart-text" x={x(tick)} y={SIZE - MARGIN.bottom + 15} textAnchor="middle">
              {formatShare(tick)}
            </text>
          </g>
        ))}
        <text className="chart-text" x={(MARGIN.left + SIZE) / 2} y={SIZE - 6} textAnchor="middle">
          chance that was stated
        </text>
        <line className="looking-back-diagonal" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        <path
          className="looking-back-reached"
          d={bins.map(({ stated, came }, at) => `${at === 0 ? 'M' : 'L'}${x(stated ?? 0)},${y(came ?? 0)}`).join('')}
        />
        {bins.map((bin) => (
          <g key={bin.from}>
            {bin.foreseen !== null && (
              <rect
                className="looking-back-foreseen"
                x={x(bin.stated ?? 0) - 4}
                y={y(bin.foreseen) - 4}
                width="8"
                height="8"
              />
            )}
            {bin.came !== null && (
              <circle className="looking-back-point" cx={x(bin.stated ?? 0)} cy={y(bin.came)} r="4.5" />
            )}
          </g>
        ))}
      </svg>
      <ul className="looking-back-key" aria-hidden="true">
        <li>
          <svg viewBox="0 0 24 10" width="24" height="10">
            <circle className="looking-back-point" cx="12" cy="5" r="4" />
          </svg>
          Came to be in the top
        </li>
        <li>
          <svg viewBox="0 0 24 10" width="24" height="10">
            <rect className="looking-back-foreseen" x="8" y="1" width="8" height="8" />
          </svg>
          Foreseen, chance in the later count included
        </li>
      </ul>
      <p className="muted small">
        The true top is taken from the {formatCount(later.days)} days after each of {plural(later.origins, 'date')},{' '}
        {formatCount(later.incidents)} incidents on average. That count is itself partly chance, so points lie below the
        diagonal however right the chances are: hold the dots against the squares.
      </p>
      <TableBehind>
        <ShareTable
          caption="Stated chances and what came of them"
          heads={['Stated chance', 'Places', 'Foreseen', 'Came']}
          rows={sureness.bins.map(({ from, to, cells, foreseen, came }) => ({
            name: `${formatShare(from)} to ${formatShare(to)}`,
            values: [formatCount(cells), shareText(foreseen), shareText(came)],
          }))}
        />
      </TableBehind>
    </figure>
  )
}
