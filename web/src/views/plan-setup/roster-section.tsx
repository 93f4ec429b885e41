import type { Operation, Roster } from '@planner/shared/schemas'
import { addDays, formatDay, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import type { PlanDraft } from '../../state/plan-draft.ts'
import { CapacityTable } from './capacity-table.tsx'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { HandoverStrip } from './handover-strip.tsx'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { TravelFields } from './travel-fields.tsx'
import { controlProps, fieldId } from '../../components/setup/control.ts'
import type { SetupProps } from './setup.ts'
import { WorkingOut } from './working-out.tsx'

interface RosterSectionProps extends SetupProps {
  operation: Operation
  rosters: readonly Roster[]
  roster: Roster
}

const VISITS_HINTS: Readonly<Record<PlanDraft['doses'], string>> = {
  'from-capacity':
    'As many as the ranking asks for, cut where the rostered time is short, so that nothing is promised that no crew can do.',
  'as-ranked': 'Where the time runs short, visits are left out and listed with the cause.',
}

/** Which tours are filled, with how many visits, and whether they can carry them. */
export function RosterSection({
  operation,
  rosters,
  roster,
  draft,
  change,
  faults,
  answer,
  isStuck,
}: RosterSectionProps) {
  const lastDay = addDays(operation.startDay, operation.days - 1)
  const isShort = roster.firstDay > operation.startDay || roster.lastDay < lastDay
  return (
    <SetupSection
      id="roster"
      title="Roster and capacity"
      intro="Visits are only ever planned into tours that are rostered anyway."
      effect={
        answer === undefined ? (
          <WorkingOut isStuck={isStuck} />
        ) : (
          <>
            <CapacityTable capacity={answer.preview.capacity} asked={answer.doses} />
            <HandoverStrip handovers={answer.preview.handovers} />
          </>
        )
      }
    >
      <div className="field">
        <label htmlFor={fieldId('rosterId')}>Roster to fill</label>
        <select
          className="select"
          {...controlProps('rosterId', faults)}
          value={roster.rosterId}
          onChange={(event) => change({ rosterId: event.target.value })}
        >
          {rosters.map((item) => (
            <option key={item.rosterId} value={item.rosterId}>
              {item.fileName} · {plural(item.tours, 'tour')}, {formatDay(item.firstDay, 'short')} to{' '}
              {formatDay(item.lastDay, 'short')}
            </option>
          ))}
        </select>
        <FaultText path="rosterId" faults={faults} />
        <p className="field-hint">
          {plural(roster.tours, 'tour')} of {plural(roster.crews, 'crew')}.{' '}
          {!isShort && `It covers all ${operation.days} days of the operation.`}
        </p>
      </div>
      {isShort && (
        <p className="notice notice-warn small">
          The operation runs from {formatDay(operation.startDay, 'short')} to {formatDay(lastDay, 'short')}; this roster
          from {formatDay(roster.firstDay, 'short')} to {formatDay(roster.lastDay, 'short')}. On days without tours
          nothing can be planned.
        </p>
      )}
      <fieldset className="choices">
        <legend className="field-label">Visits wanted</legend>
        {(['from-capacity', 'as-ranked'] as const).map((doses) => (
          <label key={doses} className="choice">
            <input
              type="radio"
              name="doses"
              value={doses}
              data-path="doses"
              checked={draft.doses === doses}
              onChange={() => change({ doses })}
            />
            <span>
              <strong>{LABELS.visitsWanted[doses]}</strong>
              <span className="field-hint">{VISITS_HINTS[doses]}</span>
            </span>
          </label>
        ))}
        <FaultText path="doses" faults={faults} />
      </fieldset>
      <TravelFields draft={draft} change={change} faults={faults} />
    </SetupSection>
  )
}
