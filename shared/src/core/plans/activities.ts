import { DomainError } from '../errors.ts'
import { TIERS, type Tier } from '../hotspots/hotspot.ts'

/** What the planner fills a tour with unless an operation gives a mix of its own (DESIGN 9). */
export const HIGH_VISIBILITY_PATROL = 'high-visibility-patrol'

/** Longest stay that an activity may ask for, minutes: a tour must still hold the way there and back. */
const LONGEST_STAY = 240
/** Most crews that one activity may bring together: more is an operation of its own, with a commander and a plan by hand. */
export const MOST_CREWS = 4
/** Most activities and most skills of one: both are bits of an integer in the draw. */
const MOST_ACTIVITIES = 24
const MOST_SKILLS = 16

/** Something that one or several crews do together at a place, as a force writes it down. */
export interface Activity {
  id: string
  /** shortest and longest stay, whole minutes, both included; all crews of a visit stay equally long */
  minutes: readonly [number, number]
  /** crews that must be there together, from the first minute to the last: 1 to MOST_CREWS */
  crews: number
  /** at least one of the crews present must be a sergeant's */
  needsSergeant?: boolean
  /** each of these must be had by at least one of the crews present; it need not be the same crew */
  skills?: readonly string[]
  /** parts of the visits to places of each tier; only their ratio counts, and a visit of several crews is one visit */
  shares: Readonly<Record<Tier, number>>
}

/** 12-16 minutes by one crew: 11-15 did best, 10-16 is the range of the evidence [KOP1]. */
export const DEFAULT_ACTIVITIES: readonly Activity[] = [
  { id: HIGH_VISIBILITY_PATROL, minutes: [12, 16], crews: 1, shares: { A: 1, B: 1, C: 1 } },
]

/**
 * @throws {DomainError} INVALID_INPUT naming the activity that cannot be planned and why. Whether a roster has the crews for
 * an activity is no question here: where it has not, the rest of the mix takes its place.
 */
export function checkActivities(activities: readonly Activity[]): void {
  const refuse = (message: string): never => {
    throw new DomainError('INVALID_INPUT', message)
  }
  if (activities.length === 0) refuse('The list of activities is empty; leave it out for high-visibility patrol alone.')
  if (activities.length > MOST_ACTIVITIES)
    refuse(`There are ${activities.length} activities; ${MOST_ACTIVITIES} are the most.`)
  const ids = new Set<string>()
  for (const { id, minutes, crews, skills = [], shares } of activities) {
    if (id === '') refuse('An activity has an empty id.')
    if (ids.has(id)) refuse(`Two activities have the id "${id}"; each needs its own.`)
    ids.add(id)
    const [from, to] = minutes
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 1 || to < from || to > LONGEST_STAY)
      refuse(`Activity "${id}" lasts ${from}-${to} min; give whole minutes from 1 to ${LONGEST_STAY}, the least first.`)
    if (!Number.isInteger(crews) || crews < 1 || crews > MOST_CREWS)
      refuse(`Activity "${id}" needs ${crews} crews at once; give a whole number from 1 to ${MOST_CREWS}.`)
    if (skills.length > MOST_SKILLS)
      refuse(`Activity "${id}" needs ${skills.length} skills; ${MOST_SKILLS} are the most.`)
    for (const tier of TIERS)
      if (!Number.isFinite(shares[tier]) || shares[tier] < 0)
        refuse(`Activity "${id}" has the share ${shares[tier]} for tier ${tier}; it must be a number from 0.`)
  }
  for (const tier of TIERS)
    if (!activities.some(({ shares }) => shares[tier] > 0))
      refuse(`No activity has a share above 0 for tier ${tier}, so that its places could not be visited.`)
}
