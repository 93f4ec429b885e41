import { measureOutcome, type Outcome, type OutcomeInput } from '@planner/shared/core'
import { openDatabase } from '../database.ts'
import { loadIncidents } from '../repositories/incident-snapshot.repository.ts'
import { serveWorker } from './serve-worker.ts'

export interface OutcomeWork extends Omit<OutcomeInput, 'incidents'> {
  databaseUrl: string
}

await serveWorker<Outcome>(async (input) => {
  const { databaseUrl, ...asked } = input as OutcomeWork
  const database = openDatabase(databaseUrl, () => undefined)
  try {
    const { incidents } = await loadIncidents(database.pool)
    return measureOutcome({ ...asked, incidents })
  } finally {
    await database.db.destroy()
  }
})
