import { HIGH_VISIBILITY_PATROL, type Activity } from './activities.ts'

/**
 * What a force's own list starts from; all of it is a starting point to be edited. A share of 0 in every tier is planned by
 * hand, never drawn.
 */
export const ACTIVITY_TEMPLATES: readonly Activity[] = [
  { id: HIGH_VISIBILITY_PATROL, minutes: [12, 16], crews: 1, shares: { A: 7, B: 8, C: 9 } },
  { id: 'community-engagement', minutes: [15, 30], crews: 1, shares: { A: 1, B: 1, C: 1 } },
  { id: 'weapons-sweep', minutes: [15, 25], crews: 1, skills: ['search'], shares: { A: 1, B: 0.5, C: 0 } },
  { id: 'problem-solving-visit', minutes: [20, 40], crews: 1, needsSergeant: true, shares: { A: 1, B: 0.5, C: 0 } },
  {
    id: 'knife-search-operation',
    minutes: [30, 60],
    crews: 2,
    needsSergeant: true,
    skills: ['search'],
    shares: { A: 0, B: 0, C: 0 },
  },
]
