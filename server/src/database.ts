import { setTimeout } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { AccountTable, SessionTable, SignInFailureTable } from './repositories/account.table.ts'
import type { AreaTable, ForceTable, PlaceLabelTable, WardTable } from './repositories/area.table.ts'
import type { AuditEventTable } from './repositories/audit-event.table.ts'
import type { BacktestTable } from './repositories/backtest.table.ts'
import type {
  HeldIncidentTable,
  IncidentImportTable,
  IncidentMappingTable,
  IncidentRejectTable,
} from './repositories/import.table.ts'
import type { FormerIncidentTable, IncidentTable } from './repositories/incident.table.ts'
import type { JobTable } from './repositories/job.table.ts'
import type { OperationTable } from './repositories/operation.table.ts'
import type {
  PatrolWindowTable,
  PlanDrawTable,
  PlanKeyTable,
  PlanMeasurementTable,
  PlanTable,
  TourTable,
} from './repositories/plan.table.ts'
import type { ExcludedPlaceTable, HarmTableTable, ThemeTable } from './repositories/ranking-settings.table.ts'
import type { HotspotTable, RankingTable } from './repositories/ranking.table.ts'
import type { RosterTable, ShiftTable } from './repositories/roster.table.ts'

/** Every table of ours; the job queue keeps its own in its own schema. */
export interface Database {
  account: AccountTable
  area: AreaTable
  audit_event: AuditEventTable
  backtest: BacktestTable
  excluded_place: ExcludedPlaceTable
  force: ForceTable
  former_incident: FormerIncidentTable
  harm_table: HarmTableTable
  held_incident: HeldIncidentTable
  hotspot: HotspotTable
  incident: IncidentTable
  incident_import: IncidentImportTable
  incident_mapping: IncidentMappingTable
  incident_reject: IncidentRejectTable
  job: JobTable
  operation: OperationTable
  patrol_window: PatrolWindowTable
  place_label: PlaceLabelTable
  plan: PlanTable
  plan_draw: PlanDrawTable
  plan_key: PlanKeyTable
  plan_measurement: PlanMeasurementTable
  ranking: RankingTable
  roster: RosterTable
  session: SessionTable
  shift: ShiftTable
  sign_in_failure: SignInFailureTable
  theme: ThemeTable
  tour: TourTable
  ward: WardTable
}

const DATE_OID = 1082
const INT8_OID = 20

/** The driver's own parsers; its types know only the built-in type numbers, and Postgres makes up more. */
const parserOf = pg.types.getTypeParser as (oid: number, format: string) => (text: string) => unknown

/**
 * How values come back: counts and keys (int8) as numbers, refusing any that a number cannot hold exactly, and calendar
 * dates as `YYYY-MM-DD`, since a local date has no instant.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) => {
    if (oid === DATE_OID) return (text) => text
    if (oid === INT8_OID) return parseInt8
    return parserOf(oid, format ?? 'text')
  },
}

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`The database holds ${text}, which is beyond a safe integer.`)
  return value
}

const POOL_SIZE = 10

/** Connections to one Postgres. `onError`: a connection that was idle broke; the pool replaces it. */
export function createPool(url: string, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE, types, application_name: 'patrol-planner' })
  pool.on('error', onError)
  return pool
}

/** The query builder over a pool; destroying it ends the pool. */
export function createDatabase(pool: pg.Pool): Kysely<Database> {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

/** A Postgres in use: the query builder, and the pool under it for COPY. */
export interface OpenDatabase {
  url: string
  db: Kysely<Database>
  pool: pg.Pool
}

/** Opens connections to `url`; `closeDatabase` closes them. */
export function openDatabase(url: string, onError: (error: Error) => void): OpenDatabase {
  const pool = createPool(url, onError)
  return { url, db: createDatabase(pool), pool }
}

/** Longest wait for a server that does not answer a farewell, and for a statement that does not end. */
const FAREWELL_MS = 2000

/**
 * Closes all connections and waits until they are: the pool by itself only says farewell, and a Postgres that is stopped meanwhile tells
 * each of them of it as an error.
 */
export async function closeDatabase({ db, pool }: OpenDatabase): Promise<void> {
  let open = pool.totalCount
  const closed = new Promise<void>((resolve) => {
    if (open === 0) resolve()
    pool.on('remove', () => {
      open -= 1
      if (open === 0) resolve()
    })
  })
  const ended = async (): Promise<void> => {
    await db.destroy()
    // The builder ends only a pool that it has used.
    if (!pool.ending) await pool.end()
    await closed
  }
  const waited = new AbortController()
  const longest = setTimeout(FAREWELL_MS, undefined, { signal: waited.signal }).catch(() => undefined)
  await Promise.race([ended(), longest])
  waited.abort()
}

/** SQLSTATE of a row that a unique index has already. */
const UNIQUE_VIOLATION = '23505'

/** Whether a statement failed because another one saved the same key or name before it. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION
