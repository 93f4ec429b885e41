import { CELL_RESOLUTIONS, cellAt, isCell, type Cell } from '../../cells.ts'
import { DomainError } from '../../errors.ts'
import type { LatLng } from '../../geo.ts'
import { MINUTES_PER_DAY } from '../../time.ts'

/** A crew planned at a place, half-open [fromUtcMin, toUtcMin): its cells (resolution 9 or 10), or a point that stands for its cell of resolution 10. */
export type PatrolPresence = { readonly fromUtcMin: number; readonly toUtcMin: number } & (
  | { readonly cells: readonly Cell[] }
  | LatLng
)

/** Presence in one cell: disjoint half-open intervals in order of time, as [from, to, from, to, ...] in utcMin. */
export interface CellPresence {
  cell: Cell
  times: readonly number[]
}

/** Times on records are rounded, as a rule to five minutes, so presence reaches so far beyond each end. */
const MARGIN_MIN = 5

/** The resolution that a point stands for: the patrol unit. */
const POINT_RESOLUTION = 10

/**
 * Presence by cell, in order of the cells; what several crews do there at once is one presence. Only what begins before `untilUtcMin`.
 *
 * @throws {DomainError} INVALID_INPUT naming a presence whose times or cells make no sense
 */
export function presenceByCell(patrols: readonly PatrolPresence[], untilUtcMin: number): CellPresence[] {
  const spans = new Map<Cell, [from: number, to: number][]>()
  for (const [i, patrol] of patrols.entries()) {
    const { fromUtcMin, toUtcMin } = patrol
    checkTimes(patrol, i)
    const from = fromUtcMin - MARGIN_MIN
    const to = Math.min(toUtcMin + MARGIN_MIN, untilUtcMin)
    if (from >= to) continue
    const cells = 'cells' in patrol ? patrol.cells : [cellAt(patrol, POINT_RESOLUTION)]
    for (const cell of cells) {
      const known = spans.get(cell)
      if (known !== undefined) known.push([from, to])
      else spans.set(checkCell(cell, i), [[from, to]])
    }
  }
  return [...spans]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cell, list]) => ({ cell, times: mergeSpans(list.sort((a, b) => a[0] - b[0])) }))
}

/** Whether somebody was due at the instant. */
export function isPresentAt(times: readonly number[], utcMin: number): boolean {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! <= utcMin) low = middle + 1
    else high = middle
  }
  return low % 2 === 1
}

function mergeSpans(sorted: readonly (readonly [number, number])[]): number[] {
  const times: number[] = []
  for (const [from, to] of sorted) {
    const last = times.length - 1
    if (last < 0 || from > times[last]!) times.push(from, to)
    else times[last] = Math.max(times[last]!, to)
  }
  return times
}

function checkTimes({ fromUtcMin, toUtcMin }: PatrolPresence, i: number): void {
  if (!Number.isInteger(fromUtcMin) || !Number.isInteger(toUtcMin) || toUtcMin <= fromUtcMin)
    throw new DomainError(
      'INVALID_INPUT',
      `Patrol presence ${i + 1} lasts from minute ${fromUtcMin} to minute ${toUtcMin}; both must be whole minutes, the end after the start.`,
    )
  // A place that is patrolled day and night has nothing to be compared with, and one long span is as a rule two dates mixed up.
  if (toUtcMin - fromUtcMin > MINUTES_PER_DAY)
    throw new DomainError(
      'INVALID_INPUT',
      `Patrol presence ${i + 1} lasts ${toUtcMin - fromUtcMin} minutes; one stay is at most a day (${MINUTES_PER_DAY} minutes).`,
    )
}

function checkCell(cell: Cell, i: number): Cell {
  if (CELL_RESOLUTIONS.some((resolution) => isCell(cell, resolution))) return cell
  throw new DomainError(
    'INVALID_INPUT',
    `Patrol presence ${i + 1} names cell "${cell}"; it must be an H3 cell of resolution ${CELL_RESOLUTIONS.join(' or ')}.`,
  )
}
