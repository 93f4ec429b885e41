import type { ForceTheme } from '@planner/shared/schemas'
import { Link } from '@tanstack/react-router'
import { controlProps } from '../../components/setup/control.ts'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { ProxyNote } from '../../components/proxy-note.tsx'
import { addDays, formatDay } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { themeInWords } from '../../ranking-words.ts'
import { themeChoices } from '../../state/theme-choices.ts'
import type { RankingSetupProps } from './setup.ts'

interface CountingSectionProps extends RankingSetupProps {
  operationId: string
  themes: readonly ForceTheme[]
}

/** What counts, over which weeks, and how many places are wanted. */
export function CountingSection({ operationId, themes, draft, change, faults, answer }: CountingSectionProps) {
  const choices = themeChoices(themes)
  const theme = choices.find(({ id }) => id === draft.themeId)
  const note = answer?.meta.theme
  const text = (path: 'weeks' | 'top', label: string) => (
    <div className="field">
      <label htmlFor={controlProps(path, faults).id}>{label}</label>
      <input
        className="input input-number"
        {...controlProps(path, faults)}
        inputMode="numeric"
        value={draft[path]}
        onChange={(event) => change({ [path]: event.target.value })}
      />
    </div>
  )
  return (
    <SetupSection id="counting" title="What counts">
      <div className="field">
        <label htmlFor={controlProps('themeId', faults).id}>Theme</label>
        <select
          className="select"
          {...controlProps('themeId', faults)}
          value={draft.themeId ?? ''}
          onChange={(event) => change({ themeId: event.target.value === '' ? null : event.target.value })}
        >
          <option value="">{LABELS.allOffences}</option>
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {draft.themeId !== null && theme === undefined && <option value={draft.themeId}>{draft.themeId}</option>}
        </select>
        {theme !== undefined && <span className="field-hint">{themeInWords(theme)}</span>}
        <FaultText path="themeId" faults={faults} />
        <Link className="small" to="/data/what-counts" search={{ operation: operationId }} hash="themes">
          See or change the themes
        </Link>
      </div>
      {note !== undefined && note.id === draft.themeId && <ProxyNote theme={note} />}
      <div className="row row-fields">
        <div className="field">
          <label htmlFor={controlProps('asOf', faults).id}>As of</label>
          <input
            className="input"
            type="date"
            {...controlProps('asOf', faults)}
            value={draft.asOf}
            onChange={(event) => change({ asOf: event.target.value })}
          />
        </div>
        {text('weeks', 'Weeks counted')}
        {text('top', 'Places wanted')}
      </div>
      {(['asOf', 'weeks', 'top'] as const).map((path) => (
        <FaultText key={path} path={path} faults={faults} />
      ))}
      {answer !== undefined && (
        <p className="muted small">
          Counted: {formatDay(answer.meta.windowFrom, 'short')} to {formatDay(addDays(answer.meta.windowTo, -1))}.
          Expected: {formatDay(answer.meta.horizonFrom, 'short')} to {formatDay(addDays(answer.meta.horizonTo, -1))}.
        </p>
      )}
    </SetupSection>
  )
}
