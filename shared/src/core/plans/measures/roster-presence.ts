import { MINUTES_PER_DAY } from '../../time.ts'
import { BIN_MINUTES, BINS_PER_DAY } from '../plan.ts'
import { sumOf, type MeasuredPlan } from './measured-plan.ts'

/** A crew stands at no place while it drives out and home: about this many minutes at each end of its duty. */
const WAY_MINUTES = 15
/** Below this share of the mean crew nobody to speak of is on patrol. */
const NOBODY = 0.1
/** Longer spans without anybody are hours without a service, which the force has chosen and everybody may know. */
const LONGEST_HANDOVER = 120

type Roster = Pick<MeasuredPlan, 'tours'>

/** A span of the clock, minutes from midnight; `to` may lie beyond the next. */
interface ClockSpan {
  from: number
  to: number
}

/** What a roster leaves on patrol around the clock, whatever the plan does with it. */
export interface RosterPresence {
  /** crews that can stand at a place in the emptiest half-hour of the service, over the mean one */
  emptiest: number
  /** handovers in which nobody is on patrol */
  gaps: readonly ClockSpan[]
}

/** @returns undefined for a roster without tours */
export function measureRosterPresence(roster: Roster): RosterPresence | undefined {
  const out = countCrews(roster, WAY_MINUTES)
  const crews = listServedBins(roster).map((bin) => sumOf(out.subarray(bin * BIN_MINUTES, (bin + 1) * BIN_MINUTES)))
  if (crews.length === 0) return undefined
  const mean = crews.reduce((sum, minutes) => sum + minutes, 0) / crews.length
  return {
    emptiest: mean === 0 ? 0 : Math.min(...crews) / mean,
    gaps: listGaps(out, (NOBODY * mean) / BIN_MINUTES),
  }
}

/** Half-hours of the clock with a crew on duty, and those of a handover between two tours. */
export function listServedBins(roster: Roster): number[] {
  const served = countCrews(roster, 0)
  for (const { from, to } of listGaps(served, 0))
    for (let minute = from; minute < to; minute++) served[minute % MINUTES_PER_DAY] = 1
  return Array.from({ length: BINS_PER_DAY }, (_, bin) => bin).filter((bin) =>
    served.subarray(bin * BIN_MINUTES, (bin + 1) * BIN_MINUTES).some((crews) => crews > 0),
  )
}

/** By minute of the clock: crews on duty, less `way` minutes at each end, over all days. */
function countCrews({ tours }: Roster, way: number): Float64Array {
  const crews = new Float64Array(MINUTES_PER_DAY)
  for (const { dutyStart, dutyEnd } of tours)
    for (let minute = dutyStart + way; minute < dutyEnd - way; minute++) crews[minute % MINUTES_PER_DAY]! += 1
  return crews
}

/** Spans with at most `nobody` crews, none longer than a handover. */
function listGaps(crews: Float64Array, nobody: number): ClockSpan[] {
  const isEmpty = (minute: number): boolean => crews[minute % MINUTES_PER_DAY]! <= nobody
  const gaps: ClockSpan[] = []
  for (let from = 0; from < MINUTES_PER_DAY; from++) {
    if (!isEmpty(from) || isEmpty(from + MINUTES_PER_DAY - 1)) continue
    let to = from + 1
    while (to < from + MINUTES_PER_DAY && isEmpty(to)) to += 1
    if (to - from <= LONGEST_HANDOVER) gaps.push({ from, to })
  }
  return gaps
}
