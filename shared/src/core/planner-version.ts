/** Part of every inputs hash and ranking: raised whenever the same input (and key) would give another ranking or plan. */
export const PLANNER_VERSION = '0.5.0'
