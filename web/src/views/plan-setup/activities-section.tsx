import { useQuery } from '@tanstack/react-query'
import { templatesQuery } from '../../api/queries.ts'
import { ErrorNotice } from '../../components/pages.tsx'
import { LABELS, labelOf } from '../../labels.ts'
import { PATROL_ALONE } from '../../plan-words.ts'
import { nextKey } from '../../state/draft.ts'
import { activityDrafts, TIERS, toActivityDraft, type ActivityDraft } from '../../state/plan-draft.ts'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { MixPicture } from './mix-picture.tsx'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { controlProps } from '../../components/setup/control.ts'
import type { SetupProps } from './setup.ts'
import { WorkingOut } from './working-out.tsx'

/** What crews do at places: patrol alone, or a mix that is drawn like everything else. */
export function ActivitiesSection({ draft, change, faults }: SetupProps) {
  const { data: templates, error } = useQuery(templatesQuery)
  const { activities } = draft
  return (
    <SetupSection
      id="activities"
      title="Activities"
      intro="What crews do at a place. Which one a visit gets is drawn too, so that nobody can tell from the place or the hour."
    >
      <fieldset className="choices choices-row">
        <legend className="visually-hidden">Activities</legend>
        <label className="choice">
          <input
            type="radio"
            name="activities"
            checked={activities === null}
            onChange={() => change({ activities: null })}
          />
          <span>
            <strong>Patrol alone</strong>
            <span className="field-hint">{PATROL_ALONE}</span>
          </span>
        </label>
        <label className="choice">
          <input
            type="radio"
            name="activities"
            data-path="activities"
            checked={activities !== null}
            disabled={templates === undefined && activities === null}
            onChange={() =>
              templates !== undefined &&
              activities === null &&
              change({ activities: activityDrafts(templates.activities) })
            }
          />
          <span>
            <strong>A mix</strong>
            <span className="field-hint">Starts from the usual five; change what your force does otherwise.</span>
          </span>
        </label>
      </fieldset>
      <ErrorNotice error={error} />
      {error === null && templates === undefined && <WorkingOut isStuck={false} />}
      {activities !== null && (
        <>
          <FaultText path="activities" faults={faults} />
          <ActivityTable activities={activities} faults={faults} onChange={(next) => change({ activities: next })} />
          <div className="row">
            <AddActivity
              activities={activities}
              templates={templates?.activities.map(toActivityDraft) ?? []}
              onAdd={(row) => change({ activities: [...activities, { ...row, key: nextKey(activities) }] })}
            />
          </div>
          <MixPicture activities={activities} />
        </>
      )}
    </SetupSection>
  )
}

const BLANK: Omit<ActivityDraft, 'key'> = {
  id: '',
  from: '15',
  to: '30',
  crews: '1',
  needsSergeant: false,
  skills: '',
  shares: { A: '1', B: '1', C: '1' },
}

function AddActivity(props: {
  activities: readonly ActivityDraft[]
  templates: readonly Omit<ActivityDraft, 'key'>[]
  onAdd: (row: Omit<ActivityDraft, 'key'>) => void
}) {
  const missing = props.templates.filter(({ id }) => !props.activities.some((row) => row.id === id))
  return (
    <>
      {missing.map((template) => (
        <button key={template.id} type="button" className="button button-small" onClick={() => props.onAdd(template)}>
          Add {labelOf(LABELS.activities, template.id).toLowerCase()}
        </button>
      ))}
      <button type="button" className="button button-small" onClick={() => props.onAdd(BLANK)}>
        Add one of your own
      </button>
    </>
  )
}

interface ActivityTableProps {
  activities: readonly ActivityDraft[]
  faults: SetupProps['faults']
  onChange: (activities: ActivityDraft[]) => void
}

