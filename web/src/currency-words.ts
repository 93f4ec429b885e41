import type { IncidentSummary } from '@planner/shared/schemas'
import { formatDay, formatMoment } from './format.ts'

/** How current the data is, in one line; days are local, the moment is on the force's own clock. */
export function currencyInWords(
  { lastDay, completeTo, completeToReason, newestImport }: IncidentSummary,
  timezone: string,
): string {
  if (lastDay === null) return 'No incidents loaded yet'
  const parts = [
    `Incidents to ${formatDay(lastDay)}`,
    ...(completeTo !== null
      ? [`complete to ${formatDay(completeTo)}`]
      : completeToReason !== null
        ? ['to which day complete is not known']
        : []),
    ...(newestImport === null ? [] : [`loaded ${formatMoment(newestImport.at, timezone)} by ${newestImport.by}`]),
  ]
  return `${parts.join('; ')}.`
}
