import type { MeasurementReport, Plan } from '@planner/shared/schemas'
import type { ColumnType, Generated } from 'kysely'
import type { ResolvedSettings } from '../plans/plan-settings.ts'

/** Figures of a plan, computed when it was made; those that came later are missing in older plans. */
type PlanFigures = Pick<Plan, 'windows' | 'tours' | 'unplaced' | 'measures' | 'byTier' | 'byDay'> &
  Partial<Pick<Plan, 'preview' | 'power' | 'doses' | 'verdicts' | 'observers'>>

export interface PlanTable {
  plan_id: string
  operation_id: string
  ranking_id: string
  roster_id: string
  start_day: string
  days: number
  timezone: string
  draw: number
  key_hash: string
  inputs_hash: string
  summary: ColumnType<PlanFigures, string, never>
  /** the plan file of the contract, gzip */
  file: Buffer
  created_by: string
  created_at: Generated<Date>
}

/** The secret that the draw came from. Read by the plan service alone; never in a log or an answer. */
export interface PlanKeyTable {
  plan_id: string
  key: Buffer
  key_hash: string
  created_at: Generated<Date>
}

/** One draw of a key, on record before it is made; the plan may never come, when its job fails. */
export interface PlanDrawTable {
  plan_id: string
  /** whose key it draws from: its own plan's, for a first draw */
  key_plan_id: string
  draw: number
  /** with the defaults of their time written out */
  settings: ColumnType<ResolvedSettings, string, never>
  requested_by: string
  requested_at: Generated<Date>
}

/** One rostered tour of a plan, with what the plan adds to it. */
export interface TourTable {
  plan_id: string
  shift_id: string
  /** local date on which it starts */
  day: string
  team_id: string
  call_sign: string | null
  bcu: string
  starts_at: Date
  ends_at: Date
  refreshments_from: Date | null
  refreshments_to: Date | null
}

export interface PatrolWindowTable {
  plan_id: string
  patrol_window_id: string
  shift_id: string
  hotspot_id: string
  starts_at: Date
  ends_at: Date
  probability: number
  activity: string
  entry_point: string
}

/** What the mechanism does with a plan's inputs, over many draws without its key. */
export interface PlanMeasurementTable {
  plan_measurement_id: string
  plan_id: string
  draws: number
  report: ColumnType<MeasurementReport, string, never>
  planner_version: string
  created_by: string
  created_at: Generated<Date>
}
