import type { Ranking } from '@planner/shared/schemas'
import { addDays, formatDay, formatShare, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'

interface HotspotsSummaryProps {
  ranking: Ranking
  /** whether all that is known of it stands beside the list */
  isOpen: boolean
  onToggle: () => void
}

/** What the list rests on, in a few lines; the whole of it is one click away. */
export function HotspotsSummary({ ranking, isOpen, onToggle }: HotspotsSummaryProps) {
  const { meta, fade } = ranking
  return (
    <div className="stack-tight">
      {meta.theme !== undefined && (
        <p className="small">
          <strong>{meta.theme.name}</strong>
          {meta.theme.isProxy && <span className="proxy">{LABELS.proxy}</span>}
        </p>
      )}
      <p className="muted small">
        {plural(ranking.hotspotCount, 'place')} from {plural(meta.incidentsInWindow, 'incident')} recorded{' '}
        {formatDay(meta.windowFrom, 'short')} to {formatDay(addDays(meta.windowTo, -1))}. Expected:{' '}
        {formatDay(meta.horizonFrom, 'short')} to {formatDay(addDays(meta.horizonTo, -1))}.
        {fade?.share != null && <> About {formatShare(fade.share)} of what was recorded would fade by itself.</>}{' '}
        <button type="button" className="disclosure-button" aria-expanded={isOpen} onClick={onToggle}>
          About this ranking
        </button>
      </p>
    </div>
  )
}
