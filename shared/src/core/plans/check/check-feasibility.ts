import { dayOf, formatInstant, MINUTES_PER_DAY } from '../../time.ts'
import { BIN_MINUTES, BINS_PER_DAY } from '../plan.ts'
import { basePlace, travelMinutes } from '../travel.ts'
import type { Findings } from './check-report.ts'
import type { ReadPlan, ReadShift, ReadWindow } from './read-plan.ts'

/** What each activity allows, minutes; a high-visibility patrol of 10-16 minutes has the evidence (METRICS F, [KOP1]). */
const STAY_RANGE: Readonly<Record<string, { low: number; high: number }>> = {
  'high-visibility-patrol': { low: 10, high: 16 },
}
/** Travel minutes are real numbers from decimal degrees: a ten-thousandth of a minute is rounding, not cheating. */
const TOLERANCE_MIN = 1e-4
/** Probabilities are written to 6 decimals. */
const TOLERANCE_PROBABILITY = 1e-6

/** Counts every breach of METRICS F that the file itself shows. */
export function checkFeasibility(plan: ReadPlan, findings: Findings): void {
  checkWindows(plan, findings)
  checkTours(plan, findings)
  checkTeams(plan, findings)
  checkCeilings(plan, findings)
  checkPlaces(plan, findings)
  checkHotspotsHavePropensities(plan, findings)
}

function label(window: ReadWindow, plan: ReadPlan): string {
  return `window ${window.id} (${window.hotspotId}, ${time(window.start, plan)})`
}

function time(utcMin: number, plan: ReadPlan): string {
  return formatInstant(Math.floor(utcMin), plan.zone)
}

/** Day of the plan, from 0, on which a window starts: the local date (DESIGN 9). */
function dayInPlan(window: ReadWindow, plan: ReadPlan): number {
  return dayOf(plan.zone.toLocalMin(Math.floor(window.start))) - plan.startDay
}

/** Minutes that an activity may take: as the plan's own list of activities says, else as the evidence does. */
function findStayRange(activity: string, { rules }: ReadPlan): { low: number; high: number } | undefined {
  const stated = rules.activities?.find(({ id }) => id === activity)?.minutes
  if (stated !== undefined) return { low: stated[0], high: stated[1] }
  return Object.hasOwn(STAY_RANGE, activity) ? STAY_RANGE[activity] : undefined
}

/** A window that touches a blackout, or a day on which its place is not to be visited. */
function checkClosures(
  window: ReadWindow,
  name: string,
  { rules, zone, startDay }: ReadPlan,
  findings: Findings,
): void {
  for (const { hotspotId, from, to } of rules.blackouts ?? [])
    if ((hotspotId === null || hotspotId === window.hotspotId) && window.start < to && from < window.end)
      findings.add('in-blackout', `${name} meets a blackout`)
  const treated = rules.treatment?.get(window.hotspotId)
  if (treated === undefined) return
  const first = dayOf(zone.toLocalMin(Math.floor(window.start))) - startDay
  const last = dayOf(zone.toLocalMin(Math.ceil(window.end) - 1)) - startDay
  if (treated[first] === 0 || treated[last] === 0) findings.add('untreated-day', `${name} lies on an untreated day`)
}

/** What one window shows by itself. */
function checkWindows(plan: ReadPlan, findings: Findings): void {
  const ids = new Set<string>()
  for (const window of plan.windows) {
    const name = label(window, plan)
    if (ids.has(window.id)) findings.add('duplicate-id', `two windows have the id "${window.id}"`)
    ids.add(window.id)
    if (!Number.isInteger(window.start) || !Number.isInteger(window.end))
      findings.add('not-whole-minutes', `${name} does not start and end on whole minutes`)
    const range = findStayRange(window.activity, plan)
    const stay = window.end - window.start
    if (range === undefined) findings.add('unknown-activity', `${name} has the activity "${window.activity}"`)
    else if (stay < range.low || stay > range.high)
      findings.add('stay-length', `${name} lasts ${stay} min; ${range.low}-${range.high} are allowed`)
    const day = dayInPlan(window, plan)
    if (day < 0 || day >= plan.days)
      findings.add('outside-period', `${name} starts outside the plan's ${plan.days} days`)
    checkClosures(window, name, plan, findings)
    const hotspot = plan.hotspots.get(window.hotspotId)
    if (hotspot === undefined) findings.add('unknown-hotspot', `${name}: there is no such hotspot`)
    const shift = plan.shifts.get(window.shiftId)
    if (shift === undefined) {
      findings.add('unknown-shift', `${name}: there is no shift "${window.shiftId}"`)
      continue
    }
    if (shift.teamId !== window.teamId)
      findings.add('wrong-team', `${name} is given to ${window.teamId}; shift ${shift.id} is ${shift.teamId}'s`)
    if (hotspot !== undefined && hotspot.bcu !== shift.bcu)
      findings.add('wrong-bcu', `${name} is in ${hotspot.bcu}; shift ${shift.id} belongs to ${shift.bcu}`)
    checkInsideShift(window, shift, name, findings)
    if (hotspot !== undefined) checkProbability(window, day, name, plan, findings)
  }
}

