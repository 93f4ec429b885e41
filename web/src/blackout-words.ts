import type { HotspotSummary } from '@planner/shared/schemas'
import { formatDay } from './format.ts'
import { LABELS } from './labels.ts'

/** The place of a blackout; one that the ranking no longer has is named by its id. */
export function placeName(
  hotspotId: string | null,
  hotspots: readonly Pick<HotspotSummary, 'id' | 'name' | 'area'>[],
): string {
  if (hotspotId === null) return LABELS.everywhere
  const place = hotspots.find(({ id }) => id === hotspotId)
  return place === undefined ? hotspotId : place.area === '' ? place.name : `${place.name}, ${place.area}`
}

/** "3 Jun, 10:00 to 14:00"; the second day only where it is another one. */
export function blackoutSpan({ from, to }: { from: string; to: string }): string {
  const [fromDay, toDay] = [from.slice(0, 10), to.slice(0, 10)]
  const end = fromDay === toDay ? to.slice(11, 16) : `${formatDay(toDay, 'short')}, ${to.slice(11, 16)}`
  return `${formatDay(fromDay, 'short')}, ${from.slice(11, 16)} to ${end}`
}
