import type { RankingPreview } from '@planner/shared/schemas'
import type { Membership } from './ranking-comparison.ts'

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
    const row = {
      area,
      bcu: byArea.find((item) => item.area === area)?.bcu ?? '',
      places: 0,
      kept: 0,
      added: 0,
      dropped: 0,
    }
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
    (a, b) =>
      b.added + b.dropped - (a.added + a.dropped) || b.places - a.places || a.area.localeCompare(b.area, 'en-GB'),
  )
}

/** A place on the preview's map and in its list. */
export interface PreviewPlace {
  id: string
  /** null: dropped */
  rank: number | null
  name: string
  area: string
  lat: number
  lng: number
  tier: RankingPreview['hotspots'][number]['tier'] | undefined
  /** undefined where there is nothing to compare with */
  mark: Membership | undefined
  /** undefined for what is dropped */
  figures: { observed: number; expected: number } | undefined
}

/** The places of a preview in their order, then those that the newest ranking has and the preview has not. */
export function previewPlaces({ hotspots, changes }: Pick<RankingPreview, 'hotspots' | 'changes'>): PreviewPlace[] {
  const added = new Set(changes?.added)
  const chosen = hotspots.map(({ id, rank, name, area, lat, lng, tier, observed, expected }): PreviewPlace => {
    const mark = changes === null ? undefined : added.has(id) ? 'here' : 'both'
    return { id, rank, name, area, lat, lng, tier, mark, figures: { observed, expected } }
  })
  const ids = new Set(chosen.map(({ id }) => id))
  const dropped = (changes?.dropped ?? [])
    .filter(({ id }) => !ids.has(id))
    .map(({ id, name, area, lat, lng }): PreviewPlace => ({
      id,
      rank: null,
      name,
      area,
      lat,
      lng,
      tier: undefined,
      mark: 'ours',
      figures: undefined,
    }))
  return [...chosen, ...dropped]
}