function checkInsideShift(window: ReadWindow, shift: ReadShift, name: string, findings: Findings): void {
  if (window.start < shift.start || window.end > shift.end)
    findings.add('outside-shift', `${name} is outside shift ${shift.id}`)
  else if (window.start < shift.start + shift.briefingMinutes)
    findings.add('in-briefing', `${name} is in the briefing of shift ${shift.id}`)
  else if (window.end > shift.end - shift.bookOffMinutes)
    findings.add('in-booking-off', `${name} is in the booking-off time of shift ${shift.id}`)
}

function checkProbability(window: ReadWindow, day: number, name: string, plan: ReadPlan, findings: Findings): void {
  const p = plan.propensities.get(window.hotspotId)
  if (p === undefined || day < 0 || day >= plan.days) return
  const localMin = plan.zone.toLocalMin(Math.floor(window.start))
  const bin = day * BINS_PER_DAY + Math.floor((localMin - dayOf(localMin) * MINUTES_PER_DAY) / BIN_MINUTES)
  const stated = p[bin]
  if (typeof stated !== 'number') return
  if (Math.abs(stated - window.probability) > TOLERANCE_PROBABILITY)
    findings.add('probability-mismatch', `${name} states ${window.probability}; its bin has ${stated}`)
  else if (stated <= 0)
    findings.add('probability-mismatch', `${name} happens, but its bin has the probability ${stated}`)
}

/** Visits of each tour in order: travel, refreshments, most visits. */
function checkTours(plan: ReadPlan, findings: Findings): void {
  const byShift = Map.groupBy(plan.windows, (window) => window.shiftId)
  for (const shift of plan.shifts.values()) {
    const windows = (byShift.get(shift.id) ?? []).sort((a, b) => a.start - b.start || a.end - b.end)
    checkBreakItself(shift, windows.length, findings)
    if (windows.length === 0) continue
    if (shift.maxVisits !== null && windows.length > shift.maxVisits)
      findings.add('max-visits', `shift ${shift.id} has ${windows.length} visits; ${shift.maxVisits} are the most`)
    checkJourneys(shift, windows, plan, findings)
  }
}

function checkBreakItself(shift: ReadShift, visits: number, findings: Findings): void {
  const rest = shift.break
  if (rest === null) {
    if (shift.breakMinutes > 0 && visits > 0)
      findings.add('break-missing', `shift ${shift.id} has no break; ${shift.breakMinutes} min are rostered`)
    return
  }
  if (!Number.isInteger(rest.start) || !Number.isInteger(rest.end))
    findings.add('not-whole-minutes', `the break of shift ${shift.id} is not on whole minutes`)
  if (rest.end - rest.start < shift.breakMinutes - TOLERANCE_MIN)
    findings.add('break-cut', `shift ${shift.id} rests ${rest.end - rest.start} min of ${shift.breakMinutes}`)
  const from = Math.max(shift.breakFrom ?? shift.start, shift.start)
  const to = Math.min(shift.breakTo ?? shift.end, shift.end)
  if (rest.start < from || rest.end > to)
    findings.add('break-outside-span', `the break of shift ${shift.id} is not inside its span`)
}

