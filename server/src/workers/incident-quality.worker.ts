import { describeQuality, reportQuality, type QualityInput, type QualityReport } from '@planner/shared/core'
import { openDatabase } from '../database.ts'
import { loadIncidents } from '../repositories/incident-snapshot.repository.ts'
import { serveWorker } from './serve-worker.ts'

export interface IncidentQualityWork extends Omit<QualityInput, 'incidents'> {
  databaseUrl: string
}

export interface IncidentQualityResult {
  report: QualityReport
  findings: string[]
}

await serveWorker<IncidentQualityResult>(async (input) => {
  const { databaseUrl, ...given } = input as IncidentQualityWork
  const database = openDatabase(databaseUrl, () => undefined)
  try {
    const { incidents } = await loadIncidents(database.pool)
    const report = reportQuality({ incidents, ...given })
    return { report, findings: describeQuality(report) }
  } finally {
    await database.db.destroy()
  }
})
