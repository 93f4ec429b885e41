import type { HotspotSummary, Operation, Plan, PlanSettings, Roster } from '@planner/shared/schemas'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useRef, useState, type FocusEvent } from 'react'
import { hotspotsQuery, operationsQuery, planQuery, previewQuery, rostersQuery, startPlan } from '../../api/queries.ts'
import { useWork } from '../../api/use-work.ts'
import { findControl, refusalsOf } from '../../components/setup/control.ts'
import { SetupActions } from '../../components/setup/setup-actions.tsx'
import { OperationPage } from '../../components/operation-page.tsx'
import { ErrorNotice, LoadingPage, MessagePage } from '../../components/pages.tsx'
import { addDays } from '../../format.ts'
import { keptDraft } from '../../state/kept-draft.ts'
import type { Faults } from '../../state/draft.ts'
import { draftOfSettings, emptyDraft, parsePlanDraft, readDraft, type PlanDraft } from '../../state/plan-draft.ts'
import { ActivitiesSection } from './activities-section.tsx'
import { BalanceSection } from './balance-section.tsx'
import { BlackoutsSection } from './blackouts-section.tsx'
import { DesignSection } from './design-section.tsx'
import { GuaranteesSection } from './guarantees-section.tsx'
import { RosterSection } from './roster-section.tsx'
import { SetupRail } from './setup-rail.tsx'
import { useSettled } from '../../components/setup/use-settled.ts'
import './plan-setup.css'

const NEEDS = {
  is: ({ rankingId }: Operation) => rankingId !== null,
  heading: 'No places ranked yet',
  lacks: 'has no ranking, and a plan fills tours with visits to ranked places',
  advice: 'choose “Set up a ranking”',
}

export function PlanSetupView() {
  const { operationId } = useParams({ from: '/shell/operations/$operationId/plan/new' })
  return (
    <OperationPage operationId={operationId} title="Set up a plan" needs={NEEDS}>
      {(operation) => <LoadedSetup key={operation.operationId} operation={operation} />}
    </OperationPage>
  )
}

/** Waits for what the screen starts from: places, rosters and the plan there is. */
function LoadedSetup({ operation }: { operation: Operation }) {
  const { rankingId, planId } = operation
  const rosters = useQuery(rostersQuery)
  const list = useQuery({ ...hotspotsQuery(rankingId ?? ''), enabled: rankingId !== null })
  const plan = useQuery({ ...planQuery(planId ?? ''), enabled: planId !== null })
  const error = rosters.error ?? list.error ?? plan.error
  if (error !== null) return <ErrorNotice error={error} />
  if (rosters.data === undefined || list.data === undefined || (planId !== null && plan.data === undefined))
    return <LoadingPage />
  const [newest] = rosters.data.rosters
  if (newest === undefined)
    return (
      <MessagePage title="No roster yet">
        <p>
          Visits are only ever planned into rostered tours. Go to{' '}
          <Link to="/data" search={{ operation: operation.operationId }}>
            Data
          </Link>{' '}
          and load a roster.
        </p>
      </MessagePage>
    )
  return (
    <PlanSetup
      operation={operation}
      rosters={[newest, ...rosters.data.rosters.slice(1)]}
      hotspots={list.data.hotspots}
      before={plan.data}
    />
  )
}

interface PlanSetupProps {
  operation: Operation
  rosters: readonly [Roster, ...Roster[]]
  hotspots: readonly HotspotSummary[]
  /** the plan there is, with whose settings the screen begins */
  before: Plan | undefined
}

