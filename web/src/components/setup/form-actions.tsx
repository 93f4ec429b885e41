interface FormActionsProps {
  /** "Save the theme" */
  label: string
  isSaving: boolean
  onCancel: () => void
}

/** The end of a form that opens in a page: send it, or leave everything as it was. */
export function FormActions({ label, isSaving, onCancel }: FormActionsProps) {
  return (
    <div className="row">
      <button type="submit" className="button button-primary" disabled={isSaving}>
        {label}
      </button>
      <button type="button" className="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  )
}
