import type { Operation } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouteContext } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'
import { operationsQuery } from '../api/queries.ts'
import { LABELS } from '../labels.ts'
import { ErrorNotice, LoadingPage, MessagePage } from './pages.tsx'

interface OperationPageProps {
  operationId: string
  /** the screen's name in the title of the window */
  title: string
  /** what the operation must have before the screen has anything to show */
  needs: {
    is: (operation: Operation) => boolean
    heading: string
    /** "has no plan" */
    lacks: string
    /** what the tasking team does about it, after "Go to Data" */
    advice: string
  }
  children: (operation: Operation) => ReactNode
}

/** A screen of one operation: waits for it, and says what is missing and who can mend it. */
export function OperationPage({ operationId, title, needs, children }: OperationPageProps) {
  const { session } = useRouteContext({ from: '/shell' })
  const { data, error } = useQuery(operationsQuery)
  const operation = data?.operations.find((item) => item.operationId === operationId)
  useEffect(() => {
    document.title = `${title} · ${operation?.name ?? ''} · ${LABELS.product}`
  }, [title, operation])
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return <LoadingPage />
  if (operation === undefined)
    return (
      <MessagePage title="There is no such operation">
        <p>It may have been made on another system. Choose one in the list above.</p>
      </MessagePage>
    )
  if (!needs.is(operation))
    return (
      <MessagePage title={needs.heading}>
        <p>
          {operation.name} {needs.lacks}.{' '}
          {session.role === 'tasking' ? (
            <>
              Go to{' '}
              <Link to="/data" search={{ operation: operationId }}>
                Data
              </Link>{' '}
              and {needs.advice}.
            </>
          ) : (
            'The tasking team makes it.'
          )}
        </p>
      </MessagePage>
    )
  return children(operation)
}
