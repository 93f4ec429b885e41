import { controlProps } from '../../components/setup/control.ts'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { formatCount, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { priceInIncidents } from '../../ranking-words.ts'
import { nextKey } from '../../state/draft.ts'
import type { QuotaDraft } from '../../state/ranking-draft.ts'
import type { RankingSetupProps } from './setup.ts'

interface QuotasSectionProps extends RankingSetupProps {
  areas: readonly string[]
}

/** The least and the most places of a borough, each with what it gives up elsewhere. */
export function QuotasSection({ areas, draft, change, faults, answer }: QuotasSectionProps) {
  const { quotas } = draft
  const free = areas.filter((area) => !quotas.some((row) => row.area === area))
  const update = (key: string, patch: Partial<QuotaDraft>): void =>
    change({ quotas: quotas.map((row) => (row.key === key ? { ...row, ...patch } : row)) })
  const placesIn = (name: string): number => answer?.byArea.find(({ area }) => area === name)?.hotspots ?? 0
  return (
    <SetupSection
      id="quotas"
      title={`${LABELS.area} quotas`}
      intro={`At least or at most so many places in a ${LABELS.area.toLowerCase()}. What a quota adds in one place it gives up in another, where more was expected.`}
    >
      {quotas.length > 0 && (
        <ul className="plain-list quotas">
          {quotas.map((row, index) => {
            const path = `quotas/${index}`
            const outcome = answer?.quotas.find(({ area }) => area === row.area)
            const bound = (name: 'least' | 'most', label: string) => (
              <label className="quota-bound small">
                {label}
                <input
                  className="input input-small"
                  {...controlProps(`${path}/${name}`, faults)}
                  aria-label={`${label} places in ${row.area}`}
                  inputMode="numeric"
                  value={row[name]}
                  onChange={(event) => update(row.key, { [name]: event.target.value })}
                />
              </label>
            )
            return (
              <li key={row.key}>
                <div className="quota-head">
                  <strong>{row.area}</strong>
                  {bound('least', 'At least')}
                  {bound('most', 'At most')}
                  <button
                    type="button"
                    className="button button-small"
                    aria-label={`Remove the quota of ${row.area}`}
                    onClick={() => change({ quotas: quotas.filter(({ key }) => key !== row.key) })}
                  >
                    Remove
                  </button>
                </div>
                <FaultText path={path} faults={faults} />
                <FaultText path={`${path}/area`} faults={faults} />
                <FaultText path={`${path}/least`} faults={faults} />
                <FaultText path={`${path}/most`} faults={faults} />
                <p className="muted small">
                  {outcome === undefined
                    ? '…'
                    : `${plural(outcome.chosen, 'place')}, ${formatCount(outcome.without)} without the quota. Price: ${priceInIncidents(outcome.price)}.`}
                </p>
              </li>
            )
          })}
        </ul>
      )}
      <FaultText path="quotas" faults={faults} />
      {free.length > 0 && (
        <label className="row small">
          {quotas.length === 0 ? 'None yet. Add one for' : 'Add one for'}
          <select
            className="select"
            value=""
            onChange={(event) =>
              change({ quotas: [...quotas, { key: nextKey(quotas), area: event.target.value, least: '', most: '' }] })
            }
          >
            <option value="" disabled>
              choose a {LABELS.area.toLowerCase()}
            </option>
            {free.map((area) => (
              <option key={area} value={area}>
                {answer === undefined ? area : `${area} (${plural(placesIn(area), 'place')})`}
              </option>
            ))}
          </select>
        </label>
      )}
      {areas.length === 0 && <p className="muted small">No {LABELS.area.toLowerCase()} is loaded.</p>}
    </SetupSection>
  )
}
