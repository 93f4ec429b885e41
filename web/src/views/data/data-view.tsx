import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useRouteContext, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { importsQuery, operationsQuery, rostersQuery, summaryQuery } from '../../api/queries.ts'
import { LoadingPage } from '../../components/pages.tsx'
import { LABELS } from '../../labels.ts'
import { newestOperation } from '../../state/navigation.ts'
import { ForceStep } from './force-step.tsx'
import { IncidentsStep } from './incidents-step.tsx'
import { OperationStep } from './operation-step.tsx'
import { PlanStep } from './plan-step.tsx'
import { RankStep } from './rank-step.tsx'
import './data.css'

/** The four steps of the tasking team, in their order; each says what it needs from the one before. A new force is named first. */
export function DataView() {
  const search = useSearch({ from: '/shell/data' })
  const navigate = useNavigate({ from: '/data' })
  const { force } = useRouteContext({ from: '/shell' }).session
  // It stays for this visit: steps that move up under one's eyes are looked for.
  const [isForceNew] = useState(!force.isNamed)
  const first = isForceNew ? 2 : 1
  const { data: summary } = useQuery(summaryQuery)
  const { data: imports } = useQuery(importsQuery)
  const { data: operations } = useQuery(operationsQuery)
  const { data: rosters } = useQuery(rostersQuery)
  useEffect(() => {
    document.title = `Data · ${LABELS.product}`
  }, [])
  if (operations === undefined || imports === undefined || rosters === undefined || summary === undefined)
    return <LoadingPage />
  const operation =
    operations.operations.find(({ operationId }) => operationId === search.operation) ??
    newestOperation(operations.operations)
  return (
    <div className="data">
      <h1>Data</h1>
      <p className="muted">Load incidents, make an operation, rank its places, then plan its tours.</p>
      <p className="small">
        <Link to="/data/areas" search={{ operation: operation?.operationId }}>
          Areas
        </Link>
        : name and time zone of the force, boundaries, command units, wards and street names.
      </p>
      <p className="small">
        <Link to="/data/what-counts" search={{ operation: operation?.operationId }}>
          What counts
        </Link>
        : themes, the harm table and excluded places, for all rankings of the force.
      </p>
      {isForceNew && <ForceStep number={1} />}
      <IncidentsStep number={first} summary={summary} imports={imports.imports} />
      <OperationStep
        number={first + 1}
        operations={operations.operations}
        current={operation}
        lastDay={summary.lastDay}
        onChoose={(operationId) => void navigate({ search: { operation: operationId }, replace: true })}
      />
      <RankStep
        key={`rank ${operation?.operationId}`}
        number={first + 2}
        operation={operation}
        lastDay={summary.lastDay}
      />
      <PlanStep
        key={`plan ${operation?.operationId}`}
        number={first + 3}
        operation={operation}
        rosters={rosters.rosters}
      />
    </div>
  )
}
