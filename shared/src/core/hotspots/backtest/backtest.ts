import type { CellResolution } from '../../cells.ts'
import type { Offence } from '../../incidents/incident.ts'
import type { HarmTable } from '../harm/harm-table.ts'
import type { RankOptions } from '../rank-options.ts'
import type { ThemeNote } from '../themes/theme.ts'
import type { JoinedCatch, JoinedSummary } from './joined-places.ts'
import type { Interval } from './paired-bootstrap.ts'
import type { Catch, ForecastCheck } from './scoring.ts'
import type { SurenessAtOrigin } from './sureness/check-sureness.ts'
import type { SurenessSummary } from './sureness/summarise-sureness.ts'

/** What a backtest is asked to do: a ranking's options without its day, and the days to stand at. */
export interface BacktestOptions extends Pick<
  RankOptions,
  | 'weeks'
  | 'horizonDays'
  | 'top'
  | 'resolution'
  | 'offences'
  | 'includeDomestic'
  | 'publicPlaceOnly'
  | 'theme'
  | 'harmShare'
  | 'timezone'
> {
  /** local day of the first origin */
  fromDay: number
  /** local day by which every horizon has ended (exclusive end) */
  toDay: number
  /** weeks between origins; month-only data steps by as many whole months, at least one */
  stepWeeks: number
  /** ids of the methods wanted; the raw count is always among them */
  methods: readonly string[]
}

/** One method at one origin. */
export interface MethodAtOrigin extends Catch {
  forecast?: ForecastCheck
  significant?: number
  /** of ours at resolution 10: what the product's joined places caught */
  joined?: JoinedCatch
}

/** One standing point: what was known before it is what methods saw, what came after it is what they are judged by. */
export interface BacktestOrigin {
  asOfDay: number
  horizonToDay: number
  /** incidents in scope in the horizon, wherever they were */
  incidents: number
  /** the most that any k cells could have caught */
  attainable: number
  /** capped harm days of these incidents, and the most that any k cells could have caught of them */
  harmDays: number
  harmAttainable: number
  /** share of the study area's cells with at least one incident */
  baseRate: number
  /** cells ordered by their count over the two surrounding years, the horizon among them: the practical ceiling */
  ceiling: Catch
  /** the same without the horizon's own incidents: what the rates around it tell, without having seen the very incidents */
  ceilingOutside: Catch
  /** in the order of `Backtest.methods` */
  methods: readonly MethodAtOrigin[]
  /** of each of our methods that was asked for, how sure it was; undefined where the window is empty */
  sureness: ReadonlyMap<string, SurenessAtOrigin>
}

/** Means over origins (METRICS 1); calibration and the share inside are pooled over them. */
export interface MethodSummary {
  method: string
  label: string
  hits: number
  hitRate: number
  pai: number
  pei: number
  shareOfAttainable: number
  /** as hit rate and PEI, of capped harm days; null when no incident of a horizon does harm */
  harmRate: number | null
  harmPei: number | null
  boxPrecision: number
  /** expected / observed in the chosen cells; null for a method without a forecast, or when nothing came */
  calibration: number | null
  pitInside: number | null
  /** mean number of cells that pass the method's own test of significance */
  significantCells: number | null
}

/** `method` minus `against`, paired by origin. */
export interface Comparison {
  method: string
  against: string
  /** difference in hits as a share of those of `against` */
  hits: Interval
  pei: Interval
  /** difference in harm days caught as a share of those of `against` */
  harm: Interval
}

export interface Backtest {
  meta: {
    fromDay: number
    toDay: number
    unit: 'day' | 'month'
    stepWeeks: number
    weeks: number
    horizonDays: number
    top: number
    resolution: CellResolution
    timezone: string
    harmShare: number
    harmTable: Pick<HarmTable, 'name' | 'source'>
    offences: readonly Offence[]
    includeDomestic: boolean
    publicPlaceOnly: boolean
    /** absent without a theme; its conditions are judged possible by what is before the first origin */
    theme?: ThemeNote
    studyCells: number
    studyAreaM2: number
    firstDay: number
    incidentsBefore: number
  }
  origins: readonly BacktestOrigin[]
  summaries: readonly MethodSummary[]
  ceilings: readonly MethodSummary[]
  baseRate: number
  comparisons: readonly Comparison[]
  /** joined places of ours; empty at resolution 9, where places are single cells */
  joined: readonly JoinedSummary[]
  /** of each of our methods that was asked for */
  sureness: readonly SurenessSummary[]
  /** sentences that a reader must see before the figures */
  warnings: readonly string[]
}
