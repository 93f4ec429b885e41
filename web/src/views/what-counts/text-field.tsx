import type { HTMLAttributes, ReactNode } from 'react'
import { controlProps } from '../../components/setup/control.ts'
import { FaultText } from '../../components/setup/fault-text.tsx'
import type { Faults } from '../../state/draft.ts'

interface TextFieldProps {
  /** the path of the setting, with the prefix of its form */
  path: string
  label: string
  value: string
  faults: Faults
  hint?: ReactNode
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  maxLength?: number
  onChange: (value: string) => void
}

/** A line of text or a number, its name above and what is wrong below. */
export function TextField({ path, label, value, faults, hint, inputMode, maxLength, onChange }: TextFieldProps) {
  const control = controlProps(path, faults)
  return (
    <div className="field">
      <label htmlFor={control.id}>{label}</label>
      <input
        className={inputMode === undefined ? 'input' : 'input input-number'}
        {...control}
        inputMode={inputMode}
        maxLength={maxLength}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && <span className="field-hint">{hint}</span>}
      <FaultText path={path} faults={faults} />
    </div>
  )
}
