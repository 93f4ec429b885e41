import type { Import } from '@planner/shared/schemas'
import { formatCount, plural } from '../../format.ts'

export interface ZoneChange {
  /** IANA name of the zone to come */
  to: string
  /** that are loaded */
  incidents: number
  imports: readonly Pick<Import, 'status' | 'timezone' | 'added' | 'updated' | 'unchanged'>[]
  rosters: number
}

/** What another time zone of the force does to what is loaded, and what it does not do, in sentences; none where nothing is loaded. */
export function zoneChangeInWords({ to, incidents, imports, rosters }: ZoneChange): string[] {
  if (incidents === 0 && rosters === 0) return []
  const others = imports.filter(
    ({ status, timezone, added, updated, unchanged }) =>
      status === 'completed' && timezone !== to && added + updated + unchanged > 0,
  )
  const zones = [...new Set(others.map(({ timezone }) => timezone))].toSorted()
  return [
    ...(incidents === 0
      ? []
      : [
          `${plural(incidents, 'incident')} ${incidents === 1 ? 'keeps the instant that it was' : 'keep the instants that they were'} read as; from now on the clock of ${to} says which day and hour that is.`,
        ]),
    ...(incidents === 0 || others.length === 0
      ? []
      : [
          `${plural(others.length, 'file')} ${others.length === 1 ? 'was' : 'were'} read by the clock of ${zones.join(' and ')}, and nothing of that changes. Where the times in a file are local to ${to}, take its load back and load it again.`,
        ]),
    ...(rosters === 0
      ? []
      : [
          `The tours of ${formatCount(rosters)} ${rosters === 1 ? 'roster' : 'rosters'} stay as well. Where they were written for ${to}, load the roster again.`,
        ]),
    'Rankings and plans that exist keep their clock: rank again before you plan.',
  ]
}
