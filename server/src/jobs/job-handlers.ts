import type { OpenDatabase } from '../database.ts'
import { runImportJob } from '../services/import-request.service.ts'
import { runPlanJob } from '../services/plan.service.ts'
import { runRankJob } from '../services/ranking.service.ts'
import type { JobHandlers } from './job.ts'

/** The work of each kind of job. Each may run twice and then leaves one result. */
export function createJobHandlers(database: OpenDatabase): JobHandlers {
  return (request, context) => {
    switch (request.kind) {
      case 'import':
        return runImportJob(database, request, context)
      case 'rank':
        return runRankJob(database, request, context)
      case 'plan':
        return runPlanJob(database, request, context)
    }
  }
}