function ActivityTable({ activities, faults, onChange }: ActivityTableProps) {
  const update = (key: string, patch: Partial<ActivityDraft>): void =>
    onChange(activities.map((row) => (row.key === key ? { ...row, ...patch } : row)))
  return (
    <div className="table-scroll">
      <table className="data-table data-table-tight rows-table activity-table">
        <thead>
          <tr>
            <th scope="col">Activity</th>
            <th scope="col">Minutes</th>
            <th scope="col">Crews</th>
            <th scope="col">Sergeant</th>
            <th scope="col">Skills, by commas</th>
            <th scope="col">Parts in tier A, B, C</th>
            <th scope="col">
              <span className="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {activities.map((row, index) => (
            <ActivityRow
              key={row.key}
              row={row}
              path={`activities/${index}`}
              faults={faults}
              onChange={(patch) => update(row.key, patch)}
              onRemove={() => onChange(activities.filter(({ key }) => key !== row.key))}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ActivityRowProps {
  row: ActivityDraft
  path: string
  faults: SetupProps['faults']
  onChange: (patch: Partial<ActivityDraft>) => void
  onRemove: () => void
}

function ActivityRow({ row, path, faults, onChange, onRemove }: ActivityRowProps) {
  const isKnown = row.id in LABELS.activities
  const name = row.id === '' ? 'new activity' : labelOf(LABELS.activities, row.id)
  return (
    <tr>
      <th scope="row" data-label="Activity">
        {isKnown ? (
          <span {...controlProps(`${path}/id`, faults)}>{name}</span>
        ) : (
          <input
            className="input"
            {...controlProps(`${path}/id`, faults)}
            aria-label="Name of the activity"
            maxLength={100}
            value={row.id}
            onChange={(event) => onChange({ id: event.target.value })}
          />
        )}
        <FaultText path={path} faults={faults} />
        <FaultText path={`${path}/id`} faults={faults} />
      </th>
      <td data-label="Minutes">
        <span className="row row-tight">
          <input
            className="input input-small"
            {...controlProps(`${path}/minutes`, faults)}
            aria-label={`Shortest stay for ${name}, minutes`}
            inputMode="numeric"
            value={row.from}
            onChange={(event) => onChange({ from: event.target.value })}
          />
          to
          <input
            className="input input-small"
            data-path={`${path}/minutes`}
            aria-invalid={faults[`${path}/minutes`] !== undefined || undefined}
            aria-label={`Longest stay for ${name}, minutes`}
            inputMode="numeric"
            value={row.to}
            onChange={(event) => onChange({ to: event.target.value })}
          />
        </span>
        <FaultText path={`${path}/minutes`} faults={faults} />
      </td>
      <td data-label="Crews">
        <input
          className="input input-small"
          {...controlProps(`${path}/crews`, faults)}
          aria-label={`Crews for ${name}`}
          inputMode="numeric"
          value={row.crews}
          onChange={(event) => onChange({ crews: event.target.value })}
        />
        <FaultText path={`${path}/crews`} faults={faults} />
      </td>
      <td data-label="Sergeant">
        <label className="check">
          <input
            type="checkbox"
            data-path={`${path}/needsSergeant`}
            aria-label={`A sergeant for ${name}`}
            checked={row.needsSergeant}
            onChange={(event) => onChange({ needsSergeant: event.target.checked })}
          />
          <span aria-hidden="true">needed</span>
        </label>
      </td>
      <td data-label="Skills, by commas">
        <input
          className="input activity-skills"
          {...controlProps(`${path}/skills`, faults)}
          aria-label={`Skills for ${name}`}
          placeholder="none"
          value={row.skills}
          onChange={(event) => onChange({ skills: event.target.value })}
        />
        <FaultText path={`${path}/skills`} faults={faults} />
      </td>
      <td data-label="Parts in tier A, B, C">
        <span className="row row-tight">
          {TIERS.map((tier) => (
            <input
              key={tier}
              className="input input-small"
              {...controlProps(`${path}/shares/${tier}`, faults)}
              aria-label={`Parts of ${name} in ${LABELS.tiers[tier]}`}
              inputMode="decimal"
              value={row.shares[tier]}
              onChange={(event) => onChange({ shares: { ...row.shares, [tier]: event.target.value } })}
            />
          ))}
        </span>
        {TIERS.every((tier) => Number(row.shares[tier]) === 0) && (
          <span className="place-area">never drawn: planned by hand</span>
        )}
        {TIERS.map((tier) => (
          <FaultText key={tier} path={`${path}/shares/${tier}`} faults={faults} />
        ))}
      </td>
      <td className="rows-remove">
        <button type="button" className="button button-small" aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove
        </button>
      </td>
    </tr>
  )
}
