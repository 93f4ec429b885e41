import type { BacktestSummary } from '@planner/shared/schemas'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouteContext, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { backtestQuery, backtestsQuery } from '../../api/queries.ts'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { formatDay, formatMoment, plural } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { DatesPicture } from './dates-picture.tsx'
import { windowInWords } from './figures.ts'
import { MethodsPicture } from './methods-picture.tsx'
import { NewBacktestForm } from './new-backtest.tsx'
import { SurenessPictures } from './sureness-pictures.tsx'
import { Verdict } from './verdict.tsx'
import './looking-back.css'

/** How well rankings would have found the following weeks: proof on the force's own data. */
export function LookingBackView() {
  const { session } = useRouteContext({ from: '/shell' })
  const search = useSearch({ from: '/shell/looking-back' })
  const navigate = useNavigate({ from: '/looking-back' })
  const queryClient = useQueryClient()
  const { data, error } = useQuery(backtestsQuery)
  useEffect(() => {
    document.title = `Looking back · ${LABELS.product}`
  }, [])
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return <LoadingPage />
  const { backtests } = data
  const shown = backtests.find(({ backtestId }) => backtestId === search.backtest) ?? backtests[0]
  const show = (backtest: string): void => void navigate({ search: { backtest }, replace: true })
  return (
    <div className="page looking-back">
      <div className="view-title">
        <h1>Looking back</h1>
      </div>
      <p className="muted looking-back-lead">
        Before a ranking is trusted with the next weeks, it is tried on past ones: every way of ranking chooses its
        places from what was known on a date, and what then happened is counted. Nothing here says that patrols did or
        did not work.
      </p>
      {session.role === 'tasking' && (
        <NewBacktestForm
          isFirst={backtests.length === 0}
          onDone={(backtestId) => {
            void queryClient.invalidateQueries({ queryKey: backtestsQuery.queryKey }).then(() => show(backtestId))
          }}
        />
      )}
      {shown === undefined ? (
        <p className="notice">
          {session.role === 'tasking'
            ? 'Nothing has been looked back on yet. Choose “Look back”: a year of data takes less than a minute.'
            : 'Nothing has been looked back on yet. The tasking team does it.'}
        </p>
      ) : (
        <>
          {backtests.length > 1 && (
            <div className="field looking-back-choice">
              <label htmlFor="looking-back-choice">Shown</label>
              <select
                id="looking-back-choice"
                className="select"
                value={shown.backtestId}
                onChange={(event) => show(event.target.value)}
              >
                {backtests.map((backtest) => (
                  <option key={backtest.backtestId} value={backtest.backtestId}>
                    {nameOf(backtest, session.force.timezone)}
                  </option>
                ))}
              </select>
            </div>
          )}
          <ShownBacktest key={shown.backtestId} backtest={shown} />
        </>
      )}
    </div>
  )
}

function nameOf({ meta, createdAt }: BacktestSummary, timezone: string): string {
  const size = labelOf(LABELS.placeSizes, String(meta.resolution))
  const theme = meta.theme === undefined ? '' : ` · ${meta.theme.name}`
  return `${formatMoment(createdAt, timezone)} · ${meta.top} places of about ${size}${theme} · ${plural(meta.origins, 'date')}`
}

function ShownBacktest({ backtest }: { backtest: BacktestSummary }) {
  const { meta, backtestId } = backtest
  const { data: file, error } = useQuery(backtestQuery(backtestId))
  return (
    <>
      <Verdict backtest={backtest} />
      <div className="panel">
        <MethodsPicture backtest={backtest} />
      </div>
      <ErrorNotice error={error} />
      {file === undefined ? (
        error === null && <LoadingPage />
      ) : (
        <>
          <div className="panel">
            <DatesPicture file={file} />
          </div>
          <SurenessPictures file={file} />
        </>
      )}
      <p className="muted small">
        Incidents {formatDay(meta.dataFrom)} to {formatDay(meta.to)}; dates from {formatDay(meta.from)}; window of{' '}
        {windowInWords(meta)}; planner {meta.plannerVersion}.{' '}
        <a href={`/api/backtests/${backtestId}`} download={`looking-back-${meta.from}-${meta.to}.json`}>
          Every figure of every date as a file
        </a>
      </p>
    </>
  )
}
