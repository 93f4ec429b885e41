import {
  DEFAULT_RANK_OPTIONS,
  DomainError,
  MINUTES_PER_DAY,
  previewRanking,
  SHIPPED_THEMES,
  type Area,
  type IncidentColumns,
  type PlaceLabel,
} from '@planner/shared/core'

/** The data that a thread has just read. */
interface WarmUpData {
  incidents: IncidentColumns
  areas: readonly Area[]
  labels: readonly PlaceLabel[]
  timezone: string
}

/**
 * Ranks as of the end of the data, with each theme and last without one, by incidents and harm, and throws the answers away: what every ranking
 * of these incidents asks of the ground and of the clock is then known, and the code is compiled, before anybody moves a setting.
 */
export function warmUp({ incidents, areas, labels, timezone }: WarmUpData): void {
  const plain = { ...DEFAULT_RANK_OPTIONS, asOfDay: lastDay(incidents) + 1, timezone }
  const themed = SHIPPED_THEMES.map((theme) => ({ ...plain, theme }))
  for (const options of [...themed, { ...plain, rankBy: 'combined' as const }]) {
    try {
      previewRanking({ incidents, areas, labels, options }, undefined)
    } catch (error) {
      // Data that nothing can be ranked from is refused when somebody asks.
      if (!(error instanceof DomainError)) throw error
    }
  }
}

function lastDay({ occurredFrom }: IncidentColumns): number {
  let last = 0
  for (let i = 0; i < occurredFrom.length; i++) last = Math.max(last, occurredFrom[i]!)
  return Math.floor(last / MINUTES_PER_DAY)
}
