import type { Role } from '@planner/shared/schemas'
import { useNavigate, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { LABELS } from '../labels.ts'

/** A page that has one thing to say. */
export function MessagePage({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="message-page">
      <h1>{title}</h1>
      {children}
    </div>
  )
}

export function LoadingPage() {
  return (
    <div className="centred">
      <span className="spinner" role="img" aria-label="Loading" />
    </div>
  )
}

export function ErrorPage({ error }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <MessagePage title="This page cannot be shown">
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <p>
        <button type="button" className="button" onClick={() => void router.invalidate()}>
          Try again
        </button>
      </p>
    </MessagePage>
  )
}

export function NotFoundPage() {
  const navigate = useNavigate()
  return (
    <MessagePage title="There is no such page">
      <p>The address may have been cut short, or the page is not one that your role has.</p>
      <p>
        <button type="button" className="button" onClick={() => void navigate({ to: '/' })}>
          Go to the first page
        </button>
      </p>
    </MessagePage>
  )
}

/** A screen that another role has. */
export function NotYoursPage({ role }: { role: Role }) {
  const navigate = useNavigate()
  return (
    <MessagePage title="Your role does not have this screen">
      <p>
        You are signed in as {LABELS.roles[role].toLowerCase()}. If you need this screen for your work, ask the tasking
        team, which keeps the accounts.
      </p>
      <p>
        <button type="button" className="button" onClick={() => void navigate({ to: '/' })}>
          Go to your first screen
        </button>
      </p>
    </MessagePage>
  )
}

export function NoOperationPage() {
  return (
    <MessagePage title="No operation yet">
      <p>
        When the tasking team has made an operation and ranked its places, they are shown here. If you expected one, ask
        the tasking team.
      </p>
    </MessagePage>
  )
}

/** The server's own words about what went wrong. */
export function ErrorNotice({ error }: { error: Error | null }) {
  if (error === null) return null
  return (
    <div className="notice notice-bad" role="alert">
      {error.message}
    </div>
  )
}
