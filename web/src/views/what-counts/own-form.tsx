import type { ReactNode, RefObject } from 'react'
import { ErrorNotice } from '../../components/pages.tsx'

interface OwnFormProps {
  /** what is made or changed */
  title: string
  /** false: the title is only for those who hear it, since the section says the same */
  isTitled?: boolean
  ref: RefObject<HTMLFormElement | null>
  /** what went wrong that is about no single field */
  error: Error | null
  onSubmit: () => void
  /** the button that sends it, and the way out */
  actions: ReactNode
  children: ReactNode
}

/** The frame of a form for something of the force's own: a theme, a harm table, an excluded place. */
export function OwnForm({ title, isTitled = true, ref, error, onSubmit, actions, children }: OwnFormProps) {
  return (
    <form
      ref={ref}
      className="own-form stack"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {isTitled && <h3>{title}</h3>}
      {children}
      <ErrorNotice error={error} />
      {actions}
    </form>
  )
}
