import type { RankingPreview } from '@planner/shared/schemas'

/** What would change in one borough against the newest ranking. */
export interface AreaChanges {
  area: string
  bcu: string
  /** places there would be */
  places: number
  kept: number
  added: number
  dropped: number
}

type Given = Pick<RankingPreview, 'changes' | 'byArea'> & {
  hotspots: readonly Pick<RankingPreview['hotspots'][number], 'id' | 'area'>[]
}

/** Kept, added and dropped places by borough, those with the most changes first; no changes where there is nothing to compare with. */
export function changesByArea({ hotspots, changes, byArea }: Given): AreaChanges[] {
  const rows = new Map<string, AreaChanges>()
  const rowOf = (area: string): AreaChanges => {
    const found = rows.get(area)
    if (found !== undefined) return found
    const row = { area, bcu: byArea.find((item) => item.area === area)?.bcu ?? '', places: 0, kept: 0, added: 0, dropped: 0 }
    rows.set(area, row)
    return row
  }
  const added = new Set(changes?.added)
  for (const { id, area } of hotspots) {
    const row = rowOf(area)
    row.places += 1
    if (changes === null) continue
    row[added.has(id) ? 'added' : 'kept'] += 1
  }
  for (const { area } of changes?.dropped ?? []) rowOf(area).dropped += 1
  return [...rows.values()].sort(
    (a, b) => b.added + b.dropped - (a.added + a.dropped) || b.places - a.places || a.area.localeCompare(b.area, 'en-GB'),
  )
}
