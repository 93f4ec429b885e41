import { DomainError } from '../errors.ts'
import { TIERS, type Tier } from '../hotspots/hotspot.ts'

/** What the planner fills a tour with unless an operation gives a mix of its own (DESIGN 9). */
export const HIGH_VISIBILITY_PATROL = 'high-visibility-patrol'

/** Longest stay that an activity may ask for, minutes: a tour must still hold the way there and back. */
const LONGEST_STAY = 240

/** Something a crew does at a place, as a force writes it down. */
export interface Activity {
  id: string
  /** shortest and longest stay, whole minutes, both included */
  minutes: readonly [number, number]
  /** crews that must be there together; only 1 can be planned */
  crews: number
  /** only tours of a sergeant's crew may be given it */
  needsSergeant?: boolean
  /** only tours whose crew has all of these may be given it */
  skills?: readonly string[]
  /** parts of the visits to places of each tier; only their ratio counts */
  shares: Readonly<Record<Tier, number>>
}

/** 12-16 minutes by one crew: 11-15 did best, 10-16 is the range of the evidence [KOP1]. */
export const DEFAULT_ACTIVITIES: readonly Activity[] = [
  { id: HIGH_VISIBILITY_PATROL, minutes: [12, 16], crews: 1, shares: { A: 1, B: 1, C: 1 } },
]

/** true for an activity that every crew can carry out. */
export function isOpenToAll({ needsSergeant, skills }: Activity): boolean {
  return needsSergeant !== true && (skills === undefined || skills.length === 0)
}

/** true when a crew with these skills, with or without a sergeant, can carry the activity out. */
export function canCarryOut(
  { needsSergeant, skills }: Activity,
  crew: { skills?: readonly string[]; sergeant?: boolean },
): boolean {
  if (needsSergeant === true && crew.sergeant !== true) return false
  return (skills ?? []).every((skill) => crew.skills?.includes(skill) === true)
}

/**
 * @throws {DomainError} INVALID_INPUT naming the activity that cannot be planned and why. Activities of several crews are
 * refused: nothing here can bring two crews to one place at one minute without breaking their tours.
 */
export function checkActivities(activities: readonly Activity[]): void {
  const refuse = (message: string): never => {
    throw new DomainError('INVALID_INPUT', message)
  }
  if (activities.length === 0) refuse('The list of activities is empty; leave it out for high-visibility patrol alone.')
  const ids = new Set<string>()
  for (const { id, minutes, crews, shares } of activities) {
    if (id === '') refuse('An activity has an empty id.')
    if (ids.has(id)) refuse(`Two activities have the id "${id}"; each needs its own.`)
    ids.add(id)
    const [from, to] = minutes
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 1 || to < from || to > LONGEST_STAY)
      refuse(`Activity "${id}" lasts ${from}-${to} min; give whole minutes from 1 to ${LONGEST_STAY}, the least first.`)
    if (crews !== 1)
      refuse(
        `Activity "${id}" needs ${crews} crews at once. Only activities of one crew can be planned; plan it by hand.`,
      )
    for (const tier of TIERS)
      if (!Number.isFinite(shares[tier]) || shares[tier] < 0)
        refuse(`Activity "${id}" has the share ${shares[tier]} for tier ${tier}; it must be a number from 0.`)
  }
  // A place must always have something that whoever is near can do; else its visits would give away who is on tour.
  for (const tier of TIERS)
    if (!activities.some((activity) => isOpenToAll(activity) && activity.shares[tier] > 0))
      refuse(`No activity for tier ${tier} is open to every crew; give one that needs neither sergeant nor skills.`)
}
