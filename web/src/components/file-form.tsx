import { useId, useState, type FormEvent, type ReactNode } from 'react'

interface FileFormProps {
  label: string
  hint: string
  accept: string
  action: string
  busy: boolean
  /** fields that stand before the file */
  children?: ReactNode
  onFile: (file: File, form: FormData) => void
}

/** A form that sends one file. */
export function FileForm({ label, hint, accept, action, busy, children, onFile }: FileFormProps) {
  const id = useId()
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const file = form.get('file')
    const chosen = file instanceof File && file.name !== ''
    setMissing(!chosen)
    if (chosen) onFile(file, form)
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {children}
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
        {missing && (
          <p className="field-error" role="alert">
            Choose a file first
          </p>
        )}
        <input
          className="file-input"
          id={id}
          name="file"
          type="file"
          accept={accept}
          aria-describedby={`${id}-hint`}
          onChange={() => setMissing(false)}
        />
      </div>
      <div>
        <button type="submit" className="button button-primary" disabled={busy}>
          {action}
        </button>
      </div>
    </form>
  )
}
