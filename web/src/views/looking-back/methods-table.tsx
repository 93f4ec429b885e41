import type { BacktestSummary, MethodFigures } from '@planner/shared/schemas'
import { LABELS, labelOf } from '../../labels.ts'
import { comparisonOf, OURS, PLAIN } from '../../state/backtest-figures.ts'
import { differenceText, percent } from './figures.ts'

const orDash = (value: number | null, words: (value: number) => string): string => (value === null ? '–' : words(value))

/** Every measure of every way of ranking, and of the ceiling. */
export function MethodsTable({ backtest }: { backtest: BacktestSummary }) {
  const rows = backtest.methods.toSorted((a, b) => b.hits - a.hits)
  const row = (figures: MethodFigures) => {
    const against = comparisonOf(backtest, figures.method, PLAIN)
    return (
      <tr key={figures.method} data-selected={figures.method === OURS || undefined}>
        <th scope="row">{labelOf(LABELS.methods, figures.method)}</th>
        <td className="number">{percent(figures.hitRate)}</td>
        <td className="number nowrap">{against === undefined ? '–' : differenceText(against.hits)}</td>
        <td className="number">{orDash(figures.harmRate ?? null, percent)}</td>
        <td className="number">{figures.pai.toFixed(1)}</td>
        <td className="number">{figures.pei.toFixed(3)}</td>
        <td className="number">{percent(figures.shareOfAttainable)}</td>
        <td className="number">{percent(figures.boxPrecision)}</td>
        <td className="number">{orDash(figures.calibration, (value) => value.toFixed(2))}</td>
        <td className="number">{orDash(figures.pitInside, percent)}</td>
      </tr>
    )
  }
  return (
    <div className="table-scroll">
      <table className="data-table data-table-tight small">
        <caption className="visually-hidden">Measures of each way of ranking, means over the dates</caption>
        <thead>
          <tr>
            <th scope="col">Way of ranking</th>
            <th scope="col" className="number">
              Found
            </th>
            <th scope="col" className="number">
              Against the plain count
            </th>
            <th scope="col" className="number">
              Harm found
            </th>
            <th scope="col" className="number">
              PAI
            </th>
            <th scope="col" className="number">
              PEI
            </th>
            <th scope="col" className="number">
              Of the ceiling
            </th>
            <th scope="col" className="number">
              Places with an incident
            </th>
            <th scope="col" className="number">
              Expected / came
            </th>
            <th scope="col" className="number">
              In the 80% range
            </th>
          </tr>
        </thead>
        <tbody>{rows.map(row)}</tbody>
      </table>
      <p className="muted small">
        Found: share of all incidents that followed; harm, of their index days. PAI: that over the share of the ground;
        it hangs on the ground, so never hold it against another city’s. PEI: of the most that as many places could have
        had.
        {` ${percent(backtest.meta.baseRate)} of all places had an incident.`} Intervals are 95%, from resampling the
        dates.
      </p>
    </div>
  )
}
