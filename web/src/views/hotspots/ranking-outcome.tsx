import type { RankingOutcome } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { scaleLinear } from 'd3-scale'
import { outcomeQuery } from '../../api/queries.ts'
import { formatCount } from '../../format.ts'

interface RankingOutcomeSectionProps {
  rankingId: string
  heading: 'h2' | 'h3'
}

/**
 * What came in the listed places against what the ranking itself expected and a backtest promised. It judges the list; that it says
 * nothing of what patrols did is among the sentences.
 */
export function RankingOutcomeSection({ rankingId, heading: Heading }: RankingOutcomeSectionProps) {
  const { data: outcome, error, isFetching, refetch } = useQuery(outcomeQuery(rankingId))
  if (error !== null && outcome === undefined)
    return (
      <section className="stack-tight" aria-labelledby="outcome-title">
        <Heading id="outcome-title">What came of it</Heading>
        <div className="notice notice-warn small" role="alert">
          What came of it cannot be shown. {error.message}
        </div>
        <div>
          <button type="button" className="button button-small" disabled={isFetching} onClick={() => void refetch()}>
            Try again
          </button>
        </div>
      </section>
    )
  if (outcome == null) return null
  return (
    <section className="stack-tight" aria-labelledby="outcome-title">
      <Heading id="outcome-title">What came of it</Heading>
      {outcome.state !== 'none' && outcome.hits !== null && <OutcomePicture outcome={outcome} hits={outcome.hits} />}
      {outcome.sentences.map((sentence) => (
        <p key={sentence} className="small">
          {sentence}
        </p>
      ))}
    </section>
  )
}

const WIDTH = 320
const EDGE = 4

/** The interval that was expected, and what came; the sentences have the same figures. */
function OutcomePicture({ outcome, hits }: { outcome: RankingOutcome; hits: number }) {
  const { expected, expectedLow, expectedHigh } = outcome
  const x = scaleLinear()
    .domain([0, Math.max(expectedHigh, hits) * 1.1])
    .range([EDGE, WIDTH - EDGE])
  const middle = (value: number): 'start' | 'middle' | 'end' =>
    x(value) < 60 ? 'start' : x(value) > WIDTH - 60 ? 'end' : 'middle'
  return (
    <figure className="chart">
      <svg
        viewBox={`0 0 ${WIDTH} 54`}
        role="img"
        aria-label={`Came: ${formatCount(hits)}. Expected: ${formatCount(expected)}, most likely ${formatCount(expectedLow)} to ${formatCount(expectedHigh)}.`}
      >
        <text className="chart-text chart-strong" x={x(hits)} y={11} textAnchor={middle(hits)}>
          came {formatCount(hits)}
        </text>
        <line className="chart-axis" x1={EDGE} x2={WIDTH - EDGE} y1={27} y2={27} />
        <rect
          className="chart-range"
          x={x(expectedLow)}
          width={Math.max(2, x(expectedHigh) - x(expectedLow))}
          y={20}
          height={14}
          rx={2}
        />
        <line className="outcome-mark" x1={x(hits)} x2={x(hits)} y1={15} y2={38} />
        <text className="chart-text" x={x(expected)} y={50} textAnchor={middle(expected)}>
          expected {formatCount(expectedLow)} to {formatCount(expectedHigh)}
        </text>
      </svg>
    </figure>
  )
}
