import type { Force, ForceChange } from '@planner/shared/schemas'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouteContext, useRouter } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { changeForce, importsQuery, rostersQuery, sessionQuery, summaryQuery } from '../../api/queries.ts'
import { ErrorNotice } from '../../components/pages.tsx'
import { ZoneField } from '../../components/zone-field.tsx'
import { browserZone, isZoneName, ZONE_FAULT } from '../../state/zone.ts'
import { zoneChangeInWords } from './zone-change.ts'
import './force.css'

const LONGEST_NAME = 80

/** Whose data it is, and by which clock: name and time zone of the force. */
export function ForceForm() {
  const { force } = useRouteContext({ from: '/shell' }).session
  const nameId = useId()
  const nameField = useRef<HTMLInputElement>(null)
  const zoneField = useRef<HTMLInputElement>(null)
  const status = useRef<HTMLSpanElement>(null)
  const [draft, setDraft] = useState<ForceChange>(() =>
    force.isNamed
      ? { name: force.name, timezone: force.timezone }
      : // Where somebody sits is where their force most likely is.
        { name: '', timezone: browserZone() },
  )
  const [isSent, setIsSent] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const saving = useSavedForce(({ name, timezone }) => {
    setDraft({ name, timezone })
    setIsSent(false)
    setIsAsking(false)
  })
  // The button that was pressed is gone or has nothing more to do: whoever has the keyboard goes on from here.
  useEffect(() => {
    if (saving.isSuccess) status.current?.focus()
  }, [saving.isSuccess])
  const { data: summary, error: summaryError } = useQuery(summaryQuery)
  const { data: imports, error: importsError } = useQuery(importsQuery)
  const { data: rosters, error: rostersError } = useQuery(rostersQuery)
  const change = (part: Partial<ForceChange>): void => {
    saving.reset()
    setIsAsking(false)
    setDraft({ ...draft, ...part })
  }
  const name = draft.name.trim()
  const timezone = draft.timezone.trim()
  const faults = {
    name: name === '' ? 'Give the force its name' : undefined,
    timezone: isZoneName(timezone) ? undefined : ZONE_FAULT,
  }
  const isKnown = summary !== undefined && imports !== undefined && rosters !== undefined
  const consequences =
    !isKnown || timezone === force.timezone
      ? []
      : zoneChangeInWords({
          to: timezone,
          incidents: summary.incidents,
          imports: imports.imports,
          rosters: rosters.rosters.length,
        })
  const isSame = force.isNamed && name === force.name && timezone === force.timezone
  const submit = (): void => {
    setIsSent(true)
    if (faults.name !== undefined) nameField.current?.focus()
    else if (faults.timezone !== undefined) zoneField.current?.focus()
    else if (consequences.length > 0) setIsAsking(true)
    else saving.mutate({ name, timezone })
  }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isSame && isKnown) submit()
      }}
    >
      <div className="force-fields">
        <div className="field">
          <label htmlFor={nameId}>Name of the force</label>
          <input
            ref={nameField}
            className="input"
            id={nameId}
            value={draft.name}
            maxLength={LONGEST_NAME}
            autoComplete="organization"
            aria-invalid={isSent && faults.name !== undefined ? true : undefined}
            aria-describedby={isSent && faults.name !== undefined ? `${nameId}-fault` : undefined}
            onChange={(event) => change({ name: event.target.value })}
          />
          {isSent && faults.name !== undefined && (
            <p className="field-error" id={`${nameId}-fault`}>
              <span className="visually-hidden">Error: </span>
              {faults.name}
            </p>
          )}
        </div>
        <ZoneField
          ref={zoneField}
          label="Time zone"
          value={draft.timezone}
          fault={isSent ? faults.timezone : undefined}
          hint={
            force.isNamed
              ? undefined
              : timezone === browserZone()
                ? `A suggestion: the zone of this computer. Until you set it, files are read by ${force.timezone}.`
                : `Until you set it, files are read by ${force.timezone}.`
          }
          onChange={(value) => change({ timezone: value })}
        />
      </div>
      <ErrorNotice error={saving.error ?? summaryError ?? importsError ?? rostersError} />
      {isAsking ? (
        <Confirmation
          from={force.timezone}
          to={timezone}
          consequences={consequences}
          isSaving={saving.isPending}
          onConfirm={() => saving.mutate({ name, timezone })}
          onKeep={() => {
            change({ timezone: force.timezone })
            zoneField.current?.focus()
          }}
        />
      ) : (
        <div className="row">
          <button
            type="submit"
            className={force.isNamed ? 'button' : 'button button-primary'}
            disabled={isSame || !isKnown || saving.isPending}
          >
            {force.isNamed ? 'Change name or time zone' : 'Set name and time zone'}
          </button>
          <span ref={status} tabIndex={-1} role="status" className="small">
            {saving.isSuccess && 'Set. Every screen says so now.'}
          </span>
        </div>
      )}
    </form>
  )
}

interface ConfirmationProps {
  from: string
  to: string
  consequences: readonly string[]
  isSaving: boolean
  onConfirm: () => void
  onKeep: () => void
}

/** What another clock means for what is loaded, before it is set. */
function Confirmation({ from, to, consequences, isSaving, onConfirm, onKeep }: ConfirmationProps) {
  const titleId = useId()
  const confirm = useRef<HTMLButtonElement>(null)
  useEffect(() => confirm.current?.focus(), [])
  return (
    <div className="notice notice-warn stack" role="group" aria-labelledby={titleId}>
      <h3 id={titleId}>
        From {from} to {to}
      </h3>
      <ul className="force-consequences small">
        {consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className="row">
        <button ref={confirm} type="button" className="button" disabled={isSaving} onClick={onConfirm}>
          Change to {to}
        </button>
        <button type="button" className="button" disabled={isSaving} onClick={onKeep}>
          Keep {from}
        </button>
      </div>
    </div>
  )
}

/** Sets the force; then every screen asks again for what it says of it, and for what is counted by its clock. */
function useSavedForce(onSaved: (force: Force) => void) {
  const queryClient = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: changeForce,
    onSuccess: async (force) => {
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
      await router.invalidate()
      onSaved(force)
      void queryClient.invalidateQueries()
    },
  })
}
