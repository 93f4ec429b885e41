import type { Shift } from '../../duties/shift.ts'
import { TIERS, type Hotspot } from '../../hotspots/hotspot.ts'
import { DEFAULT_ACTIVITIES, type Activity } from '../activities.ts'

/** A tour as the mix needs it; on duty from `dutyStart` until `dutyEnd`, minutes of the plan's clock. */
interface MixTour {
  shift: Pick<Shift, 'skills' | 'sergeant'>
  dutyStart: number
  dutyEnd: number
  inPeriod: boolean
}

/** What crews do at places, ready for the draw. */
export interface ActivityMix {
  list: readonly Activity[]
  /** undefined: one activity that every crew does alone, so that there is nothing to choose */
  choice: ActivityChoice | undefined
  /** longest stay of the shortest activity: with less time left than that nothing can be done anywhere */
  stay: number
  /** mean minutes of one crew's stay, and mean crews of one visit to a place, when all is done that some tour can do */
  meanStay: number
  crewsPerVisit: number
  /** The time that a crew, by index, must have for a visit to a place; Infinity where it can do nothing that is wanted there. */
  leastStay(tour: number, place: number): number
  /** Numbers that are the same for two crews, by index, exactly if the list cannot tell them apart. */
  abilityOf(tour: number): number[]
}

/** Who can do what where. Sets of activities and of needs are bits of an integer. */
export interface ActivityChoice {
  /** by place */
  tiers: Uint8Array
  /** tiers x list: part of the visits to places of the tier; activities that no tour of the plan can do have none */
  parts: Float64Array
  /** by tour: activities that it can do, alone or together with tours that are on duty at the same time */
  able: Int32Array
  /** by activity: all that its crews together must have */
  needs: Int32Array
  /** tours x list: what a tour's crew has of that */
  offers: Int32Array
}

/** The tours in the order of the instance, by `dutyStart`. */
export function createActivityMix(
  hotspots: readonly Hotspot[],
  tours: readonly MixTour[],
  list: readonly Activity[] = DEFAULT_ACTIVITIES,
): ActivityMix {
  const stay = Math.min(...list.map(({ minutes }) => minutes[1]))
  const [only] = list
  if (list.length === 1 && only!.crews === 1 && needsOf(only!).length === 0)
    return {
      list,
      choice: undefined,
      stay,
      ...findMeans(
        hotspots,
        list,
        Float64Array.from(TIERS, () => 1),
      ),
      leastStay: () => stay,
      abilityOf: () => [],
    }
  const choice = createChoice(hotspots, tours, list)
  return {
    list,
    choice,
    stay,
    ...findMeans(hotspots, list, choice.parts),
    leastStay(tour, place) {
      let least = Number.POSITIVE_INFINITY
      for (const [index, { minutes }] of list.entries())
        if ((choice.able[tour]! >> index) & 1 && choice.parts[choice.tiers[place]! * list.length + index]! > 0)
          least = Math.min(least, minutes[1])
      return least
    },
    abilityOf: (tour) => [choice.able[tour]!, ...choice.offers.subarray(tour * list.length, (tour + 1) * list.length)],
  }
}

/** What an activity asks of its crews together: a sergeant is `null`, all else are skills. */
function needsOf({ needsSergeant, skills = [] }: Activity): (string | null)[] {
  return [...(needsSergeant === true ? [null] : []), ...new Set(skills)]
}

function createChoice(
  hotspots: readonly Hotspot[],
  tours: readonly MixTour[],
  list: readonly Activity[],
): ActivityChoice {
  const needs = Int32Array.from(list, (activity) => (1 << needsOf(activity).length) - 1)
  const offers = new Int32Array(tours.length * list.length)
  for (const [tour, { shift }] of tours.entries())
    for (const [index, activity] of list.entries())
      for (const [bit, need] of needsOf(activity).entries())
        if (need === null ? shift.sergeant === true : shift.skills?.includes(need) === true)
          offers[tour * list.length + index]! |= 1 << bit
  const able = new Int32Array(tours.length)
  for (const [tour, { dutyStart, dutyEnd, inPeriod }] of tours.entries()) {
    if (!inPeriod) continue
    const together: number[] = []
    for (const [other, { dutyStart: from, dutyEnd: to, inPeriod: isOut }] of tours.entries())
      if (isOut && from < dutyEnd && dutyStart < to) together.push(other)
    for (const [index, { crews }] of list.entries()) {
      const all = (crews === 1 ? [tour] : together).map((other) => offers[other * list.length + index]!)
      const isMet = all.reduce((met, offer) => met | offer, 0) === needs[index]
      if (all.length >= crews && isMet) able[tour]! |= 1 << index
    }
  }
  const possible = able.reduce((any, mask) => any | mask, 0)
  const parts = new Float64Array(TIERS.length * list.length)
  for (const [tier, name] of TIERS.entries()) {
    const shares = list.map((activity, index) => ((possible >> index) & 1 ? activity.shares[name] : 0))
    const total = shares.reduce((sum, share) => sum + share, 0)
    if (total > 0)
      parts.set(
        shares.map((share) => share / total),
        tier * list.length,
      )
  }
  return { tiers: Uint8Array.from(hotspots, ({ tier }) => TIERS.indexOf(tier)), parts, able, needs, offers }
}

/** @param parts tiers x list */
function findMeans(
  hotspots: readonly Hotspot[],
  list: readonly Activity[],
  parts: Float64Array,
): Pick<ActivityMix, 'meanStay' | 'crewsPerVisit'> {
  let minutes = 0
  let crewVisits = 0
  let visits = 0
  for (const { tier, dosePerDay } of hotspots)
    for (const [index, { minutes: range, crews }] of list.entries()) {
      const share = dosePerDay * parts[TIERS.indexOf(tier) * list.length + index]!
      minutes += (share * crews * (range[0] + range[1])) / 2
      crewVisits += share * crews
      visits += share
    }
  if (visits === 0) return { meanStay: (list[0]!.minutes[0] + list[0]!.minutes[1]) / 2, crewsPerVisit: 1 }
  return { meanStay: minutes / crewVisits, crewsPerVisit: crewVisits / visits }
}
