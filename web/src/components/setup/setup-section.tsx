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

/** One part of what is set: of a ranking, of a plan, of what counts for the force. Its consequence stands beside it, where it has one. */
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
