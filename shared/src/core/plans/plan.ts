import type { RosterBreach } from '../duties/roster-breaches.ts'
import type { Shift } from '../duties/shift.ts'
import type { Hotspot } from '../hotspots/hotspot.ts'
import type { Activity } from './activities.ts'
import type { Crossover } from './designs/crossover.ts'
import type { TravelMatrix } from './travel-matrix.ts'

/** Length of the bins in which a planned start is counted and its probability stated (METRICS 2). */
export const BIN_MINUTES = 30
export const BINS_PER_DAY = 48
/** Probabilities are kept as the file has them, in whole millionths: half the memory, and what is kept is what is written. */
export const PROBABILITY_UNIT = 1_000_000

/** How crews get from place to place; distances are straight lines times `detour`. */
export interface TravelModel {
  footKmh: number
  vehKmh: number
  /** minutes to get to a vehicle, park and walk */
  vehOverheadMin: number
  detour: number
  /** minutes that are known better than from speeds; absent: none */
  matrix?: TravelMatrix
}

/**
 * One planned stay of one crew at one hotspot; `utcMin`, half-open. A visit of several crews is as many windows, with the
 * same place, start, end, activity and probability; each crew has an entry point of its own.
 */
export interface PatrolWindow {
  id: string
  hotspotId: string
  teamId: string
  shiftId: string
  start: number
  end: number
  /** P(at least one visit starts in this place and bin), over keys */
  probability: number
  activity: string
  /** where to start walking, so that visits to one place do not look alike */
  entryPoint: string
}

/** A reason says what closes a place, such as "road closed"; there is no room for a story about somebody. */
export const MOST_REASON_CHARACTERS = 200

/** Nobody is sent to a place, or to any, from `from` until `to`; `utcMin`, half-open. A window may not even touch it. */
export interface Blackout {
  /** null: every hotspot */
  hotspotId: string | null
  from: number
  to: number
  /** about the place ("road closed", "vigil"), never about a person */
  reason?: string
}

/** The places of one area get this many visits a day together, as a mean over the plan, whatever it costs the unit's others. */
export interface Guarantee {
  /** `Hotspot.area`, such as a borough */
  area: string
  leastPerDay: number
}

/** What a plan is made from. */
export interface PlanInput {
  hotspots: readonly Hotspot[]
  shifts: readonly Shift[]
  /** local day number of the first day */
  startDay: number
  days: number
  timezone: string
  travel: TravelModel
  /** what crews do at places; absent: high-visibility patrol alone */
  activities?: readonly Activity[]
  blackouts?: readonly Blackout[]
  /**
   * Least entropy of when visits happen, 0 to 1: 1 spreads every place's visits as the crews are spread, less lets them
   * follow risk. Absent: the least that keeps what can be foreseen within the bars.
   */
  entropyFloor?: number
  guarantees?: readonly Guarantee[]
  /** says that `setDosesFromCapacity` set the doses of these hotspots, so that a check sets them again; absent: as ranked */
  doses?: 'from-capacity'
  /**
   * Designs that turn places on and off: by hotspot, one value for each day of the plan, 0 for a local day on which no
   * window may lie. Places that are not in it are visited on all days.
   */
  treatment?: ReadonlyMap<string, Uint8Array>
  /** what the plan is drawn for; its treated days take the place of `treatment`. Absent: an ordinary plan */
  design?: Crossover
  /**
   * Ids of the hotspots in the order in which the file lists them; it decides nothing else. Absent: as `hotspots` come, which
   * `normaliseInput` writes down here before it sorts them.
   */
  hotspotOrder?: readonly string[]
}

/** One rostered tour and what the plan adds to it; `utcMin`, half-open. */
export interface PlannedTour {
  shift: Shift
  refreshments: { start: number; end: number } | null
  /** false: the tour starts outside the plan's days and is left empty */
  inPeriod: boolean
}

/**
 * Why a visit that the dose asks for is not in the plan.
 * `no-able-crew`: the roster has no crews, alone or on duty together, for anything that the tier's mix of activities asks.
 * `chance`: the mechanism gives the place its dose on average, and this draw fell below.
 */
export type UnplacedCause = 'no-tour-in-bcu' | 'no-able-crew' | 'capacity' | 'ceiling' | 'travel' | 'chance'

/** A plan, its probabilities and what could not be done. Hotspots, tours and windows come in a fixed order. */
export interface Plan {
  /** as planned from: sorted, numbers to 6 decimals */
  input: PlanInput
  /** which draw of the key this is; 0 is the first */
  draw: number
  /** by start, then by tour */
  windows: readonly PatrolWindow[]
  tours: readonly PlannedTour[]
  /** By hotspot, days x 48 local wall-clock bins: P(at least one visit starts there), over keys; in PROBABILITY_UNIT */
  propensities: ReadonlyMap<string, Uint32Array>
  /** one entry for each visit below the dose; `day` is a local day number */
  unplaced: readonly { hotspotId: string; day: number; cause: UnplacedCause }[]
  /** patrol time that holds neither stay nor journey, by the day on which its tour starts */
  unused: readonly { bcu: string; day: number; minutes: number }[]
  rosterBreaches: readonly RosterBreach[]
  measures: Readonly<Record<string, number | null>>
  inputsHash: string
  keyHash: string
}
