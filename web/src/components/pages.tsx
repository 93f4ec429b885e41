import { useNavigate, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

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

export function NoOperationPage() {
  return (
    <MessagePage title="No operation yet">
      <p>When the tasking team has made an operation and ranked its places, they are shown here.</p>
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
