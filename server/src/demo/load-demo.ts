import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError, formatDay, weekdayOf } from '@planner/shared/core'
import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Database } from '../database.ts'
import { readShifts } from '../plans/read-shifts.ts'
import { isDatabaseUnused } from '../repositories/force.repository.ts'
import { insertImport } from '../repositories/import.repository.ts'
import { setAreas } from '../services/area.service.ts'
import { getForce, setForce } from '../services/force.service.ts'
import { runImport } from '../services/import.service.ts'
import { createOperation, getOperations } from '../services/operation.service.ts'
import { getRosters, saveRoster } from '../services/roster.service.ts'
import { ensureDemoAccounts, type DemoLogin } from './demo-accounts.ts'
import { loadDemoBoroughs } from './demo-boroughs.ts'
import { makeDemoFiles, writeDemoFiles } from './demo-files.ts'
import {
  DEMO_ACTOR,
  DEMO_FORCE_NAME,
  DEMO_INCIDENTS,
  DEMO_OFFICER_TEAM,
  DEMO_OPERATION_NAME,
  DEMO_SEED,
  DEMO_TIMEZONE,
  DEMO_WEEKS,
} from './demo-force.ts'

export interface LoadDemoOptions {
  db: Kysely<Database>
  pool: Pool
  /** for the files while they are loaded, and for the logins */
  dataDir: string
  /** local day number of today: the plan is of this week, so that it is live */
  today: number
  /** Ranks for the operation and waits until it is done. */
  rank: (request: { operationId: string; asOf: string }) => Promise<unknown>
  /** Plans the operation and waits until it is done. */
  plan: (request: { operationId: string; rosterId: string }) => Promise<unknown>
  /** Asks for a look back at past weeks, and need not wait for it. */
  lookBack?: () => Promise<unknown>
  say: (line: string) => void
  /** for tests, which need less of everything */
  size?: { boroughs: readonly string[]; incidents: number; weeks: number }
}

const OPERATION_DAYS = 21

/**
 * Makes the demonstration force in an empty database, by the same services that a user's own files go through: areas, incidents,
 * roster, operation, ranking, plan, and an account for each role. What an earlier call did is not done again.
 *
 * @returns the logins to print
 * @throws {DomainError} CONFLICT when the database holds a force that is not synthetic
 */
export async function loadDemo(options: LoadDemoOptions): Promise<DemoLogin[]> {
  const { dataDir, db, say } = options
  const force = await getForce(db)
  if (!force.synthetic) {
    if (!(await isDatabaseUnused(db)))
      throw new DomainError(
        'CONFLICT',
        `The database belongs to ${force.name}: the demonstration force would mix invented incidents with its own. Use another DATA_DIR.`,
      )
    await setForce(db, DEMO_ACTOR, { name: DEMO_FORCE_NAME, timezone: DEMO_TIMEZONE, synthetic: true })
  }
  const isComplete = (await getOperations(db)).some(
    (operation) => operation.name === DEMO_OPERATION_NAME && operation.planId !== null,
  )
  if (!isComplete) await loadData(options)
  say('demonstration: accounts')
  return ensureDemoAccounts(db, dataDir, DEMO_OFFICER_TEAM)
}

async function loadData({ dataDir, db, lookBack, plan, pool, rank, say, size, today }: LoadDemoOptions): Promise<void> {
  const startDay = today - weekdayOf(today)
  const start = formatDay(startDay)
  const incidents = size?.incidents ?? DEMO_INCIDENTS
  const areas = await loadDemoBoroughs(size?.boroughs)
  const folder = await mkdtemp(join(dataDir, 'demo-'))
  try {
    say(`demonstration: inventing ${incidents} incidents`)
    const files = makeDemoFiles({ areas, incidents, seed: DEMO_SEED, startDay, weeks: size?.weeks ?? DEMO_WEEKS })
    await writeDemoFiles(folder, files)
    await setAreas(db, DEMO_ACTOR, areas)

    say('demonstration: importing them')
    const importId = await insertImport(db, {
      fileName: 'synthetic-incidents.csv',
      format: 'canonical',
      timezone: DEMO_TIMEZONE,
      createdBy: DEMO_ACTOR,
    })
    await runImport(
      { db, pool },
      { importId, paths: [join(folder, 'incidents.csv')], format: 'canonical', timezone: DEMO_TIMEZONE },
    )

    say('demonstration: roster and operation')
    const shifts = await readShifts(join(folder, 'shifts.csv'), DEMO_TIMEZONE)
    const rosterName = `synthetic-shifts-${start}.csv`
    const roster =
      (await getRosters(db)).find(({ fileName }) => fileName === rosterName) ??
      (await saveRoster(db, DEMO_ACTOR, rosterName, shifts))
    const operation =
      (await getOperations(db)).find(({ name, startDay: day }) => name === DEMO_OPERATION_NAME && day === start) ??
      (await createOperation(db, DEMO_ACTOR, { name: DEMO_OPERATION_NAME, startDay: start, days: OPERATION_DAYS }))

    say('demonstration: ranking')
    await rank({ operationId: operation.operationId, asOf: start })
    say('demonstration: planning 21 days')
    await plan({ operationId: operation.operationId, rosterId: roster.rosterId })
    await lookBack?.()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
