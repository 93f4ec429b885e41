import type { Plan } from '@planner/shared/schemas'
import { readOneOf, readText } from './search-params.ts'

/** What the plan screen shows, as the address holds it. */
export interface PlanSearch {
  day?: string | undefined
  bcu?: string | undefined
  /** id of the selected tour */
  tour?: string | undefined
  map?: string | undefined
  view?: 'map' | undefined
  /** the plan as a whole instead of one day of it */
  part?: 'whole' | undefined
}

/** The day that is shown: the one asked for when the plan has it, else today, else the plan's first. */
export function shownDay(plan: Pick<Plan, 'startDay' | 'byDay'>, asked: string | undefined, today: string): string {
  const has = (day: string | undefined): day is string => plan.byDay.some((item) => item.day === day)
  if (has(asked)) return asked
  return has(today) ? today : plan.startDay
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A local date as the API takes it, or undefined. */
export function readDay(values: Record<string, unknown>, key: string): string | undefined {
  const text = readText(values, key)
  return text !== undefined && DAY.test(text) ? text : undefined
}

/** Read an address; what it does not know it drops. */
export const readPlanSearch = (values: Record<string, unknown>): PlanSearch => ({
  day: readDay(values, 'day'),
  bcu: readText(values, 'bcu'),
  tour: readText(values, 'tour'),
  map: readText(values, 'map'),
  view: readOneOf(values, 'view', ['map'] as const),
  part: readOneOf(values, 'part', ['whole'] as const),
})