/** Each gap of a tour holds the journey across it and, where the break lies in it, the break too. */
function checkJourneys(shift: ReadShift, windows: readonly ReadWindow[], plan: ReadPlan, findings: Findings): void {
  const dutyStart = shift.start + shift.briefingMinutes
  const dutyEnd = shift.end - shift.bookOffMinutes
  const rest = shift.break
  for (let i = 0; i <= windows.length; i++) {
    const before = windows[i - 1]
    const after = windows[i]
    const from = before === undefined ? dutyStart : before.end
    const to = after === undefined ? dutyEnd : after.start
    if (to < from) continue // overlapping windows, or outside duty: reported as that
    const fromPlace = before === undefined ? basePlace(shift) : plan.hotspots.get(before.hotspotId)
    const toPlace = after === undefined ? basePlace(shift) : plan.hotspots.get(after.hotspotId)
    if (fromPlace === undefined || toPlace === undefined) continue
    const needed = travelMinutes(fromPlace, toPlace, plan.travel)
    const where = `shift ${shift.id} from ${before?.hotspotId ?? 'base'} to ${after?.hotspotId ?? 'base'}`
    if (to - from < needed - TOLERANCE_MIN)
      findings.add('travel-too-short', `${where} has ${to - from} min; the way takes ${needed.toFixed(1)}`)
    else if (rest !== null && rest.start < to && from < rest.end) {
      const restMinutes = rest.end - rest.start
      if (rest.start >= from && rest.end <= to && to - from < restMinutes + needed - TOLERANCE_MIN)
        findings.add('break-cut', `${where} has ${to - from} min for a way of ${needed.toFixed(1)} and the break`)
    }
  }
  if (rest === null) return
  const met = windows.find((window) => window.start < rest.end && rest.start < window.end)
  if (met !== undefined) findings.add('break-cut', `the break of shift ${shift.id} meets ${label(met, plan)}`)
}

/** One team is in one place: neither its windows nor its tours overlap. */
function checkTeams(plan: ReadPlan, findings: Findings): void {
  for (const [teamId, windows] of Map.groupBy(plan.windows, (window) => window.teamId)) {
    windows.sort((a, b) => a.start - b.start || a.end - b.end)
    for (const [before, after] of overlaps(windows))
      findings.add('team-in-two-places', `team ${teamId}: ${label(before, plan)} and ${label(after, plan)}`)
  }
  for (const [teamId, shifts] of Map.groupBy(plan.shifts.values(), (shift) => shift.teamId)) {
    shifts.sort((a, b) => a.start - b.start || a.end - b.end)
    for (const [before, after] of overlaps(shifts))
      findings.add('team-in-two-places', `team ${teamId} is on shifts ${before.id} and ${after.id} at once`)
  }
}

/** Neighbours in a list sorted by start that overlap. */
function overlaps<T extends { start: number; end: number }>(items: readonly T[]): [T, T][] {
  const pairs: [T, T][] = []
  let longest = items[0]
  for (const item of items.slice(1)) {
    if (item.start < longest!.end) pairs.push([longest!, item])
    if (item.end > longest!.end) longest = item
  }
  return pairs
}

/** Two crews at one place at once: patrol by one crew is the only activity that a plan has today. */
function checkPlaces(plan: ReadPlan, findings: Findings): void {
  for (const windows of Map.groupBy(plan.windows, (window) => window.hotspotId).values()) {
    windows.sort((a, b) => a.start - b.start || a.end - b.end)
    for (const [before, after] of overlaps(windows))
      if (before.teamId !== after.teamId)
        findings.add('two-teams-at-one-place', `${label(before, plan)} and ${label(after, plan)}`)
  }
}

function checkCeilings(plan: ReadPlan, findings: Findings): void {
  for (const [hotspotId, windows] of Map.groupBy(plan.windows, (window) => window.hotspotId)) {
    const hotspot = plan.hotspots.get(hotspotId)
    if (hotspot === undefined) continue
    const days = windows.map((window) => dayInPlan(window, plan))
    for (const [day, visits] of Map.groupBy(days, (index) => index))
      if (visits.length > hotspot.capDay)
        findings.add(
          'day-ceiling',
          `${hotspotId} has ${visits.length} visits on day ${day}; ${hotspot.capDay} are the most`,
        )
    for (const [week, visits] of Map.groupBy(days, (index) => Math.floor(index / 7)))
      if (visits.length > hotspot.capWeek)
        findings.add(
          'week-ceiling',
          `${hotspotId} has ${visits.length} visits in week ${week}; ${hotspot.capWeek} are the most`,
        )
  }
}

function checkHotspotsHavePropensities(plan: ReadPlan, findings: Findings): void {
  for (const id of plan.hotspots.keys())
    if (!plan.propensities.has(id)) findings.add('propensities-shape', `hotspot ${id} has no propensities`)
  for (const id of plan.propensities.keys())
    if (!plan.hotspots.has(id)) findings.add('propensities-shape', `propensities name ${id}, which is no hotspot`)
}
