import type { IncidentQuality } from '@planner/shared/schemas'
import { TableBehind } from '../../components/charts.tsx'
import { formatDay, formatShare, plural } from '../../format.ts'
import { DelayPicture } from './delay-picture.tsx'

/** How late incidents are recorded, source by source, and from which day on some are still to come. */
export function DelaySection({ delays }: { delays: IncidentQuality['delays'] }) {
  return (
    <section className="quality-part stack" aria-label="Recording delay">
      <h2>How late incidents are recorded</h2>
      {delays.map(({ publisher, estimate, reason, incidents, known, before }) => (
        <div key={publisher} className="stack-tight">
          {delays.length > 1 && <h3>{publisher}</h3>}
          {estimate === null ? (
            <p className="small">{reason ?? 'It cannot be told.'}</p>
          ) : (
            <>
              <p className="small">
                Half are recorded within {plural(estimate.medianDays, 'day')}, 95 of 100 within{' '}
                {plural(estimate.days95, 'day')}: <strong>complete to {formatDay(estimate.completeTo)}</strong>. Of
                later days some are still to come.
              </p>
              <DelayPicture curve={estimate.curve} days95={estimate.days95} />
              <TableBehind>
                <table className="data-table data-table-tight small delay-table">
                  <thead>
                    <tr>
                      <th scope="col" className="number">
                        Days
                      </th>
                      <th scope="col" className="number">
                        Recorded by then
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {estimate.curve.map(({ days, share }) => (
                      <tr key={days}>
                        <td className="number">{days}</td>
                        <td className="number">{formatShare(share)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableBehind>
              <p className="muted small">
                {formatShare(known / Math.max(1, incidents))} of {plural(incidents, 'incident')} have a time of
                recording
                {before > 0 && `; ${plural(before, 'incident')} by it before it happened`}.
              </p>
            </>
          )}
        </div>
      ))}
    </section>
  )
}
