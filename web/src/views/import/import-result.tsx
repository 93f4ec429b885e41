import type { Import } from '@planner/shared/schemas'
import { Link, useRouteContext } from '@tanstack/react-router'
import { formatCount, formatMeasure, formatMoment, plural } from '../../format.ts'
import { labelOf, LABELS } from '../../labels.ts'

/** What became of one file: every row is in one of these counts. `onTakeBack`: it is there and can be taken back. */
export function ImportResult({ item, onTakeBack }: { item: Import; onTakeBack?: () => void }) {
  const { force } = useRouteContext({ from: '/shell' }).session
  if (item.status === 'refused')
    return (
      <div className="notice notice-bad stack-tight" role="alert">
        <p>
          <strong>Nothing of it was loaded.</strong> {item.refusedBecause ?? ''}
        </p>
        <p>
          <Link to="/data/load">Load a file</Link>
        </p>
      </div>
    )
  const { rows, added, updated, unchanged, outOfScope, rejected } = item
  const counts = [
    ['Added', added, 'new incidents', 'taken'],
    ['Updated', updated, 'known, with other content now', 'taken'],
    ['Unchanged', unchanged, 'known already', 'taken'],
    ['Left out', outOfScope, 'understood, and never ranked', 'left'],
    ['Rejected', rejected, 'could not be read', 'rejected'],
  ] as const
  return (
    <section className="panel stack" aria-label={`Result of ${item.fileName}`}>
      {item.takenBack !== null && <TakenBack takenBack={item.takenBack} />}
      <p className={item.takenBack === null ? 'setup-answer' : undefined}>{inWords(item)}</p>
      <div className="outcome-bar" aria-hidden="true">
        <span className="outcome-taken" style={{ flexGrow: added + updated + unchanged }} />
        <span className="outcome-left" style={{ flexGrow: outOfScope }} />
        <span className="outcome-rejected" style={{ flexGrow: rejected }} />
      </div>
      <dl className="counts outcome-counts">
        <div>
          <dt>Rows</dt>
          <dd>{formatCount(rows)}</dd>
          <dd className="muted small">in the file</dd>
        </div>
        {counts.map(([label, count, meaning, kind]) => (
          <div key={label}>
            <dt data-kind={kind}>{label}</dt>
            <dd>{formatCount(count)}</dd>
            <dd className="muted small">{meaning}</dd>
          </div>
        ))}
      </dl>
      {item.warnings.length > 0 && item.takenBack === null && (
        <ul className="plain-list stack-tight">
          {item.warnings.map((warning) => (
            <li key={warning} className="notice notice-warn small">
              {warning}
            </li>
          ))}
        </ul>
      )}
      {item.countedTwice && onTakeBack !== undefined && (
        <p className="row small">
          <button type="button" className="button button-small" onClick={onTakeBack}>
            Take this load back
          </button>
          <span>
            or take back the other one: it is among the files under{' '}
            <Link to="/data" search={{ operation: undefined }}>
              Data
            </Link>
            .
          </span>
        </p>
      )}
      <ul className="import-facts small">
        {factsOf(item, force.timezone).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </section>
  )
}

/** Who undid it, and what that came to. */
function TakenBack({
  takenBack: { at, by, removed, kept, restored },
}: {
  takenBack: NonNullable<Import['takenBack']>
}) {
  const { session } = useRouteContext({ from: '/shell' })
  const also = [
    ...(kept > 0 ? [`${formatCount(kept)} stayed, since later loads hold ${kept === 1 ? 'it' : 'them'}`] : []),
    ...(restored > 0 ? [`${formatCount(restored)} got ${restored === 1 ? 'its' : 'their'} former values back`] : []),
  ]
  return (
    <div className="notice stack-tight">
      <p>
        <strong>
          Taken back {formatMoment(at, session.force.timezone)} by {by}.
        </strong>{' '}
        {plural(removed, 'incident')} {removed === 1 ? 'was' : 'were'} removed{also.map((text) => `; ${text}`).join('')}
        .
      </p>
      <p className="small">The load itself no longer counts. The same file can be loaded again. What it had brought:</p>
    </div>
  )
}

/** The same counts as one sentence: what was taken, and what was not. */
function inWords({ rows, added, updated, unchanged, outOfScope, rejected }: Import): string {
  const accepted = added + updated + unchanged
  const left = [
    ...(outOfScope > 0 ? [`${formatCount(outOfScope)} left out as out of scope`] : []),
    ...(rejected > 0 ? [`${formatCount(rejected)} rejected`] : []),
  ]
  return `Of ${plural(rows, 'row')}, ${formatCount(accepted)} accepted (${formatCount(added)} new, ${formatCount(updated)} updated, ${formatCount(unchanged)} unchanged)${left.map((text) => `, ${text}`).join('')}.`
}

/**
 * How it was read, a sentence each.
 *
 * @param forceZone IANA name: what is as it always is need not be said
 */
function factsOf(item: Import, forceZone: string): string[] {
  // A cell goes with the place, which is named.
  const changed = item.changedFields.filter(({ field }) => !field.startsWith('cell_'))
  const reasons = Object.entries(item.outOfScopeByReason)
    .filter(([, rows]) => rows > 0)
    .map(([reason, rows]) => `${labelOf(LABELS.outOfScope, reason).toLowerCase()} (${formatCount(rows)})`)
  const offence = item.mapping?.constants?.['offence']
  return [
    ...(offence === undefined
      ? []
      : [`Every row was taken as ${labelOf(LABELS.offences, offence).toLowerCase()}: no column says the offence.`]),
    ...(reasons.length > 0 ? [`Left out: ${reasons.join('; ')}.`] : []),
    ...(changed.length > 0
      ? [
          `What changed of known incidents: ${changed.map(({ field, incidents }) => `${labelOf({}, field).toLowerCase()} of ${formatCount(incidents)}`).join(', ')}.`,
        ]
      : []),
    ...(item.duplicates > 0
      ? [`${plural(item.duplicates, 'row')} of the unchanged stood in this load twice, alike to the letter.`]
      : []),
    ...(item.coordinateMethod === null
      ? []
      : [
          `Places: ${item.coordinateMethod}${item.coordinateAccuracyM === null ? '' : `, to within ${formatMeasure(item.coordinateAccuracyM)} m`}.`,
        ]),
    ...(item.timezone === forceZone ? [] : [`Times: local to ${item.timezone}; the force’s clock is ${forceZone}.`]),
    ...(item.encodings.some((encoding) => encoding !== 'utf-8') ? [`Characters: ${item.encodings.join(', ')}.`] : []),
    ...(item.dropped.length > 0 ? [`Left out knowingly: ${item.dropped.join(', ')}.`] : []),
    ...(item.rowsPerSecond === null ? [] : [`Loaded at ${plural(Math.round(item.rowsPerSecond), 'row')} a second.`]),
  ]
}
