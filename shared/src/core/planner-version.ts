/** Part of every inputs hash: raised whenever the same inputs and key would give another plan. */
export const PLANNER_VERSION = '0.3.0'
