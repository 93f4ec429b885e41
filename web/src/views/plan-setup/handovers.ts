import type { PlanPreview } from '@planner/shared/schemas'

export interface HandoverGroup {
  bcus: string[]
  gaps: { clock: string; minutes: number }[]
}

/** Units with the same gaps stand together, so that one roster pattern is read once. */
export function groupHandovers(handovers: PlanPreview['handovers']): HandoverGroup[] {
  const gapsOf = new Map<string, HandoverGroup['gaps']>()
  for (const { bcu, clock, minutesWithoutCrew } of handovers)
    gapsOf.set(bcu, [...(gapsOf.get(bcu) ?? []), { clock, minutes: Math.round(minutesWithoutCrew) }])
  const groups = new Map<string, HandoverGroup>()
  for (const [bcu, unsorted] of gapsOf) {
    const gaps = unsorted.sort((a, b) => minutesAfterStart(a.clock) - minutesAfterStart(b.clock))
    const key = JSON.stringify(gaps)
    groups.set(key, { bcus: [...(groups.get(key)?.bcus ?? []), bcu], gaps })
  }
  return [...groups.values()].sort((a, b) => b.bcus.length - a.bcus.length)
}

/** The force day runs from 07:00 to 07:00. */
const FORCE_DAY_START_MIN = 7 * 60

/** Minutes of a clock time (`HH:MM`) after the force day began. */
export function minutesAfterStart(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return (hours * 60 + minutes - FORCE_DAY_START_MIN + 1440) % 1440
}

/** "A", "A and B", "A, B and C". */
export function spokenList(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}
