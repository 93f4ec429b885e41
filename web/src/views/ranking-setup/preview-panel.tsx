import type { Ranking, RankingPreview } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { areasQuery, outlinesQuery } from '../../api/queries.ts'
import { MapPanel } from '../../components/map-panel.tsx'
import { LABELS } from '../../labels.ts'
import { outlineBounds, type PlaceOutlines } from '../../map/layers/hotspots.ts'
import { changesInWords } from '../../ranking-words.ts'
import { previewPlaces, type PreviewPlace } from '../../state/ranking-changes.ts'
import { MapLegend, TierLegend } from '../../components/map-legends.tsx'
import { ChangesByArea, PreviewPlaces } from './preview-list.tsx'

interface PreviewPanelProps {
  answer: RankingPreview | undefined
  /** the ranking there was when the screen was opened */
  before: Ranking | undefined
  /** why there is no answer yet */
  waiting: string
}

/** What the settings would do: in one sentence, on a map, and by borough or place by place. */
export function PreviewPanel({ answer, before, waiting }: PreviewPanelProps) {
  const { data: areas } = useQuery(areasQuery)
  const compared = answer?.changes?.rankingId
  const { data: outlinesBefore } = useQuery({ ...outlinesQuery(compared ?? ''), enabled: compared !== undefined })
  const [selected, setSelected] = useState<string>()
  const [hovered, setHovered] = useState<string>()
  const [listed, setListed] = useState<'boroughs' | 'places'>('boroughs')
  const places = useMemo(() => (answer === undefined ? [] : previewPlaces(answer)), [answer])
  const ground = useMemo(
    () => groundOf(places, [...(answer?.outlines.features ?? []), ...(outlinesBefore?.features ?? [])]),
    [places, answer, outlinesBefore],
  )
  const place = places.find(({ id }) => id === (hovered ?? selected))
  return (
    <>
      <section className="preview-map" aria-label="Map of what would be ranked">
        <MapPanel
          label="Map of the places that would be ranked. Arrow keys move it, plus and minus zoom. The list has the same places."
          areas={areas}
          hotspots={places}
          outlines={ground}
          visible={null}
          selected={selected}
          hovered={hovered}
          camera={undefined}
          selectionBounds={selected === undefined ? undefined : outlineBounds(ground, selected)}
          onCamera={() => undefined}
          onSelect={setSelected}
          onHover={setHovered}
        >
          {answer?.changes == null ? <TierLegend /> : <MapLegend labels={CHANGE_LABELS} />}
          {place !== undefined && <p className="hover-tip">{place.name}</p>}
        </MapPanel>
      </section>
      <section className="preview-list" aria-labelledby="preview-title">
        <div className="preview-head">
          <h2 id="preview-title">What would change</h2>
          <p className="setup-answer" aria-live="polite">
            {answer === undefined ? waiting : changesInWords(answer, before)}
          </p>
          <div className="segmented" role="group" aria-label="Shown as">
            {(['boroughs', 'places'] as const).map((part) => (
              <button
                key={part}
                type="button"
                data-selected={part === listed || undefined}
                aria-pressed={part === listed}
                onClick={() => setListed(part)}
              >
                {part === 'boroughs' ? `By ${LABELS.area.toLowerCase()}` : 'Place by place'}
              </button>
            ))}
          </div>
        </div>
        <div className="preview-scroll">
          {answer !== undefined && listed === 'boroughs' && <ChangesByArea answer={answer} />}
          {answer !== undefined && listed === 'places' && (
            <PreviewPlaces places={places} selected={selected} onSelect={setSelected} />
          )}
        </div>
      </section>
    </>
  )
}

const CHANGE_LABELS = { both: LABELS.changes.kept, here: LABELS.changes.added, ours: LABELS.changes.dropped }

function groundOf(places: readonly PreviewPlace[], features: RankingPreview['outlines']['features']): PlaceOutlines {
  const byId = new Map(features.map(({ properties, geometry }) => [properties.id, geometry]))
  return {
    type: 'FeatureCollection',
    features: places.flatMap(({ id, mark, tier }) => {
      const geometry = byId.get(id)
      const shown = mark ?? tier
      return geometry === undefined
        ? []
        : [{ type: 'Feature' as const, properties: { id, ...(shown && { mark: shown }) }, geometry }]
    }),
  }
}
