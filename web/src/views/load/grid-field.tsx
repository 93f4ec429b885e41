import { isProjectionName, UNNAMED_PLANE, type CoordinateSystem } from '@planner/shared/core'
import { useId, useState } from 'react'

interface GridFieldProps {
  coordinates: CoordinateSystem
  onChange: (coordinates: CoordinateSystem) => void
}

/** Which grid a file's eastings and northings are on, by its code or its definition. */
export function GridField({ coordinates, onChange }: GridFieldProps) {
  const id = useId()
  const [text, setText] = useState(coordinates === UNNAMED_PLANE ? '' : coordinates)
  const isUnknown = text.trim() !== '' && coordinates === UNNAMED_PLANE
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        Which grid
      </label>
      <input
        id={id}
        className="input"
        value={text}
        placeholder="EPSG:2157"
        maxLength={400}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={isUnknown ? `${id}-fault ${id}-hint` : `${id}-hint`}
        aria-invalid={isUnknown || undefined}
        onChange={(event) => {
          const name = event.target.value.trim()
          setText(event.target.value)
          onChange(isProjectionName(name) ? name : UNNAMED_PLANE)
        }}
      />
      {isUnknown && (
        <span className="field-error" role="alert" id={`${id}-fault`}>
          That grid is not known.
        </span>
      )}
      <span className="field-hint" id={`${id}-hint`}>
        Its EPSG code (3857, 2154, 2157, 2193, 3006, 3067, 28992 or a UTM zone, such as EPSG:32633), or its definition:
        search epsg.io for the grid and copy what it shows as PROJ.4.
      </span>
    </div>
  )
}
