import type { ExcludedPlaceRecord, NewExcludedPlace } from '@planner/shared/schemas'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { areasQuery, excludedPlacesQuery, excludePlace, includePlace } from '../../api/queries.ts'
import { MapPanel } from '../../components/map-panel.tsx'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { formatCount } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { outlineBounds, type MapPlace, type PlaceOutlines } from '../../map/layers/hotspots.ts'
import {
  circleAround,
  draftOfExcluded,
  emptyExcludedDraft,
  readExcludedDraft,
  type ExcludedDraft,
} from '../../state/excluded-draft.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { OwnForm } from './own-form.tsx'
import { TextField } from './text-field.tsx'
import { useSaving } from './use-saving.ts'

const NEW = 'new'

interface ExcludedSectionProps {
  places: readonly ExcludedPlaceRecord[]
  /** with what the form begins */
  suggested?: NewExcludedPlace | undefined
}

/** Where no hotspot may be and why, as a list and on a map on which a new one is pointed out. */
export function ExcludedSection({ places, suggested }: ExcludedSectionProps) {
  const { data: areas } = useQuery(areasQuery)
  const [draft, setDraft] = useState(() =>
    suggested === undefined ? emptyExcludedDraft() : draftOfExcluded(suggested),
  )
  const [selected, setSelected] = useState<string>()
  const [said, setSaid] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const read = readExcludedDraft(draft)
  const saving = useSaving({
    prefix: 'excluded',
    form,
    send: (place: NewExcludedPlace) => excludePlace(place),
    stale: excludedPlacesQuery.queryKey,
    onSaved: () => {
      setSaid(`${read.place.name} is left out of later rankings.`)
      setDraft(emptyExcludedDraft())
    },
  })
  const faults = saving.shown(read.faults)
  const change = (patch: Partial<ExcludedDraft>): void => {
    saving.edited()
    setSaid('')
    setDraft({ ...draft, ...patch })
  }
  const { lat, lng, radiusM } = read.place
  const ground = useMemo(() => groundOf(places, { lat, lng, radiusM }), [places, lat, lng, radiusM])
  const [west, south, east, north] = areas?.bbox ?? [-180, -90, 180, 90]
  const isOutside = lat < south || lat > north || lng < west || lng > east
  const field = (name: keyof ExcludedDraft, label: string, isNumber: boolean) => (
    <TextField
      path={`excluded/${name}`}
      label={label}
      value={draft[name]}
      faults={faults}
      maxLength={name === 'reason' ? 500 : 100}
      {...(isNumber && { inputMode: 'decimal' as const })}
      onChange={(value) => change({ [name]: value })}
    />
  )
  return (
    <SetupSection
      id="excluded-places"
      title="Excluded places"
      intro="Circles where no hotspot may be: a prison, a hospital, a police station. Each ranking names them with their reasons, and says how many incidents are expected there."
    >
      <div className="excluded-columns">
        <div className="stack">
          {places.length === 0 ? (
            <p className="muted small">None: a hotspot may be anywhere.</p>
          ) : (
            <ul className="plain-list own-list">
              {places.map(({ excludedPlaceId: id, name, reason, radiusM: radius, lat: placeLat, lng: placeLng }) => (
                <li key={id} data-selected={id === selected || undefined}>
                  <div>
                    <strong>{name}</strong>
                    <span className="field-hint">
                      {reason} · {formatCount(radius)} m around {placeLat.toFixed(5)}, {placeLng.toFixed(5)}
                    </span>
                  </div>
                  <div className="row">
                    <button
                      type="button"
                      className="button button-small"
                      aria-label={`Show ${name} on the map`}
                      onClick={() => setSelected(id)}
                    >
                      Show
                    </button>
                    <ConfirmButton
                      label="Delete"
                      about={`Delete ${name}`}
                      question="Later rankings may have hotspots there again. Delete it?"
                      action="Delete the place"
                      send={() => includePlace(id)}
                      stale={excludedPlacesQuery.queryKey}
                      onDone={() => {
                        setSelected(undefined)
                        setSaid(`${name} is deleted. Later rankings may have hotspots there.`)
                        document.getElementById('excluded-places')?.focus({ preventScroll: true })
                      }}
                    />
                  </div>
                </li>
              ))}
            </ul>
          )}
          <p className="small" role="status">
            {said}
          </p>
        </div>
        <div className="excluded-map">
          <MapPanel
            label="Map of the excluded places. A click on a circle chooses it; elsewhere it puts the point of a new one, which can be typed instead."
            areas={areas}
            hotspots={ground.points}
            outlines={ground.outlines}
            visible={null}
            selected={selected}
            camera={undefined}
            selectionBounds={
              selected === undefined && ground.outlines.features.some(({ properties }) => properties.id === NEW)
                ? outlineBounds(ground.outlines, NEW)
                : outlineBounds(ground.outlines, selected ?? '')
            }
            onCamera={() => undefined}
            onSelect={(id) => setSelected(id === NEW ? undefined : id)}
            onPoint={(point, id) => {
              // A click on a place that there is chooses that place; the one that is being made can be put elsewhere within itself.
              if (id === undefined || id === NEW) change({ lat: point.lat.toFixed(5), lng: point.lng.toFixed(5) })
            }}
          />
        </div>
        <OwnForm
          ref={form}
          title="Leave out a place"
          error={saving.error}
          onSubmit={() => saving.submit(read.place, read.faults)}
          actions={
            <div className="row">
              <button type="submit" className="button button-primary" disabled={saving.isSaving}>
                Leave out the place
              </button>
            </div>
          }
        >
          <p className="field-hint">Click the map where it is, or type where.</p>
          <div className="row row-fields">
            {field('lat', 'Latitude', true)}
            {field('lng', 'Longitude', true)}
            {field('radiusM', 'Radius, metres', true)}
          </div>
          {isOutside && (
            <p className="notice notice-warn small">
              This point lies outside the force’s {LABELS.areas.toLowerCase()}. Are latitude and longitude the right way
              round?
            </p>
          )}
          {field('name', 'Name', false)}
          {field('reason', 'Why nobody is sent there', false)}
        </OwnForm>
      </div>
    </SetupSection>
  )
}

/** The circles that there are, and the one that is being made once it is known where. */
function groundOf(
  places: readonly ExcludedPlaceRecord[],
  made: Pick<NewExcludedPlace, 'lat' | 'lng' | 'radiusM'>,
): { points: MapPlace[]; outlines: PlaceOutlines } {
  const isPlaced = Number.isFinite(made.lat) && Number.isFinite(made.lng)
  const radiusM = Number.isFinite(made.radiusM) ? made.radiusM : 1
  const circles = [
    ...places.map((place) => ({ ...place, id: place.excludedPlaceId, mark: 'ours' as const })),
    ...(isPlaced ? [{ ...made, radiusM, id: NEW, mark: 'here' as const }] : []),
  ]
  return {
    points: circles.map(({ id, lat, lng, mark }) => ({ id, lat, lng, mark, rank: null })),
    outlines: {
      type: 'FeatureCollection',
      features: circles.map((circle) => ({
        type: 'Feature',
        properties: { id: circle.id, mark: circle.mark },
        geometry: circleAround(circle),
      })),
    },
  }
}
