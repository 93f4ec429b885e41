import { HIGH_VISIBILITY_PATROL, type Activity } from './activities.ts'

/**
 * What a force's own list starts from, the same as `examples/activities.json`; all of it is there to be edited.
 *
 * Only the minutes of the high-visibility patrol have a trial behind them [KOP1]. Talking with people is what the trial of
 * procedural justice in hot spots taught [PJ], and work on the causes beside patrol is what guidance asks for [COL1]: hence
 * engagement and problem solving. Their minutes, all that the two searches say, and every share are working assumptions.
 */
export const ACTIVITY_TEMPLATES: readonly Activity[] = [
  { id: HIGH_VISIBILITY_PATROL, minutes: [12, 16], crews: 1, shares: { A: 14, B: 16, C: 18 } },
  // For weapons hidden in the open: one crew searches, the other keeps the place safe.
  { id: 'weapons-sweep', minutes: [15, 25], crews: 2, shares: { A: 2, B: 1, C: 0 } },
  { id: 'knife-search-operation', minutes: [30, 60], crews: 2, needsSergeant: true, shares: { A: 1, B: 0, C: 0 } },
  { id: 'community-engagement', minutes: [15, 30], crews: 1, shares: { A: 2, B: 2, C: 2 } },
  { id: 'problem-solving-visit', minutes: [20, 40], crews: 1, needsSergeant: true, shares: { A: 1, B: 1, C: 0 } },
]
