import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { plural } from '../../format.ts'
import { suggestionKey, type QualityKind, type QualityPlace } from '../../state/quality-places.ts'
import { KIND_NAMES, KindDot } from './quality-legend.tsx'

interface PlacesListProps {
  places: readonly QualityPlace[]
  selected: string | undefined
  /** whether the reader may leave places out */
  mayExclude: boolean
  onSelect: (id: string | undefined) => void
}

const KINDS: readonly QualityKind[] = ['suggested', 'pile', 'outside', 'excluded']
const SHOWN = 8

/** The places of the map as a list, kind by kind. */
export function PlacesList({ places, selected, mayExclude, onSelect }: PlacesListProps) {
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    if (selected !== undefined)
      list.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  if (places.length === 0) return null
  return (
    <section className="quality-part stack" aria-label="Places" ref={list}>
      {KINDS.map((kind) => {
        const some = places.filter((place) => place.kind === kind)
        return some.length === 0 ? null : (
          <Kind key={kind} kind={kind} places={some} selected={selected} mayExclude={mayExclude} onSelect={onSelect} />
        )
      })}
    </section>
  )
}

function Kind({ kind, places, selected, mayExclude, onSelect }: PlacesListProps & { kind: QualityKind }) {
  const [isWhole, setIsWhole] = useState(false)
  // What is chosen on the map is in the list, however far down.
  const isSelectedBelow = places.findIndex(({ id }) => id === selected) >= SHOWN
  const shown = isWhole || isSelectedBelow ? places : places.slice(0, SHOWN)
  return (
    <div className="stack-tight">
      <h2 className="kind-head">
        <KindDot kind={kind} />
        {KIND_NAMES[kind]} <span className="muted">{places.length}</span>
      </h2>
      <ul className="plain-list">
        {shown.map((place) => (
          <li key={place.id} className="quality-place">
            <button
              type="button"
              aria-pressed={place.id === selected}
              onClick={() => onSelect(place.id === selected ? undefined : place.id)}
            >
              <span className="place-name">{place.name}</span>
              <span className="quality-count">
                {place.incidents === null ? '1 or 2 incidents' : plural(place.incidents, 'incident')}
              </span>
              <span className="place-area">{place.words}</span>
            </button>
            {kind === 'suggested' && mayExclude && (
              <Link
                className="button button-small"
                to="/data/what-counts"
                search={{ operation: undefined, suggestion: suggestionKey(place) }}
                hash="excluded-places"
              >
                Leave it out<span className="visually-hidden">: {place.name}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
      {places.length > shown.length && (
        <div>
          <button type="button" className="disclosure-button" onClick={() => setIsWhole(true)}>
            {plural(places.length - shown.length, 'more place')}
          </button>
        </div>
      )}
    </div>
  )
}
