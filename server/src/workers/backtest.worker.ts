import { gzipSync } from 'node:zlib'
import {
  chooseBacktestDays,
  runBacktest,
  toBacktestFile,
  type DatelessOptions,
  type HarmTable,
} from '@planner/shared/core'
import type { BacktestFile } from '@planner/shared/schemas'
import { openDatabase } from '../database.ts'
import { formatBacktest } from '../hotspots/format-backtest.ts'
import { loadIncidents } from '../repositories/incident-snapshot.repository.ts'
import { serveWorker } from './serve-worker.ts'

export interface BacktestWork {
  databaseUrl: string
  options: DatelessOptions
  /** absent: the one that comes with the application */
  harmTable?: HarmTable | undefined
}

export interface BacktestResult {
  summary: Omit<BacktestFile, 'origins'>
  /** the file of the command, gzip */
  file: Uint8Array
}

/** Part of the time, for the progress alone. */
const LOADING_SHARE = 0.05

await serveWorker<BacktestResult>(async (input, onProgress) => {
  const { databaseUrl, options, harmTable } = input as BacktestWork
  const database = openDatabase(databaseUrl, () => undefined)
  try {
    onProgress(0, 'reading incidents')
    const { incidents } = await loadIncidents(database.pool)
    const chosen = chooseBacktestDays(incidents, options)
    const result = runBacktest({ incidents, options: chosen, harmTable }, (share) =>
      onProgress(LOADING_SHARE + (1 - LOADING_SHARE) * share, 'ranking as of earlier dates'),
    )
    const whole: BacktestFile = toBacktestFile(result)
    const { origins: _, ...summary } = whole
    return { summary, file: gzipSync(formatBacktest(whole)) }
  } finally {
    await database.db.destroy()
  }
})
