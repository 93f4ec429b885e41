import type { Import } from '@planner/shared/schemas'
import { Link } from '@tanstack/react-router'
import { formatCount, formatMeasure, plural } from '../../format.ts'
import { labelOf, LABELS } from '../../labels.ts'

/** What became of one file: every row is in one of these counts. */
export function ImportResult({ item }: { item: Import }) {
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
      <p className="setup-answer">{inWords(item)}</p>
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
      {item.warnings.length > 0 && (
        <ul className="plain-list stack-tight">
          {item.warnings.map((warning) => (
            <li key={warning} className="notice notice-warn small">
              {warning}
            </li>
          ))}
        </ul>
      )}
      <ul className="import-facts small">
        {factsOf(item).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </section>
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

/** How it was read, a sentence each. */
function factsOf(item: Import): string[] {
  const reasons = Object.entries(item.outOfScopeByReason)
    .filter(([, rows]) => rows > 0)
    .map(([reason, rows]) => `${labelOf(LABELS.outOfScope, reason).toLowerCase()} (${formatCount(rows)})`)
  const offence = item.mapping?.constants?.['offence']
  return [
    ...(offence === undefined
      ? []
      : [`Every row was taken as ${labelOf(LABELS.offences, offence).toLowerCase()}: no column says the offence.`]),
    ...(reasons.length > 0 ? [`Left out: ${reasons.join('; ')}.`] : []),
    ...(item.changedFields.length > 0
      ? [
          `What changed of known incidents: ${item.changedFields.map(({ field, incidents }) => `${labelOf({}, field).toLowerCase()} of ${formatCount(incidents)}`).join(', ')}.`,
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
    ...(item.encodings.some((encoding) => encoding !== 'utf-8') ? [`Characters: ${item.encodings.join(', ')}.`] : []),
    ...(item.dropped.length > 0 ? [`Left out knowingly: ${item.dropped.join(', ')}.`] : []),
    ...(item.rowsPerSecond === null ? [] : [`Loaded at ${plural(Math.round(item.rowsPerSecond), 'row')} a second.`]),
  ]
}
