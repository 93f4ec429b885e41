import type { HotspotDetail, HotspotSummary } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { hotspotQuery } from '../../api/queries.ts'
import { expectedText, ShareBars, TrendChart } from '../../components/charts.tsx'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { useWide } from '../../components/use-wide.ts'
import { formatChance, formatCount } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'

interface HotspotDetailPanelProps {
  rankingId: string
  summary: HotspotSummary
  top: number | undefined
  onClose: () => void
}

/** Why here: the numbers behind one hotspot. */
export function HotspotDetailPanel({ rankingId, summary, top, onClose }: HotspotDetailPanelProps) {
  const { data, error } = useQuery(hotspotQuery(rankingId, summary.id))
  const wide = useWide()
  const heading = useRef<HTMLHeadingElement>(null)
  // On a phone the panel is the page.
  const Heading = wide ? 'h2' : 'h1'
  useEffect(() => {
    // On a phone the panel takes the list's place, so reading starts at its top.
    if (wide) return
    window.scrollTo(0, 0)
    heading.current?.focus()
  }, [wide])
  return (
    <aside className="detail" aria-label="Why here">
      <div className="detail-head">
        <p className="detail-rank">
          <span className={`tier tier-${summary.tier.toLowerCase()}`}>{summary.tier}</span> Rank {summary.rank}
        </p>
        <button type="button" className="button button-small" onClick={onClose}>
          {wide ? 'Close' : 'Back to the list'}
        </button>
      </div>
      <div>
        <Heading tabIndex={-1} ref={heading}>
          {summary.name === '' ? 'Unnamed place' : summary.name}
        </Heading>
        <p className="muted">{[summary.area, summary.bcu].filter(Boolean).join(' · ')}</p>
      </div>
      <dl className="facts">
        <div>
          <dt>Reported</dt>
          <dd>{formatCount(summary.observed)}</dd>
        </div>
        <div>
          <dt>Expected (8 in 10 chance)</dt>
          <dd>{expectedText(summary)}</dd>
        </div>
        <div>
          <dt>Chance in the true top{top === undefined ? '' : ` ${formatCount(top)}`}</dt>
          <dd>{formatChance(summary.pTop)}</dd>
        </div>
        <div>
          <dt>Harm expected</dt>
          <dd>{formatCount(summary.harmDays)} days</dd>
        </div>
      </dl>
      <ErrorNotice error={error} />
      {data === undefined ? error === null && <LoadingPage /> : <Reasons detail={data} heading={wide ? 'h3' : 'h2'} />}
      <p className="muted small">
        Visits wanted: {summary.dosePerDay.toLocaleString('en-GB', { maximumFractionDigits: 1 })} a day on average, at
        most {summary.capDay} a day and {summary.capWeek} a week. Harm is in days of the Cambridge Crime Harm Index.
      </p>
    </aside>
  )
}

function Reasons({ detail, heading: Heading }: { detail: HotspotDetail; heading: 'h2' | 'h3' }) {
  return (
    <>
      <section className="stack">
        <Heading>Why here</Heading>
        <ul className="reasons">
          {detail.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </section>
      <TrendChart trend={detail.trend} unit={detail.trendUnit} />
      <ShareBars
        title="Reported by offence"
        items={detail.byOffence.map(({ offence, incidents }) => ({
          label: labelOf(LABELS.offences, offence),
          value: incidents,
        }))}
      />
    </>
  )
}
