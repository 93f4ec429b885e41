import type { PatrolWindow } from './plan.ts'

/**
 * One entry for each visit to a place: windows with the same place, start, end and activity are one visit of several crews.
 *
 * @returns in the order of each visit's first window, which stands for all of them, with the number of crews
 */
export function joinWindows<T extends Pick<PatrolWindow, 'hotspotId' | 'start' | 'end' | 'activity'>>(
  windows: readonly T[],
): { window: T; crews: number }[] {
  const visits = new Map<string, { window: T; crews: number }>()
  for (const window of windows) {
    const { hotspotId, start, end, activity } = window
    const name = JSON.stringify([hotspotId, start, end, activity])
    const known = visits.get(name)
    if (known === undefined) visits.set(name, { window, crews: 1 })
    else known.crews += 1
  }
  return [...visits.values()]
}
