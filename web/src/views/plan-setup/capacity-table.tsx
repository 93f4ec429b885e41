import type { PlanPreview, PlanPreviewAnswer } from '@planner/shared/schemas'
import { formatCount, formatShare } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { spokenList } from './handovers.ts'

/** A unit whose tours carry less than this of what is wanted is pointed out. */
const ENOUGH = 0.99

interface CapacityTableProps {
  capacity: PlanPreview['capacity']
  /** what was asked for before it was cut to what the tours carry; null: it was not */
  asked: PlanPreviewAnswer['doses']
}

/** By command unit: the visits that the ranking asks for against those that its tours can carry. */
export function CapacityTable({ capacity, asked }: CapacityTableProps) {
  const rows = capacity.map(({ bcu, tours, wantedVisits, possibleVisits, share }) => {
    const before = asked?.find((unit) => unit.bcu === bcu)
    return {
      bcu,
      tours,
      possibleVisits,
      wantedVisits: before?.wantedVisits ?? wantedVisits,
      share: before?.share ?? share,
      isShort: before?.isShort ?? false,
    }
  })
  const most = Math.max(1, ...rows.flatMap(({ wantedVisits, possibleVisits }) => [wantedVisits, possibleVisits]))
  const short = rows.filter(({ share }) => share < ENOUGH)
  const bare = rows.filter(({ isShort }) => isShort).map(({ bcu }) => bcu)
  return (
    <div className="stack">
      <h3>{headline(short.length, rows.length, asked !== null)}</h3>
      <div className="table-scroll capacity-scroll" tabIndex={0} role="group" aria-label="Capacity">
        <table className="data-table data-table-tight small">
          <thead>
            <tr>
              <th scope="col">{LABELS.bcu}</th>
              <th scope="col" className="number capacity-tours">
                Tours
              </th>
              <th scope="col" className="number">
                Asked for
              </th>
              <th scope="col" className="number">
                Can carry
              </th>
              <th scope="col" className="capacity-picture-head">
                <span className="visually-hidden">Picture</span>
              </th>
              <th scope="col" className="number">
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ bcu, tours, wantedVisits, possibleVisits, share }) => (
              <tr key={bcu}>
                <th scope="row">{bcu}</th>
                <td className="number capacity-tours">{formatCount(tours)}</td>
                <td className="number">{formatCount(wantedVisits)}</td>
                <td className="number">{formatCount(possibleVisits)}</td>
                <td>
                  <CapacityPicture wanted={wantedVisits / most} possible={possibleVisits / most} />
                </td>
                <td className={share < ENOUGH ? 'number capacity-short' : 'number'}>
                  {share < ENOUGH ? `▾ ${formatShare(share)}` : formatShare(share)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="chart-key capacity-key muted small">
        <svg viewBox="0 0 40 12" width="40" height="12" aria-hidden="true">
          <rect className="chart-rest" width="40" height="6" y="3" />
          <rect className="chart-bar" width="26" height="6" y="3" />
          <line className="capacity-wanted" x1="32" x2="32" y1="0" y2="12" />
        </svg>
        bar: can carry; upright line: asked for by the ranking
      </p>
      {bare.length > 0 && (
        <p className="notice notice-warn small">
          {spokenList(bare)}: the tours cannot even make the fewest visits that every place should have.
        </p>
      )}
    </div>
  )
}

function headline(short: number, all: number, isCut: boolean): string {
  if (short === 0) return `Every ${LABELS.bcu} can carry its visits`
  const where = `${formatCount(short)} of ${formatCount(all)} ${LABELS.bcus}`
  return isCut ? `Visits are cut to what the tours can carry in ${where}` : `${where} cannot carry all visits`
}

function CapacityPicture({ wanted, possible }: { wanted: number; possible: number }) {
  return (
    <svg className="capacity-picture" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect className="chart-rest" width="100" height="6" y="3" />
      <rect className="chart-bar" width={possible * 100} height="6" y="3" />
      <line className="capacity-wanted" x1={wanted * 99} x2={wanted * 99} y1="0" y2="12" />
    </svg>
  )
}
