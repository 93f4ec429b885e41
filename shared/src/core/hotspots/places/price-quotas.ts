import type { AreaQuota, QuotaOutcome } from './area-quotas.ts'
import { choosePlaces, type Place, type PlaceCandidates } from './choose-places.ts'
import type { PlaceGround } from './place-ground.ts'

/**
 * What became of each quota, and its price: the ranking without it, the others kept, less the ranking with it. The price is in expected
 * incidents whatever places are ranked by; where they are ranked by harm a quota can bring incidents, and its price is 0.
 *
 * @param places those chosen under all quotas
 * @param exposureDays days of the horizon, at the level of its season
 */
export function priceQuotas(
  quotas: readonly AreaQuota[],
  places: readonly Place[],
  candidates: PlaceCandidates,
  { areaOf }: Pick<PlaceGround, 'areaOf'>,
  top: number,
  exposureDays: number,
): QuotaOutcome[] {
  const countIn = (some: readonly Place[], area: string): number =>
    some.filter((place) => areaOf(place.cells) === area).length
  const expected = (some: readonly Place[]): number => some.reduce((sum, { perDay }) => sum + perDay, 0) * exposureDays
  return quotas.map((quota) => {
    const others = quotas.filter((other) => other !== quota)
    const without = choosePlaces(candidates, top, others)
    return {
      area: quota.area,
      least: quota.least ?? null,
      most: quota.most ?? null,
      chosen: countIn(places, quota.area),
      without: countIn(without, quota.area),
      price: Math.max(0, expected(without) - expected(places)),
    }
  })
}
