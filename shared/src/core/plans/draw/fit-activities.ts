import { TIERS } from '../../hotspots/hotspot.ts'
import type { BcuInstance } from './bcu-instance.ts'
import type { Mechanism } from './mechanism.ts'
import type { DrawnVisit } from './simulate.ts'

/** Damping, and how much of the earlier rounds' counts is kept: as for the other controls of the mechanism. */
const STEP = 0.7
const MEMORY = 0.6
/** Visits that a part counts for besides what was seen of it, so that a rare activity does not swing. */
const PRIOR_VISITS = 3
/**
 * Most by which an activity may be pulled: where few crews can do it, those do at most about so many times its part of their
 * visits. Beyond it the mix is what crews allow, since a crew that does one thing only would be known by it.
 */
const MOST_PULL = 6

/** Fits how often each activity is chosen, so that all visits to the places of a tier have the tier's mix. */
export interface ActivityFit {
  /** One round: takes in what the runs show and corrects `mechanism.activityPulls`. */
  correct(mechanism: Mechanism, runs: readonly (readonly DrawnVisit[])[]): void
}

/** @returns undefined where there is one activity */
export function createActivityFit({ activities }: BcuInstance): ActivityFit | undefined {
  const { choice, list } = activities
  if (choice === undefined) return undefined
  const { tiers, parts } = choice
  const seen = new Float64Array(parts.length)
  return {
    correct(mechanism, runs) {
      for (let at = 0; at < seen.length; at++) seen[at]! *= MEMORY
      for (const run of runs) for (const { place, activity } of run) seen[tiers[place]! * list.length + activity]! += 1
      for (let tier = 0; tier < TIERS.length; tier++) {
        const row = tier * list.length
        const visits = seen.subarray(row, row + list.length).reduce((sum, count) => sum + count, 0)
        for (let at = row; at < row + list.length; at++) {
          const wanted = parts[at]! * visits
          const ratio = (wanted + PRIOR_VISITS) / (seen[at]! + PRIOR_VISITS)
          const pull = mechanism.activityPulls[at]! * ratio ** STEP
          mechanism.activityPulls[at] = Math.min(MOST_PULL, Math.max(1 / MOST_PULL, pull))
        }
      }
    },
  }
}
