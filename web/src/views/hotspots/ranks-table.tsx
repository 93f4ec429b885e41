import type { HotspotSummary } from '@planner/shared/schemas'
import { MEASURES, type Measure } from '../../state/ranking-comparison.ts'

interface RanksTableProps {
  ranks: NonNullable<HotspotSummary['ranks']>
  inUse: Measure
  /** its rank there */
  rankInUse: number | null
  nameOf: (measure: Measure) => string
  top: number | undefined
  heading: 'h2' | 'h3'
}

/** One place's rank by each measure, side by side. */
export function RanksTable({ ranks, inUse, rankInUse, nameOf, top, heading: Heading }: RanksTableProps) {
  return (
    <section className="stack">
      <Heading>Its rank by each measure</Heading>
      <dl className="pairs ranks">
        {MEASURES.map((measure) => {
          const rank = measure === inUse ? rankInUse : ranks[measure]
          return (
            <div key={measure} data-selected={measure === inUse || undefined}>
              <dt>
                {nameOf(measure)}
                {measure === inUse && <span className="in-use">in use</span>}
              </dt>
              <dd>{rank ?? `not in the top${top === undefined ? '' : ` ${top}`}`}</dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
