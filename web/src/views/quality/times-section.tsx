import type { IncidentQuality } from '@planner/shared/schemas'
import { ShareBar } from '../../components/share-bar.tsx'
import { formatCount, formatShare } from '../../format.ts'
import { labelOf, LABELS } from '../../labels.ts'

/** How exactly times are known, and what was never taken. */
export function TimesSection({ report }: { report: IncidentQuality }) {
  const { times, rejects, outOfScope, incidents } = report
  const kinds = [
    ['To the minute', times.minute],
    ['Some time within more than a day', times.longSpan],
    ['At a time that stands for “not known”', times.defaultTime],
    ['To the day', times.day],
    ['To the month', times.month],
  ] as const
  return (
    <>
      <section className="quality-part stack-tight" aria-label="Times">
        <h2>How exactly times are known</h2>
        <div className="chart">
          <ul className="share-bars">
            {kinds
              .filter(([, count]) => count > 0)
              .map(([label, count]) => (
                <li key={label}>
                  <span>{label}</span>
                  <span className="share-value">
                    {formatCount(count)} · {formatShare(count / Math.max(1, incidents))}
                  </span>
                  <ShareBar share={count / Math.max(1, incidents)} />
                </li>
              ))}
          </ul>
        </div>
      </section>
      {(rejects.rows > 0 || outOfScope.length > 0) && (
        <section className="quality-part stack-tight" aria-label="Not taken">
          <h2>Rows that were not taken</h2>
          <dl className="pairs">
            {outOfScope.map(({ reason, rows }) => (
              <div key={reason}>
                <dt>Left out: {labelOf(LABELS.outOfScope, reason).toLowerCase()}</dt>
                <dd>{formatCount(rows)}</dd>
              </div>
            ))}
            {rejects.byCode.map(({ code, rows }) => (
              <div key={code}>
                <dt>Rejected: {labelOf(LABELS.rejectCodes, code).toLowerCase()}</dt>
                <dd>{formatCount(rows)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  )
}
