import type { Cell, CellResolution } from '../cells.ts'
import type { LatLng } from '../geo.ts'
import type { Offence } from '../incidents/incident.ts'
import type { Alternative } from './alternatives.ts'
import type { ValueBy } from './cell-values.ts'
import type { AffectedIncidents } from './exposure/patrol-exposure.ts'
import type { HarmTable } from './harm/harm-table.ts'
import type { HourCounts } from './hours/known-hours.ts'
import type { RankBy, RankMethod, Shape } from './rank-options.ts'
import type { Scope } from './scope.ts'
import type { QuotaOutcome } from './places/area-quotas.ts'
import type { ExcludedOutcome } from './places/excluded-places.ts'
import type { ListFade } from './sureness/expected-fade.ts'
import type { ThemeNote } from './themes/theme.ts'

export const TIERS = ['A', 'B', 'C'] as const
export type Tier = (typeof TIERS)[number]

/** Where a hotspot's hour-of-week profile comes from; `none`: the data has no hours, all 168 values are 1. */
export type ProfileSource = 'none' | 'place' | 'area' | 'force' | 'file'

export const STABILITIES = ['new', 'persistent', 'fading', 'unknown'] as const
/** What became of a place since the window began; see `sureness/stability.ts`. */
export type Stability = (typeof STABILITIES)[number]

/**
 * 1-3 joined cells that a pair can walk in 15 minutes, ranked for one period.
 *
 * Counts are incidents; `expected` and its quantiles are incidents over the horizon.
 */
export interface Hotspot extends LatLng {
  /** Hash of the sorted cells: the same place has the same id in every ranking. */
  id: string
  /** 1..n, strict */
  rank: number
  cells: readonly Cell[]
  name: string
  area: string
  bcu: string
  /** incidents in the window: an integer */
  observed: number
  expected: number
  /** 10 % and 90 % predictive quantiles of the count over the horizon */
  expectedLow: number
  expectedHigh: number
  /** probability of being among the `top` places of highest true rate */
  pTop: number
  /** harm to be expected over the horizon: days of the harm table, by default the Cambridge Crime Harm Index */
  harmDays: number
  tier: Tier
  /** Default patrol dose and ceilings by tier: visits a day (mean over the plan), most a day, most a week */
  dosePerDay: number
  capDay: number
  capWeek: number
  /** 168 relative risks by hour of the week from Monday 00:00 local, mean 1 */
  profile: readonly number[]
  profileSource: ProfileSource
}

/** A hotspot with what only its ranking can say of it; planning does not need it. */
export interface RankedHotspot extends Hotspot {
  /** ward at the centre, else the nearest within 250 m, else ''; absent when no wards are known */
  ward?: string
  stability: Stability
  /** more likely than not it is none of those of most incidents: in a list by incidents without quotas, chance alone explains why it is listed */
  couldBeNoise: boolean
  /** share of the observed that is expected to go by itself over as long a period; null when no less is expected */
  fade: number | null
  /** rank by each measure of the place that shares most cells with this one; null: none of that list does */
  ranks: Readonly<Record<ValueBy, number | null>>
  /** as many incidents of known hour, all from the place itself, would tell its hours as surely; 0 without hours */
  profileSampleSize: number
}

/** What a ranking was made from and for. Days are local day numbers, half-open. */
export interface RankingMeta {
  asOfDay: number
  windowFromDay: number
  windowToDay: number
  horizonFromDay: number
  horizonToDay: number
  timezone: string
  resolution: CellResolution
  shape: Shape
  /** whether a joined place may lie in several command units */
  acrossUnits: boolean
  method: RankMethod
  rankBy: RankBy
  harmShare: number
  harmTable: Pick<HarmTable, 'name' | 'source'>
  /** places asked for */
  top: number
  /** cells with an incident in the window or the history, and no excluded place near: what there was to choose from */
  candidates: number
  incidentsInWindow: number
  /** incidents before the window that served as prior */
  incidentsBefore: number
  offences: readonly Offence[]
  /** absent without a theme */
  theme?: ThemeNote
}

/** The outcome of a ranking: hotspots in order of rank. */
export interface Ranking {
  meta: RankingMeta
  hotspots: readonly RankedHotspot[]
  /** how much of the list's observed count is expected to go by itself */
  fade: ListFade
  /** the top list by each measure, this ranking's own among them */
  alternatives: readonly Alternative[]
  /** in the order given */
  quotas: readonly QuotaOutcome[]
  /** in the order given */
  excluded: readonly ExcludedOutcome[]
  /** what was in scope and what was not, over all rows that were loaded */
  scope: Pick<Scope, 'counts' | 'unknown'>
  /** how the incidents behind the profiles, of window and history, say when in the day they happened */
  hours: HourCounts
  /** incidents recorded where a crew was due, by who found them; absent when nothing is known of patrols */
  patrolled?: readonly AffectedIncidents[]
}
