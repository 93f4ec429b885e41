import type { HarmTableRecord, RankByName } from '@planner/shared/schemas'
import { Link } from '@tanstack/react-router'
import { controlProps } from '../../components/setup/control.ts'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { formatMeasure, formatShare } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { harmInWords } from '../../ranking-words.ts'
import type { RankingSetupProps } from './setup.ts'

const RANK_BYS: readonly RankByName[] = ['count', 'harm', 'combined']

const wordsOf = (table: HarmTableRecord | undefined): Readonly<Record<RankByName, string>> => ({
  count: 'The places where the most incidents are to be expected.',
  harm: `The places where the most harm is to be expected${table === undefined ? '' : `, in days of ${table.name}, at most ${formatMeasure(table.capDays)} for a single incident`}.`,
  combined: 'Both weighed against each other.',
})

interface OrderSectionProps extends RankingSetupProps {
  operationId: string
  /** by which harm is counted; undefined until it is known */
  harmTable: HarmTableRecord | undefined
}

/** What places are put in order by; by both, how much harm weighs. */
export function OrderSection({ operationId, harmTable, draft, change, faults }: OrderSectionProps) {
  const words = wordsOf(harmTable)
  const percent = Math.round(draft.harmShare * 100)
  return (
    <SetupSection id="order" title="Ranked by">
      <fieldset className="choices">
        <legend className="visually-hidden">Ranked by</legend>
        {RANK_BYS.map((rankBy) => (
          <label key={rankBy} className="choice">
            <input
              type="radio"
              name="rankBy"
              value={rankBy}
              data-path="rankBy"
              checked={draft.rankBy === rankBy}
              onChange={() => change({ rankBy })}
            />
            <span>
              <strong>{LABELS.rankBys[rankBy]}</strong>
              <span className="field-hint">{words[rankBy]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {draft.rankBy === 'combined' && (
        <div className="stack-tight">
          <input
            type="range"
            className="slider"
            {...controlProps('harmShare', faults)}
            aria-label="How much harm weighs"
            aria-valuetext={`harm weighs ${formatShare(draft.harmShare)}, incidents ${formatShare(1 - draft.harmShare)}`}
            min={0}
            max={100}
            step={5}
            value={percent}
            onChange={(event) => change({ harmShare: Number(event.target.value) / 100 })}
          />
          <p className="slider-ends small" aria-hidden="true">
            <span>Incidents {formatShare(1 - draft.harmShare)}</span>
            <span>Harm {formatShare(draft.harmShare)}</span>
          </p>
        </div>
      )}
      {draft.rankBy !== 'count' && (
        <p className="muted small">
          Expected counts and the chance of belonging to the true top stay about incidents; harm only puts places in
          another order. {harmTable !== undefined && harmInWords(harmTable)}{' '}
          <Link to="/data/what-counts" search={{ operation: operationId }} hash="harm-table">
            See or change the days
          </Link>
        </p>
      )}
    </SetupSection>
  )
}
