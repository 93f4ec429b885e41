import type { HotspotSummary } from '@planner/shared/schemas'
import { LABELS } from '../labels.ts'

/** One shape for each word, so that they are told apart at a glance and without colour. */
const SHAPES = {
  new: <path d="M6 1.5 11 10.5H1z" className="mark-filled" />,
  persistent: <rect x="2" y="2" width="8" height="8" className="mark-filled" />,
  fading: <path d="M6 10.5 1.5 2.5h9z" className="mark-hollow" />,
  noise: <circle cx="6" cy="6" r="4.2" className="mark-hollow mark-dashed" />,
} as const

function Shape({ name }: { name: keyof typeof SHAPES }) {
  return (
    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  )
}

interface PlaceMarksProps {
  stability?: HotspotSummary['stability'] | undefined
  couldBeNoise?: boolean | undefined
}

/** Whether a place is new, lasting or fading, and whether chance alone would list it; nothing where that is not known. */
export function PlaceMarks({ stability, couldBeNoise }: PlaceMarksProps) {
  const isKnown = stability !== undefined && stability !== 'unknown'
  if (!isKnown && couldBeNoise !== true) return null
  return (
    <span className="place-marks">
      {isKnown && (
        <span className="place-mark">
          <Shape name={stability} /> {LABELS.stabilities[stability]}
        </span>
      )}
      {couldBeNoise === true && (
        <span className="place-mark">
          <Shape name="noise" /> {LABELS.couldBeNoise}
        </span>
      )}
    </span>
  )
}
