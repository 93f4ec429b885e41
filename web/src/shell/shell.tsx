import type { IncidentSummary } from '@planner/shared/schemas'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useMatches, useNavigate, useParams, useRouteContext } from '@tanstack/react-router'
import { useRef } from 'react'
import { operationsQuery, signOut, summaryQuery } from '../api/queries.ts'
import { NotYoursPage } from '../components/pages.tsx'
import { ThemeToggle } from '../components/theme.tsx'
import { formatDay } from '../format.ts'
import { currencyInWords } from '../currency-words.ts'
import { LABELS } from '../labels.ts'
import { mayOpen, newestOperation, screensOf } from '../state/navigation.ts'
import { useNoStrayDrops } from './use-no-stray-drops.ts'

/** What stands around every screen: whose it is, where one is, how current the data is, and the way out. */
export function Shell() {
  const { session } = useRouteContext({ from: '/shell' })
  const { force, role } = session
  const main = useRef<HTMLElement>(null)
  useNoStrayDrops()
  const isDesk = role !== 'officer'
  const pathname = useLocation({ select: (location) => location.pathname })
  return (
    <div className="shell" data-role={role}>
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to the main content
      </a>
      <header>
        <div className="bar">
          <div className="bar-brand">
            <img src="/icon.svg" alt="" width="26" height="26" />
            <div>
              <span className="bar-product">{LABELS.product}</span>
              <span className="bar-force">{force.name}</span>
            </div>
          </div>
          <Screens role={role} />
          <details className="account">
            <summary>
              <span className="visually-hidden">Your account: </span>
              <span className="account-name">{session.username}</span>
              <span className="account-role">{LABELS.roles[role]}</span>
            </summary>
            <div className="account-menu">
              <p className="muted small">
                Signed in as <strong>{session.username}</strong>, {LABELS.roles[role].toLowerCase()}
              </p>
              <ThemeToggle />
              <SignOut />
            </div>
          </details>
        </div>
        {force.synthetic && (
          <p className="synthetic" role="note">
            {LABELS.synthetic}
          </p>
        )}
        {isDesk && <ContextLine />}
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {mayOpen(role, pathname) ? <Outlet /> : <NotYoursPage role={role} />}
      </main>
    </div>
  )
}

/** The operation whose screens are shown: the one in the address, else the newest. */
function useOperation() {
  const { operationId } = useParams({ strict: false })
  const { data } = useQuery(operationsQuery)
  const operations = data?.operations ?? []
  const current = operations.find((operation) => operation.operationId === operationId)
  return { operations, current: current ?? newestOperation(operations) }
}

function Screens({ role }: { role: keyof typeof LABELS.roles }) {
  if (role === 'officer')
    return (
      <nav className="bar-screens" aria-label="Screens">
        <Link to="/my-tour" search={{ day: undefined }}>
          My tour
        </Link>
      </nav>
    )
  return <DeskScreens screens={screensOf(role)} />
}

function DeskScreens({ screens }: { screens: readonly string[] }) {
  const { current } = useOperation()
  return (
    <nav className="bar-screens" aria-label="Screens">
      {current !== undefined && screens.includes('hotspots') && (
        <Link to="/operations/$operationId/hotspots" params={{ operationId: current.operationId }}>
          Hotspots
        </Link>
      )}
      {current !== undefined && screens.includes('plan') && (
        <Link to="/operations/$operationId/plan" params={{ operationId: current.operationId }}>
          Plan
        </Link>
      )}
      {screens.includes('looking-back') && (
        <Link to="/looking-back" search={{ backtest: undefined }}>
          Looking back
        </Link>
      )}
      {screens.includes('data') && (
        <Link to="/data" search={{ operation: undefined }}>
          Data
        </Link>
      )}
    </nav>
  )
}

/** Changing the operation keeps the screen. */
const OPERATION_SCREENS = [
  '/operations/$operationId/hotspots/new',
  '/operations/$operationId/plan',
  '/operations/$operationId/plan/new',
] as const

function ContextLine() {
  const navigate = useNavigate()
  const { operations, current } = useOperation()
  const { operationId } = useParams({ strict: false })
  const screen = useMatches({ select: (matches) => matches.at(-1)?.routeId })
  const { data: summary } = useQuery(summaryQuery)
  return (
    <div className="context">
      {operationId !== undefined && operations.length > 0 ? (
        <label className="context-operation">
          <span>Operation</span>
          <select
            className="select"
            value={current?.operationId ?? ''}
            onChange={(event) =>
              void navigate({
                to: OPERATION_SCREENS.find((path) => screen?.endsWith(path)) ?? '/operations/$operationId/hotspots',
                params: { operationId: event.target.value },
              })
            }
          >
            {operations.map(({ operationId: id, name, startDay, days }) => (
              <option key={id} value={id}>
                {name} · {days} days from {formatDay(startDay, 'short')}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <span />
      )}
      <p className="context-currency">{summary === undefined ? ' ' : <Currency summary={summary} />}</p>
    </div>
  )
}

/** How current the data is: to which day, complete to which, and when and by whom it was loaded last. */
function Currency({ summary }: { summary: IncidentSummary }) {
  const { session } = useRouteContext({ from: '/shell' })
  if (summary.lastDay === null) return 'No incidents loaded yet'
  return (
    <>
      {currencyInWords(summary, session.force.timezone)} <Link to="/data/quality">How good is it?</Link>
    </>
  )
}

function SignOut() {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        void signOut()
          .catch(() => undefined) // the session may have ended already; the way out is the same
          .then(() => navigate({ to: '/sign-in', search: { next: undefined, reason: 'signed-out' } }))
          .then(() => queryClient.clear())
      }}
    >
      Sign out
    </button>
  )
}
