import type { TradeOffPoint } from '@planner/shared/schemas'

/** The stops between following risk (first) and staying unpredictable (last). Floors that give the same are one stop. */
export function tradeOffStops(points: readonly TradeOffPoint[]): TradeOffPoint[] {
  const byFloor = new Map(points.map((point) => [point.entropyFloor, point]))
  return [...byFloor.values()].sort((a, b) => a.entropyFloor - b.entropyFloor)
}

/** Where a floor lies among the stops, 0 to `stops.length - 1`, between two of them as a fraction. */
export function positionOfFloor(stops: readonly TradeOffPoint[], floor: number): number {
  const after = stops.findIndex(({ entropyFloor }) => entropyFloor >= floor)
  if (after === -1) return Math.max(0, stops.length - 1)
  const to = stops[after]?.entropyFloor ?? 0
  const from = stops[after - 1]?.entropyFloor
  return from === undefined || to === from ? after : after - 1 + (floor - from) / (to - from)
}

/** What a position between two stops gives, in proportion; whether that is inside the bars only where both neighbours are. */
export function pointAt(stops: readonly TradeOffPoint[], position: number): TradeOffPoint | undefined {
  const before = stops[Math.floor(position)]
  const after = stops[Math.ceil(position)]
  if (before === undefined || after === undefined) return before ?? after
  if (before === after) return before
  const share = position - Math.floor(position)
  const between = (from: number, to: number): number => from + (to - from) * share
  const known = (from: number | null, to: number | null): number | null =>
    from === null || to === null ? null : between(from, to)
  return {
    entropyFloor: between(before.entropyFloor, after.entropyFloor),
    entropy: between(before.entropy, after.entropy),
    coverage: known(before.coverage, after.coverage),
    staticSkill: known(before.staticSkill, after.staticSkill),
    safestDecile: known(before.safestDecile, after.safestDecile),
    withinBars: before.withinBars && after.withinBars,
  }
}

/**
 * Runs of neighbouring stops inside the bars, as `[from, to]` positions; a run reaches halfway to its neighbour outside,
 * since nothing is known between two stops.
 */
export function runsWithinBars(stops: readonly TradeOffPoint[]): [number, number][] {
  const runs: [number, number][] = []
  for (const [position, { withinBars }] of stops.entries()) {
    if (!withinBars) continue
    const last = runs.at(-1)
    const from = position === 0 ? 0 : position - 0.5
    const to = position === stops.length - 1 ? position : position + 0.5
    if (last !== undefined && last[1] >= from) last[1] = to
    else runs.push([from, to])
  }
  return runs
}

/** Whether there is anything to choose: without hours of risk every stop covers the same. */
export function hasChoice(stops: readonly TradeOffPoint[]): boolean {
  const known = stops.map(({ coverage }) => coverage).filter((coverage) => coverage !== null)
  return known.length > 1 && Math.max(...known) - Math.min(...known) > 0.001
}
