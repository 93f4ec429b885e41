import { formatExpected } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { nextKey } from '../../state/draft.ts'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { controlProps } from '../../components/setup/control.ts'
import type { SetupProps } from './setup.ts'

interface GuaranteesSectionProps extends SetupProps {
  /** areas that have a place, in their order */
  areas: readonly string[]
}

/** Least visits for a borough, each with what it costs the rest. */
export function GuaranteesSection({ areas, draft, change, faults, answer }: GuaranteesSectionProps) {
  const { guarantees } = draft
  const free = areas.filter((area) => !guarantees.some((row) => row.area === area))
  const update = (key: string, leastPerDay: string): void =>
    change({ guarantees: guarantees.map((row) => (row.key === key ? { ...row, leastPerDay } : row)) })
  return (
    <SetupSection
      id="guarantees"
      title={`${LABELS.area} guarantees`}
      intro={`The least visits a day, on average, that all places of a ${LABELS.area.toLowerCase()} get together. What one gets more, others of its ${LABELS.bcu} get less.`}
    >
      {guarantees.length > 0 && (
        <div className="table-scroll">
          <table className="data-table data-table-tight rows-table">
            <thead>
              <tr>
                <th scope="col">{LABELS.area}</th>
                <th scope="col">At least, visits a day</th>
                <th scope="col" className="number">
                  Without it
                </th>
                <th scope="col" className="number">
                  Price in coverage
                </th>
                <th scope="col">
                  <span className="visually-hidden">Remove</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {guarantees.map(({ key, area, leastPerDay }, index) => {
                const path = `guarantees/${index}`
                const price = answer?.preview.guarantees.find((item) => item.area === area)
                return (
                  <tr key={key}>
                    <th scope="row" {...controlProps(`${path}/area`, faults)} data-label={LABELS.area}>
                      {area}
                      <FaultText path={path} faults={faults} />
                      <FaultText path={`${path}/area`} faults={faults} />
                    </th>
                    <td data-label="At least, visits a day">
                      <input
                        className="input input-number"
                        {...controlProps(`${path}/leastPerDay`, faults)}
                        aria-label={`Least visits a day in ${area}`}
                        inputMode="decimal"
                        value={leastPerDay}
                        onChange={(event) => update(key, event.target.value)}
                      />
                      <FaultText path={`${path}/leastPerDay`} faults={faults} />
                    </td>
                    <td className="number" data-label="Without it">
                      {price === undefined ? '…' : `${formatExpected(price.withoutPerDay)} a day`}
                    </td>
                    <td className="number" data-label="Price in coverage">
                      {price === undefined ? '…' : priceText(price.costShare)}
                    </td>
                    <td className="rows-remove">
                      <button
                        type="button"
                        className="button button-small"
                        aria-label={`Remove the guarantee of ${area}`}
                        onClick={() => change({ guarantees: guarantees.filter((row) => row.key !== key) })}
                      >
                        Remove
                      </button>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      <FaultText path="guarantees" faults={faults} />
      {free.length > 0 ? (
        <label className="row small">
          {guarantees.length === 0 ? 'None yet. Add one for' : 'Add one for'}
          <select
            className="select"
            value=""
            onChange={(event) =>
              change({
                guarantees: [...guarantees, { key: nextKey(guarantees), area: event.target.value, leastPerDay: '' }],
              })
            }
          >
            <option value="" disabled>
              choose a {LABELS.area.toLowerCase()}
            </option>
            {free.map((area) => (
              <option key={area}>{area}</option>
            ))}
          </select>
        </label>
      ) : (
        areas.length === 0 && (
          <p className="muted small">The places of this ranking are in no {LABELS.area.toLowerCase()}.</p>
        )
      )}
    </SetupSection>
  )
}

function priceText(costShare: number | null): string {
  if (costShare === null) return 'not known'
  if (Math.abs(costShare) < 0.0005) return 'nothing'
  return `${costShare < 0 ? 'gains ' : ''}${(Math.abs(costShare) * 100).toFixed(1)}%`
}
