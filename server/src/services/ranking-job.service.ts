import { completenessWarning, formatDay } from '@planner/shared/core'
import type { OpenDatabase } from '../database.ts'
import type { JobContext, JobRequest } from '../jobs/job.ts'
import { listAreas, listLabels, listWards } from '../repositories/area.repository.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { setJobCompleted } from '../repositories/job.repository.ts'
import { findRanking, insertRanking } from '../repositories/ranking.repository.ts'
import type { RankingFindings } from '../repositories/ranking.table.ts'
import type { RankResult, RankWork } from '../workers/rank.worker.ts'
import { runInWorker } from '../workers/run-in-worker.ts'
import { getCompleteTo } from './incident-currency.service.ts'
import { loadRankSettings, toSettingsRecord } from './rank-settings.service.ts'

const WORKER = new URL('../workers/rank.worker.ts', import.meta.url)

/** Ranks in a thread of its own, then keeps the ranking with what it was made with, and ends the job in one transaction. */
export async function runRankJob(
  { db, url }: OpenDatabase,
  request: Extract<JobRequest, { kind: 'rank' }>,
  { jobId, signal, report }: JobContext,
): Promise<void> {
  const { rankingId, operationId, actor } = request
  const [settings, areas, wards, labels, complete] = await Promise.all([
    loadRankSettings(db, request),
    listAreas(db),
    listWards(db),
    listLabels(db),
    getCompleteTo(db),
  ])
  const { options } = settings
  const work: RankWork = { databaseUrl: url, areas, wards, labels, ...settings }
  const result = await runInWorker<RankResult>(WORKER, work, {
    signal,
    onProgress: (share) => report(share, 'ranking places'),
  })
  const { meta, hotspots } = result
  await db.transaction().execute(async (transaction) => {
    // An earlier try may have kept it and died before the queue heard of it.
    if ((await findRanking(transaction, rankingId)) !== undefined) return
    await insertRanking(
      transaction,
      {
        ranking_id: rankingId,
        operation_id: operationId,
        meta: JSON.stringify(meta),
        hotspot_count: hotspots.length,
        settings: JSON.stringify(toSettingsRecord(settings)),
        findings: JSON.stringify({
          ...result.findings,
          warning: completenessWarning(options.asOfDay, complete),
        } satisfies RankingFindings),
        alternatives: JSON.stringify(result.alternatives),
        file: Buffer.from(result.file),
        created_by: actor,
      },
      hotspots.map((hotspot, i) => ({
        ranking_id: rankingId,
        hotspot_id: hotspot.id,
        rank: hotspot.rank,
        area: hotspot.area,
        bcu: hotspot.bcu,
        record: JSON.stringify(hotspot),
        outline: JSON.stringify(result.outlines[i]),
        reasons: JSON.stringify(result.reasons[i]),
      })),
    )
    await insertAuditEvent(transaction, {
      actor,
      action: 'ranked',
      subjectKind: 'ranking',
      subjectId: rankingId,
      detail: {
        operationId,
        asOf: meta.asOf,
        hotspots: hotspots.length,
        rankBy: options.rankBy,
        theme: options.theme?.id ?? null,
        quotas: settings.quotas.length,
        excludedPlaces: settings.excluded.length,
      },
    })
    await setJobCompleted(transaction, jobId, `ranked ${hotspots.length} hotspots as of ${formatDay(options.asOfDay)}`)
  })
}
