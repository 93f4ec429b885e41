import type { NewRanking, Operation, Ranking } from '@planner/shared/schemas'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useRef, useState, type FocusEvent } from 'react'
import {
  areasQuery,
  excludedPlacesQuery,
  harmTableQuery,
  operationsQuery,
  rankingQuery,
  startRanking,
  summaryQuery,
  themesQuery,
} from '../../api/queries.ts'
import { useWork } from '../../api/use-work.ts'
import { OperationPage } from '../../components/operation-page.tsx'
import { ErrorNotice, LoadingPage, MessagePage } from '../../components/pages.tsx'
import { findControl } from '../../components/setup/control.ts'
import { SetupActions } from '../../components/setup/setup-actions.tsx'
import { addDays, formatDay, plural } from '../../format.ts'
import { previewInWords } from '../../ranking-words.ts'
import type { Faults } from '../../state/draft.ts'
import { keptDraft } from '../../state/kept-draft.ts'
import { draftAfter, parseRankingDraft, readRankingDraft, type RankingDraft } from '../../state/ranking-draft.ts'
import { CountingSection } from './counting-section.tsx'
import { GroundSection } from './ground-section.tsx'
import { OrderSection } from './order-section.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import { QuotasSection } from './quotas-section.tsx'
import { useRankingPreview } from './use-ranking-preview.ts'
import './ranking-setup.css'

const NEEDS = { is: () => true, heading: '', lacks: '', advice: '' }

export function RankingSetupView() {
  const { operationId } = useParams({ from: '/shell/operations/$operationId/hotspots/new' })
  return (
    <OperationPage operationId={operationId} title="Set up a ranking" needs={NEEDS}>
      {(operation) => <LoadedSetup key={operation.operationId} operation={operation} />}
    </OperationPage>
  )
}

/** Waits for what the screen starts from: what is loaded, and the ranking there is. */
function LoadedSetup({ operation }: { operation: Operation }) {
  const { rankingId } = operation
  const summary = useQuery(summaryQuery)
  const ranking = useQuery({ ...rankingQuery(rankingId ?? ''), enabled: rankingId !== null })
  const error = summary.error ?? ranking.error
  if (error !== null) return <ErrorNotice error={error} />
  if (summary.data === undefined || (rankingId !== null && ranking.data === undefined)) return <LoadingPage />
  if (summary.data.lastDay === null)
    return (
      <MessagePage title="No incidents yet">
        <p>
          Places are ranked from incidents. Go to{' '}
          <Link to="/data" search={{ operation: operation.operationId }}>
            Data
          </Link>{' '}
          and load a file.
        </p>
      </MessagePage>
    )
  return <RankingSetup operation={operation} lastDay={summary.data.lastDay} before={ranking.data} />
}

interface RankingSetupProps {
  operation: Operation
  /** of the incidents loaded */
  lastDay: string
  /** the ranking there is, with whose settings the screen begins */
  before: Ranking | undefined
}

function RankingSetup({ operation, lastDay, before }: RankingSetupProps) {
  const { operationId } = operation
  const kept = keptDraft(`planner.ranking-draft.${operationId}`, parseRankingDraft)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { data: themes } = useQuery(themesQuery)
  const { data: excluded } = useQuery(excludedPlacesQuery)
  const { data: harmTable } = useQuery(harmTableQuery)
  const { data: areas } = useQuery(areasQuery)
  const first = (): RankingDraft => draftAfter(before, addDays(lastDay, 1))
  const [draft, setDraft] = useState(() => kept.read() ?? first())
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [isSent, setIsSent] = useState(false)
  const form = useRef<HTMLDivElement>(null)

  const read = useMemo(() => readRankingDraft(draft, operationId), [draft, operationId])
  const names = useMemo(
    () => (areas?.features ?? []).map(({ properties }) => properties.name).sort((a, b) => a.localeCompare(b, 'en-GB')),
    [areas],
  )
  const change = (patch: Partial<RankingDraft>): void => {
    const next = { ...draft, ...patch }
    setDraft(next)
    kept.keep(next)
  }
  const preview = useRankingPreview(read.sound, operation.rankingId)
  const work = useWork({
    keptAs: `planner.rank-job.${operationId}`,
    start: (request: NewRanking) => startRanking(request),
    onDone: () => {
      kept.forget()
      void queryClient
        .invalidateQueries({ queryKey: operationsQuery.queryKey })
        .then(() => navigate({ to: '/operations/$operationId/hotspots', params: { operationId } }))
    },
  })
  const problems = Object.keys(read.faults)
  const faults: Faults = Object.fromEntries(
    Object.entries(read.faults).filter(([path]) => isSent || touched.has(path) || !path.includes('/')),
  )
  const goToFirst = (): void => {
    const control = findControl(form.current, problems[0] ?? '')
    control?.scrollIntoView({ block: 'center' })
    control?.focus({ preventScroll: true })
  }
  const submit = (): void => {
    setIsSent(true)
    if (problems.length > 0) goToFirst()
    else work.begin(read.request)
  }
  const touch = (event: FocusEvent): void => {
    const path = event.target instanceof HTMLElement ? event.target.dataset['path'] : undefined
    if (path !== undefined) setTouched((seen) => new Set(seen).add(path))
  }
  const props = { draft, change, faults, answer: preview.answer }
  return (
    <div className="split rank-setup">
      <div className="rank-setup-form" ref={form} onBlur={touch}>
        <div className="rank-setup-head">
          <h1>Set up a ranking</h1>
          <p className="muted small">
            {operation.name}, {plural(operation.days, 'day')} from {formatDay(operation.startDay)}.{' '}
            {operation.rankingId !== null && (
              <Link to="/operations/$operationId/hotspots" params={{ operationId }}>
                See the ranking there is
              </Link>
            )}
          </p>
          {operation.planId !== null && (
            <p className="muted small">The plan there is keeps its places; plan again afterwards.</p>
          )}
        </div>
        <div className="rank-setup-sections">
          <CountingSection {...props} operationId={operationId} themes={themes?.themes ?? []} />
          <OrderSection {...props} operationId={operationId} harmTable={harmTable} />
          <QuotasSection {...props} areas={names} />
          <GroundSection {...props} operationId={operationId} excluded={excluded?.excludedPlaces} />
        </div>
        <div className="rank-setup-go">
          <SetupActions
            label="Rank places"
            work={work}
            onSubmit={submit}
            onStartOver={() => {
              kept.forget()
              setDraft(first())
              setTouched(new Set())
              setIsSent(false)
            }}
            problems={isSent ? problems.length : 0}
            onGoToFirst={goToFirst}
          >
            <p className="muted small" aria-live="polite">
              {previewInWords(preview.state, problems.length > 0)}
            </p>
          </SetupActions>
          {preview.error !== null && (
            <div className="notice notice-warn small" role="alert">
              What this would do cannot be worked out. {preview.error.message}
            </div>
          )}
        </div>
      </div>
      <PreviewPanel answer={preview.answer} before={before} waiting={preview.waiting} />
    </div>
  )
}
