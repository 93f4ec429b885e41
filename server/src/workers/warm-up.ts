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
 * Ranks once as of the end of the data, by incidents and harm and with a theme by the hour, and throws the answers away: what every ranking
 * of these incidents asks of the ground and of the clock is then known, and the code is compiled, before anybody moves a setting.
 */
export function warmUp({ incidents, areas, labels, timezone }: WarmUpData): void {
  const [first] = SHIPPED_THEMES.filter(({ hours }) => hours.length > 0)
  const asOfDay = lastDay(incidents) + 1
  for (const theme of [undefined, first]) {
    const options = { ...DEFAULT_RANK_OPTIONS, asOfDay, timezone, rankBy: 'combined' as const }
    try {
      previewRanking(
        { incidents, areas, labels, options: theme === undefined ? options : { ...options, theme } },
        undefined,
      )
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
