import type { Operation, RankingPreview } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { areasQuery, outlinesQuery } from '../../api/queries.ts'
import { MapPanel } from '../../components/map-panel.tsx'
import { formatDay, plural } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { outlineBounds, type PlaceOutlines } from '../../map/layers/hotspots.ts'
import { previewPlaces, type PreviewPlace } from '../../state/ranking-changes.ts'
import { MapLegend, TierLegend } from '../../components/map-legends.tsx'
import { ChangesByArea, PreviewPlaces } from './preview-list.tsx'

interface PreviewPanelProps {
  operation: Operation
  answer: RankingPreview | undefined
  /** what the newest ranking was made as of */
  asOfBefore: string | undefined
  /** why there is no answer yet */
  waiting: string
}

/** What the settings would do: in one sentence, on a map, and by borough or place by place. */
export function PreviewPanel({ operation, answer, asOfBefore, waiting }: PreviewPanelProps) {
  const { data: areas } = useQuery(areasQuery)
  const { data: before } = useQuery({
    ...outlinesQuery(operation.rankingId ?? ''),
    enabled: operation.rankingId !== null,
  })
  const [selected, setSelected] = useState<string>()
  const [hovered, setHovered] = useState<string>()
  const [listed, setListed] = useState<'boroughs' | 'places'>('boroughs')
  const places = useMemo(() => (answer === undefined ? [] : previewPlaces(answer)), [answer])
  const ground = useMemo(
    () => groundOf(places, [...(answer?.outlines.features ?? []), ...(before?.features ?? [])]),
    [places, answer, before],
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
            {answer === undefined ? waiting : inWords(answer, asOfBefore)}
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

function inWords({ hotspots, changes }: RankingPreview, asOfBefore: string | undefined): string {
  const places = plural(hotspots.length, 'place')
  if (changes === null) return `${places}. There is no ranking before it to compare with.`
  const against = asOfBefore === undefined ? 'the ranking there is' : `the ranking as of ${formatDay(asOfBefore)}`
  if (changes.added.length === 0 && changes.dropped.length === 0) return `${places}, the same as in ${against}.`
  return `${places}: ${changes.kept} kept, ${changes.added.length} added, ${changes.dropped.length} dropped against ${against}.`
}

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