function PlanSetup({ operation, rosters, hotspots, before }: PlanSetupProps) {
  const { operationId } = operation
  const kept = keptDraft(`planner.plan-draft.${operationId}`, parsePlanDraft)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const first = (): PlanDraft =>
    before === undefined ? emptyDraft() : draftOfSettings(before.settings, before.rosterId)
  const [draft, setDraft] = useState(() => kept.read() ?? first())
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  /** the draft that was last sent, or tried to be */
  const [sent, setSent] = useState<PlanDraft>()
  const form = useRef<HTMLDivElement>(null)

  const roster = rosters.find(({ rosterId }) => rosterId === draft.rosterId) ?? rosters[0]
  const period = useMemo(
    () => ({ firstDay: operation.startDay, lastDay: addDays(operation.startDay, operation.days - 1) }),
    [operation],
  )
  const read = useMemo(() => readDraft(draft, period), [draft, period])
  const areas = useMemo(
    () => [...new Set(hotspots.map(({ area }) => area))].filter(Boolean).sort((a, b) => a.localeCompare(b, 'en-GB')),
    [hotspots],
  )
  const change = (patch: Partial<PlanDraft>): void => {
    const next = { ...draft, ...patch }
    setDraft(next)
    kept.keep(next)
  }

  const settled = useSettled(read.sound)
  const preview = useQuery({
    ...previewQuery({ operationId, rosterId: roster.rosterId, settings: settled }),
    placeholderData: keepPreviousData,
  })
  const answer = preview.data

  const work = useWork({
    keptAs: `planner.plan-job.${operationId}`,
    start: (settings: PlanSettings) => startPlan({ operationId, rosterId: roster.rosterId, settings }),
    onDone: () => {
      kept.forget()
      void queryClient
        .invalidateQueries({ queryKey: operationsQuery.queryKey })
        .then(() =>
          navigate({ to: '/operations/$operationId/plan', params: { operationId }, search: { part: 'whole' } }),
        )
    },
  })
  // What the server named, until the settings are others than those that it judged.
  const refusal = work.error?.message ?? (work.job?.status === 'failed' ? work.job.error : null)
  const refused: Faults = {
    ...(Object.keys(read.faults).length === 0 && refusalsOf(preview.error?.message)),
    ...(sent === draft && refusalsOf(refusal)),
  }
  const setting = Object.keys(refused)[0]

  const all = { ...read.faults, ...refused }
  const faults: Faults = Object.fromEntries(
    Object.entries(all).filter(
      ([path]) => sent !== undefined || touched.has(path) || path in refused || !path.includes('/'),
    ),
  )
  const problems = Object.keys(read.faults)
  const goTo = (path: string | undefined): void => {
    const control = path === undefined ? undefined : findControl(form.current, path)
    control?.scrollIntoView({ block: 'center' })
    control?.focus({ preventScroll: true })
  }
  const submit = (): void => {
    setSent(draft)
    if (problems.length > 0) goTo(problems[0])
    else work.begin(read.settings)
  }
  const touch = (event: FocusEvent): void => {
    const path = event.target instanceof HTMLElement ? event.target.dataset['path'] : undefined
    if (path !== undefined) setTouched((seen) => new Set(seen).add(path))
  }
  const props = { draft, change, faults, answer, isStuck: answer === undefined && preview.error !== null }
  return (
    <div className="setup">
      <SetupRail operation={operation} roster={roster} draft={draft} faults={faults} answer={answer}>
        <SetupActions
          label="Plan tours"
          work={work}
          onSubmit={submit}
          onStartOver={() => {
            kept.forget()
            setDraft(first())
            setTouched(new Set())
            setSent(undefined)
          }}
          problems={sent === undefined ? 0 : problems.length}
          onGoToFirst={() => goTo(problems[0])}
        />
        {setting !== undefined && (
          <button type="button" className="disclosure-button" onClick={() => goTo(setting)}>
            Go to the setting
          </button>
        )}
        <p className="muted small setup-state" aria-live="polite">
          {preview.error === null
            ? preview.isFetching
              ? 'Working out what this does'
              : 'What you see is up to date.'
            : ''}
        </p>
        {preview.error !== null && (
          <div className="notice notice-warn small" role="alert">
            What this would do cannot be worked out
            {setting === undefined ? `. ${preview.error.message}` : ' until the setting is mended.'}
          </div>
        )}
      </SetupRail>
      <div className="setup-main" ref={form} onBlur={touch} aria-busy={preview.isFetching}>
        <RosterSection {...props} operation={operation} rosters={rosters} roster={roster} />
        <DesignSection {...props} />
        <BalanceSection {...props} />
        <GuaranteesSection {...props} areas={areas} />
        <ActivitiesSection {...props} />
        <BlackoutsSection {...props} hotspots={hotspots} period={period} />
      </div>
    </div>
  )
}
