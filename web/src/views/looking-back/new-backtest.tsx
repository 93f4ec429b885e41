import type { NewBacktest } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { startBacktest, themesQuery } from '../../api/queries.ts'
import { useWork } from '../../api/use-work.ts'
import { WorkProgress } from '../../components/work-progress.tsx'
import { LABELS } from '../../labels.ts'
import { readNumber } from '../../state/draft.ts'
import { themeChoices } from '../../state/theme-choices.ts'

interface NewBacktestFormProps {
  onDone: (backtestId: string) => void
  /** nothing has been run yet: the form stands open */
  isFirst: boolean
}

/** Asks for a look back; what is left empty the server chooses from what is loaded. */
export function NewBacktestForm({ onDone, isFirst }: NewBacktestFormProps) {
  const { data: themes } = useQuery(themesQuery)
  const [isOpen, setIsOpen] = useState(isFirst)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [top, setTop] = useState('250')
  const [resolution, setResolution] = useState<9 | 10>(10)
  const [themeId, setThemeId] = useState('')
  const work = useWork({
    keptAs: 'planner.backtest-job',
    start: (request: NewBacktest) => startBacktest(request),
    onDone: ({ resultId }) => {
      setIsOpen(false)
      if (resultId !== null) onDone(resultId)
    },
  })
  const places = readNumber(top)
  const isSound = places !== undefined && Number.isInteger(places) && places >= 1 && places <= 10_000
  return (
    <section className="panel stack looking-back-new" aria-label="Look back">
      <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>{isFirst ? 'Look back' : 'Look back again'}</summary>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (!isSound) return
            work.begin({
              ...(from !== '' && { from }),
              ...(to !== '' && { to }),
              ...(themeId !== '' && { themeId }),
              top: places,
              resolution,
            })
          }}
        >
          <div className="row row-fields">
            <DateField id="looking-back-from" label="First date" value={from} onChange={setFrom} />
            <DateField id="looking-back-to" label="Ends by" value={to} onChange={setTo} />
            <div className="field">
              <label htmlFor="looking-back-top">Places</label>
              <input
                id="looking-back-top"
                className="input input-number"
                inputMode="numeric"
                value={top}
                aria-invalid={!isSound || undefined}
                aria-describedby={isSound ? undefined : 'looking-back-top-fault'}
                onChange={(event) => setTop(event.target.value)}
              />
            </div>
            <div className="field">
              <label htmlFor="looking-back-size">Size of a place</label>
              <select
                id="looking-back-size"
                className="select"
                value={resolution}
                onChange={(event) => setResolution(event.target.value === '9' ? 9 : 10)}
              >
                {([10, 9] as const).map((size) => (
                  <option key={size} value={size}>
                    About {LABELS.placeSizes[size]} across
                  </option>
                ))}
              </select>
            </div>
            <div className="field">
              <label htmlFor="looking-back-theme">Theme</label>
              <select
                id="looking-back-theme"
                className="select"
                value={themeId}
                onChange={(event) => setThemeId(event.target.value)}
              >
                <option value="">{LABELS.allOffences}</option>
                {themeChoices(themes?.themes ?? []).map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
          </div>
          {!isSound && (
            <p className="field-error" id="looking-back-top-fault">
              Places is a whole number from 1 to 10,000.
            </p>
          )}
          <p className="muted small">
            Dates left empty are chosen from what is loaded: as many as fit, four weeks apart, up to 52.
          </p>
          <div>
            <button type="submit" className="button button-primary" disabled={work.isRunning}>
              Look back
            </button>
          </div>
        </form>
      </details>
      <WorkProgress work={work} />
    </section>
  )
}

interface DateFieldProps {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
}

function DateField({ id, label, value, onChange }: DateFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input" type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
}
