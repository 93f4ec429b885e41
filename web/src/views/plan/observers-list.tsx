import type { Observer } from '@planner/shared/schemas'
import { scaleLinear } from 'd3-scale'
import { TableBehind } from '../../components/charts.tsx'
import { formatGain } from './figures.ts'

const WIDTH = 150

/** What each member of the red team knows, in words. */
const OBSERVERS: Readonly<Record<string, string>> = {
  'rates by place and clock': 'Rates by place and half-hour',
  'rates by place and hour of week': 'Rates by place and hour of the week',
  'boosted trees on rates': 'Both, by decision trees',
  renewal: 'One place: time since the last visit',
  periodic: 'One place: same half-hour on days before',
  'logistic regression': 'One place: all of it, by regression',
  'boosted trees': 'One place: all of it, by decision trees',
  'logistic regression on the force': 'Every crew, by regression',
  'boosted trees on the force': 'Every crew, by decision trees',
}

/** Each predictor of the red team with what it foresaw beyond its reference. */
export function ObserversList({ observers }: { observers: readonly Observer[] }) {
  const most = Math.max(0.02, ...observers.map(({ skill, error }) => skill + 2 * error))
  const x = scaleLinear()
    .domain([Math.min(-0.01, ...observers.map(({ skill, error }) => skill - 2 * error)), most])
    .range([4, WIDTH - 4])
    .clamp(true)
  return (
    <TableBehind open="Show each watcher of the red team" close="Hide the red team">
      <table className="data-table data-table-tight small observers">
        <thead>
          <tr>
            <th scope="col">Watcher</th>
            <th scope="col" className="observer-drawn">
              <span className="visually-hidden">Picture</span>
            </th>
            <th scope="col" className="number">
              Foreseen
            </th>
          </tr>
        </thead>
        <tbody>
          {observers.map(({ name, skill, error }) => (
            <tr key={name}>
              <th scope="row">{OBSERVERS[name] ?? name}</th>
              <td className="observer-drawn">
                <svg viewBox={`0 0 ${WIDTH} 14`} width={WIDTH} height="14" aria-hidden="true">
                  <line className="chart-axis" x1={x(0)} x2={x(0)} y1="0" y2="14" />
                  <g className="figure-value">
                    <line x1={x(skill - 2 * error)} x2={x(skill + 2 * error)} y1="7" y2="7" />
                    <circle cx={x(skill)} cy="7" r="3.5" />
                  </g>
                </svg>
              </td>
              <td className="number nowrap">
                {formatGain(skill)} <span className="figure-error">±{formatGain(error)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBehind>
  )
}
