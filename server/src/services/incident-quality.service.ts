import { createHash } from 'node:crypto'
import { DomainError, formatDay, type QualityReport } from '@planner/shared/core'
import type { IncidentQuality } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { findAreaVersion, listAreas } from '../repositories/area.repository.ts'
import { listExcludedPlaces } from '../repositories/excluded-place.repository.ts'
import { countOutOfScope, countRejects } from '../repositories/import-total.repository.ts'
import { findIncidentVersion } from '../repositories/incident-snapshot.repository.ts'
import type { IncidentQualityResult, IncidentQualityWork } from '../workers/incident-quality.worker.ts'
import { runInWorker } from '../workers/run-in-worker.ts'
import { getForce } from './force.service.ts'
import { getIncidentFigures, type IncidentFigures } from './incident-currency.service.ts'

const WORKER = new URL('../workers/incident-quality.worker.ts', import.meta.url)
const LISTED_PILES = 500
/** A count below this is never sent of a place. */
const LEAST_TOLD = 3

/** Says how good the incidents are, in a thread of its own, and keeps the answer until something changes. */
export interface QualityReporter {
  /** @throws {DomainError} CONFLICT when the server closes meanwhile */
  report: (db: Kysely<Database>) => Promise<IncidentQuality>
  close: () => void
}

export function createQualityReporter(databaseUrl: string): QualityReporter {
  const closing = new AbortController()
  let kept: { version: string; result: Promise<IncidentQualityResult> } | undefined

  async function findResult(db: Kysely<Database>): Promise<{ version: string; result: IncidentQualityResult }> {
    const [incidentVersion, areaVersion, excluded, { timezone }] = await Promise.all([
      findIncidentVersion(db),
      findAreaVersion(db),
      listExcludedPlaces(db),
      getForce(db),
    ])
    const circles = excluded.map(({ name, reason, lat, lng, radius_m: radiusM }) => ({
      name,
      reason,
      lat,
      lng,
      radiusM,
    }))
    const settings = createHash('sha256')
      .update(JSON.stringify([timezone, circles]))
      .digest('hex')
      .slice(0, 8)
    const version = `${incidentVersion}.${areaVersion}.${settings}`
    if (kept?.version !== version) {
      const work: IncidentQualityWork = { databaseUrl, areas: await listAreas(db), excluded: circles, timezone }
      const result = runInWorker<IncidentQualityResult>(WORKER, work, {
        signal: closing.signal,
        onProgress: () => undefined,
      })
      const own = { version, result }
      kept = own
      // Whoever waits hears of it; the next one tries again.
      result.catch(() => {
        if (kept === own) kept = undefined
      })
    }
    return { version, result: await kept.result }
  }

  return {
    async report(db) {
      const { version, result } = await findResult(db)
      const [byCode, outOfScope, { publishers }] = await Promise.all([
        countRejects(db),
        countOutOfScope(db),
        getIncidentFigures(db),
      ])
      return {
        dataVersion: version,
        findings: result.findings,
        ...toRecord(result.report),
        rejects: { rows: byCode.reduce((sum, { rows }) => sum + rows, 0), byCode },
        outOfScope,
        delays: publishers.map(toDelay),
      }
    },
    close: () => closing.abort(new DomainError('CONFLICT', 'The server is closing. Ask again in a moment.')),
  }
}

function toRecord({
  piles,
  outside,
  times: { defaults, ...times },
  nearExcluded,
  ...report
}: QualityReport): Omit<IncidentQuality, 'dataVersion' | 'findings' | 'rejects' | 'outOfScope' | 'delays'> {
  return {
    ...report,
    piles: {
      points: piles.length,
      incidents: piles.reduce((sum, { incidents }) => sum + incidents, 0),
      listed: piles.slice(0, LISTED_PILES),
    },
    outside:
      outside === null ? null : { incidents: outside.incidents, farthestM: outside.farthestM, listed: outside.places },
    times: { ...times, defaults: [...defaults] },
    nearExcluded: nearExcluded.map(({ incidents, ...circle }) => ({
      ...circle,
      incidents: incidents > 0 && incidents < LEAST_TOLD ? null : incidents,
    })),
  }
}

function toDelay({
  publisher,
  incidents,
  delay,
}: IncidentFigures['publishers'][number]): IncidentQuality['delays'][number] {
  const { known, unknown, monthOnly, before, estimate, reason } = delay
  if (estimate === null) return { publisher, incidents, known, unknown, monthOnly, before, estimate, reason }
  const { completeToDay, ...figures } = estimate
  return {
    publisher,
    incidents,
    known,
    unknown,
    monthOnly,
    before,
    estimate: { ...figures, completeTo: formatDay(completeToDay) },
    reason,
  }
}
