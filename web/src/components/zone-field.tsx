import { useId, useState, type ReactNode, type RefObject } from 'react'
import { zoneNames } from '../state/zone.ts'

interface ZoneFieldProps {
  label: string
  value: string
  /** why it cannot be taken */
  fault: string | undefined
  hint?: ReactNode
  ref?: RefObject<HTMLInputElement | null>
  onChange: (value: string) => void
}

/** A time zone by its IANA name: typed, or chosen of all there are. */
export function ZoneField({ label, value, fault, hint, ref, onChange }: ZoneFieldProps) {
  const id = useId()
  const [names] = useState(zoneNames)
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])]
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        ref={ref}
        className="input"
        id={id}
        list={`${id}-names`}
        value={value}
        maxLength={80}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={described.length === 0 ? undefined : described.join(' ')}
        // The list shows what fits what is written: over the old name one begins anew.
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={`${id}-names`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {fault !== undefined && (
        <p className="field-error" id={`${id}-fault`}>
          <span className="visually-hidden">Error: </span>
          {fault}
        </p>
      )}
      {hint !== undefined && (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  )
}
