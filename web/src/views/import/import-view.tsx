import type { Import } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouteContext } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { importQuery, isUnderWay } from '../../api/queries.ts'
import { useJob } from '../../api/use-job.ts'
import { ErrorNotice, LoadingPage } from '../../components/pages.tsx'
import { ProgressLine, WorkProgress } from '../../components/work-progress.tsx'
import { formatMoment } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { ImportResult } from './import-result.tsx'
import { RejectsSection } from './rejects-section.tsx'
import { TakeBackDialog } from './take-back-dialog.tsx'
import { TakeBackSection } from './take-back-section.tsx'
import { useImportJob, useRefreshIncidents } from './use-import-job.ts'
import './import.css'

/** One file: how far its loading is, then what became of every row. */
export function ImportView() {
  const { importId } = useParams({ from: '/shell/data/imports/$importId' })
  const { data, error } = useQuery(importQuery(importId))
  useEffect(() => {
    document.title = `${data?.fileName ?? 'File'} · ${LABELS.product}`
  }, [data?.fileName])
  if (data === undefined) return error === null ? <LoadingPage /> : <ErrorNotice error={error} />
  return <LoadedImport key={importId} item={data} />
}

function LoadedImport({ item }: { item: Import }) {
  const { session } = useRouteContext({ from: '/shell' })
  const work = useImportJob(item)
  const refresh = useRefreshIncidents()
  const [isAsking, setIsAsking] = useState(false)
  // Kept after its end, so that a failure is told.
  const [begun, setBegun] = useState<string>()
  const taking = useJob(item.takeBackJobId ?? begun, refresh)
  const isLoaded = item.status === 'completed'
  return (
    <div className="import">
      <div className="load-head">
        <p className="small">
          <Link to="/data" search={{ operation: undefined }}>
            Data
          </Link>
        </p>
        <h1 className="file-name">{item.fileName}</h1>
        <p className="muted small">
          {LABELS.formats[item.format]} ·{' '}
          {LABELS.outcomes[item.status === 'taken-back' ? 'completed' : item.status].toLowerCase()}{' '}
          {formatMoment(item.finishedAt ?? item.createdAt, session.force.timezone)} by {item.createdBy}
        </p>
      </div>
      {isUnderWay(item) ? (
        <section className="panel stack" aria-label="Loading">
          <WorkProgress work={work} starting={<ProgressLine label="Waiting for its turn" share={undefined} />} />
          <p className="muted small">
            This goes on without this page: close it, and find the file under Data when you come back. Until the end
            nothing of it counts.
          </p>
        </section>
      ) : (
        <ImportResult item={item} {...(isLoaded && !taking.isRunning ? { onTakeBack: () => setIsAsking(true) } : {})} />
      )}
      {item.rejected > 0 && isLoaded && <RejectsSection item={item} />}
      {isLoaded && (
        <>
          <TakeBackSection item={item} work={taking} onAsk={() => setIsAsking(true)} />
          <TakeBackDialog
            item={item}
            isOpen={isAsking}
            onClose={() => setIsAsking(false)}
            onBegun={({ jobId }) => {
              setBegun(jobId)
              refresh()
            }}
          />
        </>
      )}
    </div>
  )
}
