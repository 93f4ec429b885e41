import { UNNAMED_PLANE, type IncidentMapping } from '@planner/shared/core'
import type { ReactNode } from 'react'
import { placeBy } from '../../state/mapping-draft.ts'
import { GridField } from './grid-field.tsx'

interface WritingSectionProps {
  mapping: IncidentMapping
  /** by which clock its times are read */
  zoneField: ReactNode
  onChange: (mapping: IncidentMapping) => void
}

const DATES = {
  dmy: 'Day, month, year: 31/12/2026',
  mdy: 'Month, day, year: 12/31/2026',
  ymd: 'Year, month, day: 2026-12-31',
  excel: 'Excel day numbers: 46387',
} as const
const TIMES = {
  clock: 'Hours and minutes: 22:14',
  hours: 'The hour alone: 22',
} as const
const TIME_FIELDS = ['occurred_from_time', 'occurred_to_time', 'recorded_at_time'] as const
const COORDINATES = {
  wgs84: 'Degrees: latitude and longitude',
  bng: 'British National Grid: easting and northing',
  other: 'Another grid: easting and northing',
} as const
const DECIMALS = { '.': 'Point: 51.5', ',': 'Comma: 51,5' } as const

/** How dates, places and numbers are written in the file, and whose ids it has. */
export function WritingSection({ mapping, zoneField, onChange }: WritingSectionProps) {
  const { coordinates } = mapping
  const system = coordinates === 'wgs84' || coordinates === 'bng' ? coordinates : 'other'
  return (
    <section className="panel stack" aria-label="How it is written">
      <h2>How it is written</h2>
      <div className="writing-fields">
        <Choice
          label="Dates"
          choices={DATES}
          value={mapping.dates}
          onChange={(dates) => onChange({ ...mapping, dates })}
        />
        {TIME_FIELDS.some((field) => mapping.columns[field] !== undefined) && (
          <Choice
            label="Times of day"
            choices={TIMES}
            value={mapping.times ?? 'clock'}
            onChange={(times) => onChange({ ...mapping, times })}
          />
        )}
        {zoneField}
        <Choice
          label="Places"
          choices={COORDINATES}
          value={system}
          onChange={(chosen) => onChange(placeBy(mapping, chosen === 'other' ? UNNAMED_PLANE : chosen))}
        />
        {system === 'other' && (
          <GridField coordinates={coordinates} onChange={(named) => onChange({ ...mapping, coordinates: named })} />
        )}
        <Choice
          label="Decimals"
          choices={DECIMALS}
          value={mapping.decimal}
          onChange={(decimal) => onChange({ ...mapping, decimal })}
        />
        <label className="field">
          <span className="field-label">Whose ids</span>
          <input
            className="input"
            value={mapping.publisher}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => onChange({ ...mapping, publisher: event.target.value })}
          />
          <span className="field-hint">The same id from the same source is the same incident.</span>
        </label>
      </div>
    </section>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  choices: Readonly<Record<T, string>>
  value: T
  onChange: (value: T) => void
}

function Choice<T extends string>({ label, choices, value, onChange }: ChoiceProps<T>) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select className="select" value={value} onChange={(event) => onChange(event.target.value as T)}>
        {(Object.entries(choices) as [T, string][]).map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}
