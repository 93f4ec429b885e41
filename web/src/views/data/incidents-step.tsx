import type { Import, IncidentSummary } from '@planner/shared/schemas'
import { useNavigate } from '@tanstack/react-router'
import { isUnderWay } from '../../api/queries.ts'
import { FileDrop } from '../../components/file-drop.tsx'
import { handOver } from '../../state/chosen-file.ts'
import { ImportsTable } from './imports-table.tsx'
import { LoadedPanel } from './loaded-panel.tsx'
import { RunningImport } from './running-import.tsx'
import { Step } from './step.tsx'

/** Where a file is dropped, what is under way, what is loaded, and the files of before. */
export function IncidentsStep({
  number,
  summary,
  imports,
}: {
  number: number
  summary: IncidentSummary
  imports: readonly Import[]
}) {
  const navigate = useNavigate()
  const running = imports.filter(isUnderWay)
  return (
    <Step number={number} title="Incidents" done={summary.incidents > 0}>
      <div className="panel">
        <FileDrop
          action="Choose a file of incidents"
          accept=".csv,.txt,.gz,.zip,text/csv"
          hint="CSV, plain or packed as gzip or zip. It is opened on this computer first: you say which columns are read, and nothing else leaves it."
          onFile={(file) => {
            handOver(file)
            void navigate({ to: '/data/load' })
          }}
        />
      </div>
      {running.map((item) => (
        <RunningImport key={item.importId} item={item} />
      ))}
      {summary.incidents > 0 && <LoadedPanel summary={summary} />}
      {imports.length > 0 && <ImportsTable imports={imports} />}
    </Step>
  )
}
