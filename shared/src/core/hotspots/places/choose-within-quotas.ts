import type { AreaQuota } from './area-quotas.ts'

/**
 * The candidates of highest total value that keep the quotas: at most `top` of them, and in each area no fewer than its least and no
 * more than its most.
 *
 * Candidates come in order of value. Each is taken when its area still lacks places, or when a slot is free that no area lacks and
 * its area is not full. Choices within such limits form a matroid (a laminar one: areas within the whole), on which taking the best
 * that still fits is optimal (Edmonds 1971, "Matroids and the greedy algorithm", Mathematical Programming 1). An area that has too
 * few candidates gives all that it has, and the slots kept for it go to the others.
 *
 * @param candidates how many there are; 0 is the one of highest value
 * @param areaOf area of a candidate; asked in order, and no further than needed
 * @returns indexes in order of value
 */
export function chooseWithinQuotas(
  candidates: number,
  areaOf: (candidate: number) => string,
  top: number,
  quotas: readonly AreaQuota[],
): number[] {
  const least = new Map(quotas.map((quota) => [quota.area, quota.least ?? 0]))
  const most = new Map(quotas.map((quota) => [quota.area, quota.most ?? Infinity]))
  for (;;) {
    const { chosen, lacking } = takeInOrder(candidates, areaOf, top, least, most)
    if (lacking.size === 0) return chosen
    for (const [area, missing] of lacking) least.set(area, least.get(area)! - missing)
  }
}

function takeInOrder(
  candidates: number,
  areaOf: (candidate: number) => string,
  top: number,
  least: ReadonlyMap<string, number>,
  most: ReadonlyMap<string, number>,
): { chosen: number[]; lacking: Map<string, number> } {
  const lacking = new Map([...least].filter(([, count]) => count > 0))
  const room = new Map(most)
  let free = top - [...lacking.values()].reduce((sum, count) => sum + count, 0)
  const chosen: number[] = []
  for (let i = 0; i < candidates && (free > 0 || lacking.size > 0); i++) {
    const area = areaOf(i)
    const missing = lacking.get(area) ?? 0
    const left = room.get(area) ?? Infinity
    if (left === 0 || (missing === 0 && free === 0)) continue
    chosen.push(i)
    room.set(area, left - 1)
    if (missing === 0) free -= 1
    else if (missing === 1) lacking.delete(area)
    else lacking.set(area, missing - 1)
  }
  return { chosen, lacking }
}
