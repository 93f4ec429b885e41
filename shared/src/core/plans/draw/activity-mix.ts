import type { Shift } from '../../duties/shift.ts'
import { TIERS, type Hotspot } from '../../hotspots/hotspot.ts'
import { pickWeighted, uniformBetween, type Rng } from '../../random.ts'
import { canCarryOut, DEFAULT_ACTIVITIES, isOpenToAll, type Activity } from '../activities.ts'

/** Shares become integers with this sum at most, since a random choice is made among integers. */
const SHARE_SUM = 1_000_000

/** What crews do at places, ready for the draw. */
export interface ActivityMix {
  list: readonly Activity[]
  /** minutes that a decision counts on for the next stay: an activity of no more fits every place, whoever comes */
  stay: number
  /** mean minutes of a stay, when nothing cuts the choice short */
  meanStay: number
  /**
   * Draws what is done at a place and for how long, among what the crew can do within `most` minutes.
   * With one activity that is one random number; `most` is never below `stay`.
   */
  draw(tour: number, place: number, most: number, rng: Rng): { activity: number; minutes: number }
}

/** Tiers and tours as the mix needs them; the tours in the order of the instance. */
export function createActivityMix(
  hotspots: readonly Hotspot[],
  tours: readonly { shift: Shift }[],
  list: readonly Activity[] = DEFAULT_ACTIVITIES,
): ActivityMix {
  const stayOf = (tier: (typeof TIERS)[number]): number =>
    Math.min(...list.filter((item) => isOpenToAll(item) && item.shares[tier] > 0).map(({ minutes }) => minutes[1]))
  const tiers = Uint8Array.from(hotspots, ({ tier }) => TIERS.indexOf(tier))
  const able = tours.map(({ shift }) => list.map((activity) => canCarryOut(activity, shift)))
  const most = Math.max(...list.flatMap(({ shares }) => TIERS.map((tier) => shares[tier])))
  const shares = TIERS.map((tier) =>
    list.map((activity) => Math.ceil((activity.shares[tier] / most) * (SHARE_SUM / list.length))),
  )
  const options = new Int32Array(list.length)
  return {
    list,
    stay: Math.max(...TIERS.map(stayOf)),
    meanStay: meanStay(hotspots, list),
    draw(tour, place, longest, rng) {
      let activity = 0
      if (list.length > 1) {
        let total = 0
        for (const [index, { minutes }] of list.entries()) {
          const fits = able[tour]![index]! && minutes[1] <= longest
          const share = fits ? shares[tiers[place]!]![index]! : 0
          options[index] = share
          total += share
        }
        activity = pickWeighted(rng, options, total)
      }
      const [from, to] = list[activity]!.minutes
      return { activity, minutes: uniformBetween(rng, from, to) }
    },
  }
}

function meanStay(hotspots: readonly Hotspot[], list: readonly Activity[]): number {
  let minutes = 0
  let visits = 0
  for (const { tier, dosePerDay } of hotspots) {
    const open = list.filter(isOpenToAll)
    const total = open.reduce((sum, { shares }) => sum + shares[tier], 0)
    for (const activity of open) {
      const share = (dosePerDay * activity.shares[tier]) / total
      minutes += (share * (activity.minutes[0] + activity.minutes[1])) / 2
      visits += share
    }
  }
  return visits === 0 ? (list[0]!.minutes[0] + list[0]!.minutes[1]) / 2 : minutes / visits
}
