import type { ReactNode } from 'react'

interface SetupSectionProps {
  id: string
  title: string
  intro?: ReactNode
  /** what is asked for */
  children: ReactNode
  /** what that does; stands beside it where there is room */
  effect?: ReactNode
}

/** One part of setting up a plan: the setting, and its consequence beside it. */
export function SetupSection({ id, title, intro, children, effect }: SetupSectionProps) {
  return (
    <section className="panel setup-section" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <div className="setup-section-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {intro !== undefined && <p className="muted small">{intro}</p>}
      </div>
      {effect === undefined ? (
        children
      ) : (
        <div className="setup-columns">
          <div className="stack">{children}</div>
          <div className="setup-effect">{effect}</div>
        </div>
      )}
    </section>
  )
}

/** Stands where a consequence will be, or says that there is none to be had. */
export function WorkingOut({ isStuck }: { isStuck: boolean }) {
  if (isStuck) return <p className="muted small">Not known while the settings cannot be worked out.</p>
  return (
    <p className="muted small">
      <span className="spinner spinner-small" aria-hidden="true" /> Working it out
    </p>
  )
}
