import type { LatLng } from '../geo.ts'

export const TEAM_KINDS = ['response', 'neighbourhood', 'town-centre', 'taskforce', 'other'] as const
export type TeamKind = (typeof TEAM_KINDS)[number]

/** One crew's rostered tour. Times are `utcMin`, half-open [start, end); durations are minutes. */
export interface Shift {
  id: string
  teamId: string
  bcu: string
  start: number
  end: number
  base: LatLng
  /** Refreshments: how long, and the span in which they must wholly lie. 0 minutes: none. */
  breakMinutes: number
  breakFrom: number
  breakTo: number
  crewId: string | null
  callSign: string | null
  teamKind: TeamKind
  crewSize: number | null
  briefingMinutes: number
  bookOffMinutes: number
  /** most visits in the tour; null: no limit */
  maxVisits: number | null
  /** what the crew can do beyond patrol, and whether a sergeant leads it; for activities that ask for it */
  skills?: readonly string[]
  sergeant?: boolean
}
