/** Stands where a consequence will be, or says that there is none to be had. */
export function WorkingOut({ isStuck }: { isStuck: boolean }) {
  if (isStuck) return <p className="muted small">Not known while the settings cannot be worked out.</p>
  return (
    <p className="muted small">
      <span className="spinner spinner-small" aria-hidden="true" /> Working it out
    </p>
  )
}
