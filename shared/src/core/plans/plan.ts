import type { Hotspot } from '../hotspots/hotspot.ts'
import type { Shift } from '../duties/shift.ts'

/** Length of the bins in which a planned start is counted and its probability stated (METRICS 2). */
export const BIN_MINUTES = 30
export const BINS_PER_DAY = 48

/** How crews get from place to place; distances are straight lines times `detour`. */
export interface TravelModel {
  footKmh: number
  vehKmh: number
  /** minutes to get to a vehicle, park and walk */
  vehOverheadMin: number
  detour: number
}

/** What the planner fills a tour with. The activity of DESIGN 9: 12-16 minutes by one crew. */
export const HIGH_VISIBILITY_PATROL = 'high-visibility-patrol'

/** One planned stay of one crew at one hotspot; `utcMin`, half-open. */
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

/** What a plan is made from. */
export interface PlanInput {
  hotspots: readonly Hotspot[]
  shifts: readonly Shift[]
  /** local day number of the first day */
  startDay: number
  days: number
  timezone: string
  travel: TravelModel
}
