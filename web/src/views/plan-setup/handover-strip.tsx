import type { PlanPreview } from '@planner/shared/schemas'
import { scaleLinear } from 'd3-scale'
import { useWidth } from '../../components/use-width.ts'
import { LABELS } from '../../labels.ts'
import { groupHandovers, minutesAfterStart, spokenList } from './handovers.ts'

const ROW = 20
const LEFT = 76
const AXIS_HOURS = [7, 11, 15, 19, 23, 3, 7]

/** The minutes of the day at which a unit has nobody out, whatever is drawn; only the roster can mend that. */
export function HandoverStrip({ handovers }: { handovers: PlanPreview['handovers'] }) {
  const [frame, width] = useWidth<HTMLDivElement>(440)
  if (handovers.length === 0)
    return (
      <div className="stack-tight">
        <h3>No gap at handover</h3>
        <p className="muted small">At every handover the next crews are out before the last are back.</p>
      </div>
    )
  const groups = groupHandovers(handovers)
  const x = scaleLinear()
    .domain([0, 1440])
    .range([LEFT, width - 10])
  const height = groups.length * ROW + 18
  return (
    <div className="stack-tight">
      <h3>Nobody is out at some handovers</h3>
      <div ref={frame}>
        <svg viewBox={`0 0 ${width} ${height}`} height={height} width="100%" aria-hidden="true">
          {groups.map(({ bcus, gaps }, index) => (
            <g key={bcus.join()} transform={`translate(0 ${index * ROW})`}>
              <text className="chart-text" x="0" y="14">
                {bcus.length > 2 ? `${bcus.length} ${LABELS.bcus}` : bcus.join(', ')}
              </text>
              <rect className="handover-covered" x={LEFT} width={x(1440) - LEFT} y="4" height="12" rx="2" />
              {gaps.map(({ clock, minutes }) => (
                <rect
                  key={clock}
                  className="handover-gap"
                  x={x(minutesAfterStart(clock))}
                  width={Math.max(3, x(minutes) - x(0))}
                  y="2"
                  height="16"
                />
              ))}
            </g>
          ))}
          {AXIS_HOURS.map((hour, index) => (
            <text
              key={index}
              className="chart-text"
              x={x(index * 240)}
              y={height - 4}
              textAnchor={index === AXIS_HOURS.length - 1 ? 'end' : 'middle'}
            >
              {String(hour).padStart(2, '0')}
            </text>
          ))}
        </svg>
      </div>
      <ul className="plain-list small">
        {groups.map(({ bcus, gaps }) => (
          <li key={bcus.join()}>
            <strong>{spokenList(bcus)}</strong>: nobody is out{' '}
            {spokenList(gaps.map(({ clock, minutes }) => `for ${minutes} min from ${clock}`))}.
          </li>
        ))}
      </ul>
      <p className="muted small">
        No plan can mend this. Stagger the tours: let some crews be briefed half an hour before the last ones book off.
      </p>
    </div>
  )
}
