import type { BacktestSummary } from '@planner/shared/schemas'
import { formatCount, plural } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { comparisonOf, figuresOf, OURS, PLAIN, standing, type Standing } from '../../state/backtest-figures.ts'
import { differenceText, percent, signedPercent, windowInWords } from './figures.ts'

const WORDS: Readonly<Record<Standing, string>> = {
  better: 'better',
  worse: 'worse',
  alike: 'not to be told from it',
  'too-few': 'too few dates to say more',
}

/** What the look back says, before any picture: what was found, against what, and what a reader must know first. */
export function Verdict({ backtest }: { backtest: BacktestSummary }) {
  const { meta, warnings } = backtest
  const ours = figuresOf(backtest, OURS)
  const plain = figuresOf(backtest, PLAIN)
  const ceiling = figuresOf(backtest, 'ceiling')
  const against = comparisonOf(backtest, OURS, PLAIN)
  return (
    <section className="stack" aria-label="Verdict">
      {warnings.map((warning) => (
        <div key={warning} className="notice notice-warn" role="note">
          {warning}
        </div>
      ))}
      <dl className="looking-back-facts">
        {ours !== undefined && (
          <div>
            <dt>{labelOf(LABELS.methods, OURS)} found</dt>
            <dd>{percent(ours.hitRate)}</dd>
          </div>
        )}
        {plain !== undefined && (
          <div>
            <dt>{labelOf(LABELS.methods, PLAIN)} found</dt>
            <dd>{percent(plain.hitRate)}</dd>
          </div>
        )}
        {against !== undefined && (
          <div>
            <dt>Ours against the plain count</dt>
            <dd>
              {signedPercent(against.hits.mean)}
              <span className="looking-back-small">
                {WORDS[standing(against, meta.origins)]} ({signedPercent(against.hits.low)} to{' '}
                {signedPercent(against.hits.high)})
              </span>
            </dd>
          </div>
        )}
        {ceiling !== undefined && (
          <div>
            <dt>{labelOf(LABELS.methods, 'ceiling')}</dt>
            <dd>{percent(ceiling.hitRate)}</dd>
          </div>
        )}
      </dl>
      <p>
        Standing at {plural(meta.origins, 'past date')}, each way of ranking chose {formatCount(meta.top)} places from
        what was known that day. Then {plural(meta.incidents, 'incident')} came{' '}
        {meta.horizonDays === null ? 'in the months that followed' : `in the ${meta.horizonDays} days that followed`},
        on {formatCount(meta.studyAreaKm2)} km² in and around places with reports from before.
        {ours !== undefined && against !== undefined && plain !== undefined && (
          <>
            {' '}
            In places chosen by us {percent(ours.hitRate)} of them, in places chosen by the bare count of{' '}
            {windowInWords(meta)} {percent(plain.hitRate)}. That is {differenceText(against.hits)} against the count.
          </>
        )}
      </p>
    </section>
  )
}
