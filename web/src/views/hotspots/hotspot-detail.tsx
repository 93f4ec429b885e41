import type { HotspotDetail, HotspotSummary, Ranking } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { hotspotQuery } from '../../api/queries.ts'
import { expectedText, ShareBars, TrendChart } from '../../components/charts.tsx'
import { HoursPicture } from '../../components/hours-picture.tsx'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { PlaceMarks } from '../../components/place-marks.tsx'
import { useWide } from '../../components/use-wide.ts'
import { formatChance, formatCount } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { harmInWords, hoursInWords, NOISE_WORDS, placeFadeInWords, STABILITY_WORDS } from '../../ranking-words.ts'
import type { PlaceRow } from '../../state/place-rows.ts'
import type { Measure } from '../../state/ranking-comparison.ts'
import { DetailPanel } from './detail-panel.tsx'
import { RanksTable } from './ranks-table.tsx'

interface HotspotDetailPanelProps {
  ranking: Pick<Ranking, 'rankingId' | 'meta'>
  row: PlaceRow
  /** the ranking that is looked at, and the one in use */
  shown: Measure
  inUse: Measure
  nameOf: (measure: Measure) => string
  onClose: () => void
}

/** Why here: the numbers behind one place; little is known of one that only another ranking has. */
export function HotspotDetailPanel(props: HotspotDetailPanelProps) {
  const { ranking, row, shown, inUse, nameOf, onClose } = props
  const { rankingId, meta } = ranking
  const { top } = meta
  const { chosen } = row
  const wide = useWide()
  const heading = wide ? 'h3' : 'h2'
  return (
    <DetailPanel
      label="Why here"
      title={row.name === '' ? 'Unnamed place' : row.name}
      head={
        chosen === undefined ? (
          <>Not in use</>
        ) : (
          <>
            <span className={`tier tier-${chosen.tier.toLowerCase()}`}>{chosen.tier}</span> Rank {chosen.rank}
          </>
        )
      }
      onClose={onClose}
    >
      <p className="muted">{[row.area, row.bcu].filter(Boolean).join(' · ')}</p>
      {row.rank !== null && shown !== inUse && (
        <p className="small">
          Rank {row.rank} by “{nameOf(shown)}”.{' '}
          {chosen === undefined
            ? 'The ranking in use does not have it, so no patrol is planned here and no reasons are kept.'
            : !row.isChosenGround && 'The ranking in use puts this ground together in another way; its figures follow.'}
        </p>
      )}
      <Figures row={row} top={top} />
      {chosen === undefined ? (
        <p className="muted small">{harmInWords(meta.harmTable)}</p>
      ) : (
        <>
          <Sureness chosen={chosen} heading={heading} />
          <Behind rankingId={rankingId} chosen={chosen} heading={heading}>
            {chosen.ranks !== undefined && (
              <RanksTable
                ranks={chosen.ranks}
                inUse={inUse}
                rankInUse={chosen.rank}
                nameOf={nameOf}
                top={top}
                heading={heading}
              />
            )}
          </Behind>
          <p className="muted small">
            Visits wanted: {chosen.dosePerDay.toLocaleString('en-GB', { maximumFractionDigits: 1 })} a day on average,
            at most {chosen.capDay} a day and {chosen.capWeek} a week. {harmInWords(meta.harmTable)}
          </p>
        </>
      )}
    </DetailPanel>
  )
}

function Figures({ row, top }: { row: PlaceRow; top: number }) {
  const { chosen } = row
  const figures = chosen ?? row
  return (
    <dl className="facts">
      <div>
        <dt>Recorded</dt>
        <dd>{formatCount(figures.observed)}</dd>
      </div>
      <div>
        <dt>Expected (8 in 10 chance)</dt>
        <dd>{expectedText(chosen ?? row)}</dd>
      </div>
      {chosen !== undefined && (
        <div>
          <dt>Chance in the true top {formatCount(top)}</dt>
          <dd>{formatChance(chosen.pTop)}</dd>
        </div>
      )}
      <div>
        <dt>Harm expected</dt>
        <dd>{formatCount(figures.harmDays)} days</dd>
      </div>
    </dl>
  )
}

/** New, lasting or fading; luck; and what goes by itself. */
function Sureness({ chosen, heading: Heading }: { chosen: HotspotSummary; heading: 'h2' | 'h3' }) {
  const { stability, couldBeNoise, fade } = chosen
  if (stability === undefined) return null
  const faded = placeFadeInWords(fade)
  return (
    <section className="stack-tight">
      <Heading>How sure</Heading>
      <PlaceMarks stability={stability} couldBeNoise={couldBeNoise} />
      <p className="small">{STABILITY_WORDS[stability]}</p>
      {couldBeNoise === true && <p className="small">{NOISE_WORDS}</p>}
      {faded !== undefined && <p className="small">{faded}</p>}
    </section>
  )
}

interface BehindProps {
  rankingId: string
  chosen: HotspotSummary
  heading: 'h2' | 'h3'
  children: ReactNode
}

/** What is asked for when a place is opened: reasons, weeks, hours, offences. */
function Behind({ rankingId, chosen, heading: Heading, children }: BehindProps) {
  const { data, error } = useQuery(hotspotQuery(rankingId, chosen.id))
  if (data === undefined)
    return (
      <>
        {children}
        <ErrorNotice error={error} />
        {error === null && <LoadingPage />}
      </>
    )
  return (
    <>
      <section className="stack">
        <Heading>Why here</Heading>
        <ul className="reasons">
          {data.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </section>
      {children}
      <Pictures detail={data} />
    </>
  )
}

function Pictures({ detail }: { detail: HotspotDetail }) {
  return (
    <>
      <HoursPicture profile={detail.hotspot.profile} source={hoursInWords(detail.hotspot)} />
      <TrendChart trend={detail.trend} unit={detail.trendUnit} />
      <ShareBars
        title="Recorded by offence"
        items={detail.byOffence.map(({ offence, incidents }) => ({
          label: labelOf(LABELS.offences, offence),
          value: incidents,
        }))}
      />
    </>
  )
}
