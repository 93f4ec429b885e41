import type { Import } from '@planner/shared/schemas'
import { Link } from '@tanstack/react-router'
import { ProgressLine, WorkProgress } from '../../components/work-progress.tsx'
import { useImportJob } from '../import/use-import-job.ts'

/** A file that is being loaded, wherever that was begun. */
export function RunningImport({ item }: { item: Import }) {
  const work = useImportJob(item)
  return (
    <section className="panel stack-tight" aria-label={`Loading ${item.fileName}`}>
      <h3 className="file-name">
        <Link to="/data/imports/$importId" params={{ importId: item.importId }}>
          {item.fileName}
        </Link>
      </h3>
      {item.jobId === null && <p className="muted small">It is being loaded by the command line.</p>}
      <WorkProgress work={work} starting={<ProgressLine label="Waiting for its turn" share={undefined} />} />
    </section>
  )
}
