import type { Ranking } from '@planner/shared/schemas'
import { addDays, formatCount, formatDay, formatExpected, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { harmInWords, listFadeInWords, orderInWords, priceInIncidents, scopeInWords } from '../../ranking-words.ts'
import { ProxyNote } from '../../components/proxy-note.tsx'
import { useWide } from '../../components/use-wide.ts'
import { DetailPanel } from './detail-panel.tsx'
import { RankingOutcomeSection } from './ranking-outcome.tsx'

/** What is known of a ranking as a whole: what it counted, how sure it is, what was asked for and what that cost. */
export function AboutRanking({ ranking, onClose }: { ranking: Ranking; onClose: () => void }) {
  const wide = useWide()
  const Heading = wide ? 'h3' : 'h2'
  const { meta, fade, quotas, excluded, scope } = ranking
  const faded = listFadeInWords(fade)
  return (
    <DetailPanel
      label="About this ranking"
      title="About this ranking"
      head={<>As of {formatDay(meta.asOf)}</>}
      onClose={onClose}
    >
      {meta.theme !== undefined && (
        <section className="stack-tight">
          <Heading>{meta.theme.name}</Heading>
          <ProxyNote theme={meta.theme} />
          {!meta.theme.isProxy && <p className="small">The data has all that this theme asks for.</p>}
        </section>
      )}
      <RankingOutcomeSection rankingId={ranking.rankingId} heading={Heading} />
      <section className="stack-tight">
        <Heading>What was counted</Heading>
        <p className="small">
          {plural(meta.incidentsInWindow, 'incident')} recorded {formatDay(meta.windowFrom, 'short')} to{' '}
          {formatDay(addDays(meta.windowTo, -1))}; {formatCount(meta.candidates)} places to choose from.
        </p>
        {scope === null ? (
          <p className="muted small">What was left out was not kept with this ranking. Rank again to see it.</p>
        ) : (
          <ScopeLines scope={scope} />
        )}
      </section>
      {faded !== undefined && (
        <section className="stack-tight">
          <Heading>What will fade by itself</Heading>
          <p className="small">{faded}</p>
        </section>
      )}
      <section className="stack-tight">
        <Heading>How places were put in order</Heading>
        <p className="small">{orderInWords(ranking).join(' ')}</p>
        {meta.harmTable !== undefined && <p className="muted small">{harmInWords(meta.harmTable)}</p>}
      </section>
      {quotas.length > 0 && (
        <section className="stack-tight">
          <Heading>{LABELS.area} quotas</Heading>
          <QuotaTable quotas={quotas} />
        </section>
      )}
      {excluded.length > 0 && (
        <section className="stack-tight">
          <Heading>Excluded places</Heading>
          <ExcludedList excluded={excluded} />
        </section>
      )}
    </DetailPanel>
  )
}

function ScopeLines({ scope }: { scope: NonNullable<Ranking['scope']> }) {
  const { counted, leftOut, unknown } = scopeInWords(scope)
  return (
    <>
      <p className="small">{counted}</p>
      {unknown.map((line) => (
        <p key={line} className="small">
          {line}
        </p>
      ))}
      {leftOut.length > 0 && (
        <>
          <p className="small">Left out:</p>
          <dl className="pairs">
            {leftOut.map(({ label, incidents }) => (
              <div key={label} className="pairs-row">
                <dt>{label}</dt>
                <dd className="number">{formatCount(incidents)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  )
}

function QuotaTable({ quotas }: { quotas: Ranking['quotas'] }) {
  return (
    <div className="table-scroll">
      <table className="data-table data-table-tight small">
        <thead>
          <tr>
            <th scope="col">{LABELS.area}</th>
            <th scope="col" className="number">
              Places
            </th>
            <th scope="col" className="number">
              Without
            </th>
            <th scope="col" className="number">
              Price
            </th>
          </tr>
        </thead>
        <tbody>
          {quotas.map(({ area, least, most, chosen, without, price }) => (
            <tr key={area}>
              <th scope="row">
                {area}
                <span className="place-area">
                  {[
                    ...(least === null ? [] : [`at least ${formatCount(least)}`]),
                    ...(most === null ? [] : [`at most ${formatCount(most)}`]),
                  ].join(', ')}
                </span>
              </th>
              <td className="number">{formatCount(chosen)}</td>
              <td className="number">{formatCount(without)}</td>
              <td className="number">{priceInIncidents(price)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted small">The price is in incidents expected over the horizon, given up elsewhere.</p>
    </div>
  )
}

function ExcludedList({ excluded }: { excluded: Ranking['excluded'] }) {
  return (
    <ul className="plain-list stack-tight small">
      {excluded.map(({ name, reason, expected }) => (
        <li key={name}>
          <strong>{name}</strong>: {reason}
          {expected >= 0.05 && <span className="muted"> ({formatExpected(expected)} expected there)</span>}
        </li>
      ))}
    </ul>
  )
}
