import type { RankingPreview } from '@planner/shared/schemas'
import { formatCount, formatExpected } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { changesByArea } from '../../state/ranking-changes.ts'
import type { PreviewPlace } from '../../state/ranking-changes.ts'
import { MembershipDot } from '../../components/membership-dot.tsx'

/** What would change, borough by borough. */
export function ChangesByArea({ answer }: { answer: RankingPreview }) {
  const rows = changesByArea(answer)
  const isCompared = answer.changes !== null
  return (
    <table className="data-table data-table-tight small changes-table">
      <caption className="visually-hidden">Places by {LABELS.area.toLowerCase()}</caption>
      <thead>
        <tr>
          <th scope="col">{LABELS.area}</th>
          <th scope="col" className="number">
            Places
          </th>
          {isCompared &&
            (['kept', 'added', 'dropped'] as const).map((change) => (
              <th key={change} scope="col" className="number">
                {LABELS.changes[change]}
              </th>
            ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ area, bcu, places, kept, added, dropped }) => (
          <tr key={area}>
            <th scope="row">
              {area === '' ? `In no ${LABELS.area.toLowerCase()}` : area}
              <span className="place-area">{bcu}</span>
            </th>
            <td className="number">{formatCount(places)}</td>
            {isCompared && (
              <>
                <td className="number">{formatCount(kept)}</td>
                <td className="number">{added > 0 ? `+${formatCount(added)}` : '–'}</td>
                <td className="number">{dropped > 0 ? `−${formatCount(dropped)}` : '–'}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface PreviewPlacesProps {
  places: readonly PreviewPlace[]
  selected: string | undefined
  onSelect: (id: string | undefined) => void
}

/** The places of the preview's map as a list. */
export function PreviewPlaces({ places, selected, onSelect }: PreviewPlacesProps) {
  return (
    <ol className="plain-list preview-places">
      {places.map(({ id, rank, name, area, mark, figures }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={id === selected}
            onClick={() => onSelect(id === selected ? undefined : id)}
          >
            <span className="number preview-rank">{rank ?? '–'}</span>
            <span>
              <span className="place-name">{name === '' ? 'Unnamed place' : name}</span>
              <span className="place-area">
                {area}
                {figures !== undefined &&
                  ` · ${formatCount(figures.observed)} recorded, ${formatExpected(figures.expected)} expected`}
              </span>
            </span>
            {mark !== undefined && (
              <span className="place-mark">
                <MembershipDot membership={mark} /> {LABELS.changes[CHANGE_OF[mark]]}
              </span>
            )}
          </button>
        </li>
      ))}
    </ol>
  )
}

const CHANGE_OF = { both: 'kept', here: 'added', ours: 'dropped' } as const
