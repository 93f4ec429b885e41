import type { NameProperty } from '@planner/shared/core'
import { useId, type ReactNode } from 'react'

interface AreaFileProps {
  label: string
  hint: string
  accept: string
  fault: string | undefined
  file: File | undefined
  onFile: (file: File | undefined) => void
  children?: ReactNode
}

/** One part of the ground: a file to be chosen, or dropped on its field. */
export function AreaFile({ label, hint, accept, fault, file, onFile, children }: AreaFileProps) {
  const id = useId()
  return (
    <div className="field area-file">
      <label htmlFor={id}>{label}</label>
      <p className="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
      {fault !== undefined && (
        <p className="field-error" role="alert" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <input
        className="file-input"
        id={id}
        // A file that was put aside can be chosen again.
        key={file === undefined ? 'none' : 'chosen'}
        type="file"
        accept={accept}
        aria-describedby={fault === undefined ? `${id}-hint` : `${id}-hint ${id}-fault`}
        aria-invalid={fault === undefined ? undefined : true}
        hidden={file !== undefined}
        onChange={(event) => onFile(event.currentTarget.files?.[0])}
      />
      {file !== undefined && (
        <p className="row">
          <span className="file-name">{file.name}</span>
          <button type="button" className="button button-small" onClick={() => onFile(undefined)}>
            Put {file.name} aside
          </button>
        </p>
      )}
      {children}
    </div>
  )
}

interface RemovalProps {
  /** what is loaded, such as "12 wards" */
  what: string
  isRemoved: boolean
  onChange: (isRemoved: boolean) => void
}

/** Takes what is loaded away with the next saving, or keeps it after all. */
export function Removal({ what, isRemoved, onChange }: RemovalProps) {
  return (
    <p className="row small" role="status">
      {isRemoved && <span>Saving removes the {what}.</span>}
      <button type="button" className="button button-small" onClick={() => onChange(!isRemoved)}>
        {isRemoved ? `Keep the ${what}` : `Remove the ${what}`}
      </button>
    </p>
  )
}

interface NamePropertyProps {
  label: string
  properties: readonly NameProperty[]
  value: string | undefined
  onChange: (property: string) => void
}

/** Which property of a file holds the names; not asked when it is `name`. */
export function NamePropertyField({ label, properties, value, onChange }: NamePropertyProps) {
  const id = useId()
  if (properties.length === 0 || (value === undefined && properties.some(({ property }) => property === 'name')))
    return undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="" disabled>
          Choose
        </option>
        {properties.map(({ property, example }) => (
          <option key={property} value={property}>
            {property} (such as “{example.slice(0, 40)}”)
          </option>
        ))}
      </select>
    </div>
  )
}
