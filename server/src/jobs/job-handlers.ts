import type { OpenDatabase } from '../database.ts'
import { runBacktestJob } from '../services/backtest.service.ts'
import { giveUpImport, runImportJob } from '../services/import-request.service.ts'
import { runTakeBackJob } from '../services/take-back.service.ts'
import { runPlanJob } from '../services/plan-job.service.ts'
import { runMeasureJob } from '../services/plan-measurement.service.ts'
import { runRankJob } from '../services/ranking-job.service.ts'
import type { JobEnder, JobHandlers } from './job.ts'

/**
 * The work of each kind of job. Each may run twice and then leaves one result.
 *
 * @param dataDir where a job keeps what a second try can go on from; left out: it starts again
 */
export function createJobHandlers(database: OpenDatabase, dataDir?: string): JobHandlers {
  return async (request, context) => {
    if (request.kind === 'import') await runImportJob(database, request, context)
    else if (request.kind === 'take-back') await runTakeBackJob(database, request, context)
    else if (request.kind === 'rank') await runRankJob(database, request, context)
    else if (request.kind === 'plan') await runPlanJob(database, request, context, dataDir)
    else if (request.kind === 'measure') await runMeasureJob(database, request, context)
    else await runBacktestJob(database, request, context)
  }
}

/** What is left to do when a job was given up: an import would be told as running, and its upload would stay. */
export function createJobEnder({ db }: OpenDatabase): JobEnder {
  return async (request) => {
    if (request.kind === 'import') await giveUpImport(db, request)
  }
}
