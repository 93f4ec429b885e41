import type { HotspotSummary } from '@planner/shared/schemas'
import { useRef, useState } from 'react'
import { LABELS } from '../../labels.ts'
import { nextKey, type Faults } from '../../state/draft.ts'
import { readDraft, type BlackoutDraft, type Period } from '../../state/plan-draft.ts'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { PlacePicker } from './place-picker.tsx'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { fieldId } from '../../components/setup/control.ts'
import type { SetupProps } from './setup.ts'
import { blackoutSpan, placeName } from '../../blackout-words.ts'

interface BlackoutsSectionProps extends SetupProps {
  hotspots: readonly HotspotSummary[]
  period: Period
}

const NEW = 'blackouts/new'

/** Places and times at which nobody may be sent. They are added one at a time, so that each is whole before it counts. */
export function BlackoutsSection({ hotspots, period, draft, change, faults }: BlackoutsSectionProps) {
  const blank = (): BlackoutDraft => ({
    key: '',
    hotspotId: null,
    from: `${period.firstDay}T00:00`,
    to: '',
    reason: '',
  })
  const [edited, setEdited] = useState(blank)
  const [ownFaults, setOwnFaults] = useState<Faults>({})
  const form = useRef<HTMLDivElement>(null)
  const { blackouts } = draft
  const isNew = edited.key === ''
  const edit = (patch: Partial<BlackoutDraft>): void => {
    setEdited({ ...edited, ...patch })
    setOwnFaults({})
  }
  const add = (): void => {
    const found = Object.entries(readDraft({ ...draft, blackouts: [edited] }, period).faults).flatMap(([path, text]) =>
      path.startsWith('blackouts/0/') ? [[path.replace('blackouts/0', NEW), text] as const] : [],
    )
    setOwnFaults(Object.fromEntries(found))
    const first = found[0]?.[0]
    if (first !== undefined) {
      form.current?.querySelector<HTMLElement>(`[data-path="${first}"]`)?.focus()
      return
    }
    change({
      blackouts: isNew
        ? [...blackouts, { ...edited, key: nextKey(blackouts) }]
        : blackouts.map((row) => (row.key === edited.key ? edited : row)),
    })
    setEdited(blank())
    form.current?.querySelector<HTMLElement>('input')?.focus()
  }
  const control = (name: 'from' | 'to' | 'reason') => ({
    id: fieldId(`${NEW}/${name}`),
    'data-path': `${NEW}/${name}`,
    'aria-invalid': ownFaults[`${NEW}/${name}`] !== undefined || undefined,
    'aria-describedby': ownFaults[`${NEW}/${name}`] === undefined ? undefined : `${fieldId(`${NEW}/${name}`)}-fault`,
    value: edited[name],
  })
  return (
    <SetupSection
      id="blackouts"
      title={LABELS.blackouts}
      intro="Where and when nobody may be sent: an event, a raid, a school run. The plan is drawn as if the place did not exist then, and what is measured leaves that time out."
    >
      {blackouts.length > 0 && (
        <div className="table-scroll">
          <table className="data-table data-table-tight rows-table">
            <thead>
              <tr>
                <th scope="col">Place</th>
                <th scope="col">From and to</th>
                <th scope="col">Reason</th>
                <th scope="col">
                  <span className="visually-hidden">Change</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {blackouts.map((row, index) => {
                const path = `blackouts/${index}`
                return (
                  <tr key={row.key} data-selected={row.key === edited.key || undefined}>
                    <th scope="row" data-label="Place" data-path={path} tabIndex={-1}>
                      {placeName(row.hotspotId, hotspots)}
                      {['', '/hotspotId', '/from', '/to', '/reason'].map((part) => (
                        <FaultText key={part} path={`${path}${part}`} faults={faults} />
                      ))}
                    </th>
                    <td data-label="From and to">{blackoutSpan(row)}</td>
                    <td data-label="Reason">{row.reason || <span className="muted">none given</span>}</td>
                    <td className="rows-remove">
                      <button
                        type="button"
                        className="button button-small"
                        aria-label={`Edit the ${LABELS.blackout.toLowerCase()} of ${placeName(row.hotspotId, hotspots)}`}
                        onClick={() => {
                          setEdited(row)
                          setOwnFaults({})
                          form.current?.querySelector<HTMLElement>('input')?.focus()
                        }}
                      >
                        Edit
                      </button>{' '}
                      <button
                        type="button"
                        className="button button-small"
                        aria-label={`Remove the ${LABELS.blackout.toLowerCase()} of ${placeName(row.hotspotId, hotspots)}`}
                        onClick={() => {
                          change({ blackouts: blackouts.filter(({ key }) => key !== row.key) })
                          if (row.key === edited.key) setEdited(blank())
                        }}
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
      <div
        className="blackout-form"
        role="group"
        aria-label={isNew ? 'Add a blackout' : 'Edit the blackout'}
        ref={form}
      >
        <PlacePicker hotspots={hotspots} value={edited.hotspotId} onChange={(hotspotId) => edit({ hotspotId })} />
        <div className="field">
          <label htmlFor={fieldId(`${NEW}/from`)}>From</label>
          <input
            className="input"
            type="datetime-local"
            {...control('from')}
            onChange={(event) => edit({ from: event.target.value })}
          />
          <FaultText path={`${NEW}/from`} faults={ownFaults} />
        </div>
        <div className="field">
          <label htmlFor={fieldId(`${NEW}/to`)}>To</label>
          <input
            className="input"
            type="datetime-local"
            {...control('to')}
            min={edited.from}
            onChange={(event) => edit({ to: event.target.value })}
          />
          <FaultText path={`${NEW}/to`} faults={ownFaults} />
        </div>
        <div className="field blackout-reason">
          <label htmlFor={fieldId(`${NEW}/reason`)}>Reason, kept with the plan</label>
          <input
            className="input"
            maxLength={200}
            autoComplete="off"
            {...control('reason')}
            onChange={(event) => edit({ reason: event.target.value })}
          />
        </div>
        <div className="row blackout-actions">
          <button type="button" className="button" onClick={add}>
            {isNew ? 'Add the blackout' : 'Keep the change'}
          </button>
          {!isNew && (
            <button type="button" className="button button-quiet" onClick={() => setEdited(blank())}>
              Leave it as it was
            </button>
          )}
        </div>
      </div>
    </SetupSection>
  )
}
