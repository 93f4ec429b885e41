import { createHash } from 'node:crypto'
import { formatDay, type QualityReport } from '@planner/shared/core'
import type { IncidentQuality } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { findAreaVersion } from '../repositories/area.repository.ts'
import { listExcludedPlaces } from '../repositories/excluded-place.repository.ts'
import { countOutOfScope, countRejects } from '../repositories/import-total.repository.ts'
import { findIncidentVersion } from '../repositories/incident-snapshot.repository.ts'
import type { IncidentMemory } from '../workers/incident-memory.ts'
import { getForce } from './force.service.ts'
import { getIncidentFigures, type IncidentFigures } from './incident-currency.service.ts'

const LISTED_PILES = 500
/** A count below this is never sent of a place. */
const LEAST_TOLD = 3

/** What the thread that holds the incidents says of them, and of what. */
interface Answer {
  version: string
  report: QualityReport
  findings: string[]
}

/** How good the incidents are. */
export type QualityReporter = (db: Kysely<Database>) => Promise<IncidentQuality>

/** Asks the thread that holds the incidents, once for each state of incidents, areas and excluded places. */
export function createQualityReporter(memory: IncidentMemory): QualityReporter {
  let kept: { key: string; answer: Promise<Answer> } | undefined

  async function findAnswer(db: Kysely<Database>): Promise<Answer> {
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
    const ground = { excluded: circles, timezone }
    const key = `${incidentVersion}.${areaVersion}.${shortHash(JSON.stringify(ground))}`
    if (kept?.key === key) return kept.answer
    const own = { key, answer: ask(db, ground) }
    kept = own
    // Whoever waits hears of a failure; the next one tries again.
    own.answer.catch(() => {
      if (kept === own) kept = undefined
    })
    return own.answer
  }

  async function ask(db: Kysely<Database>, ground: Parameters<IncidentMemory['reportQuality']>[1]): Promise<Answer> {
    for (;;) {
      const data = await memory.hold(db)
      const answer = 'version' in data ? await memory.reportQuality(data.version, ground) : undefined
      if (answer === undefined || !('version' in data)) continue
      const { report, findings } = answer
      return { version: `${data.version}.${shortHash(JSON.stringify(ground))}`, report, findings }
    }
  }

  return async (db) => {
    const { version, report, findings } = await findAnswer(db)
    const [byCode, outOfScope, { publishers }] = await Promise.all([
      countRejects(db),
      countOutOfScope(db),
      getIncidentFigures(db),
    ])
    return {
      dataVersion: version,
      findings,
      ...toRecord(report),
      rejects: { rows: byCode.reduce((sum, { rows }) => sum + rows, 0), byCode },
      outOfScope,
      delays: publishers.map(toDelay),
    }
  }
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)

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
      outside === null
        ? null
        : {
            incidents: outside.incidents,
            farthestM: outside.farthestM,
            listed: outside.places,
            mistakes: outside.mistakes,
          },
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
