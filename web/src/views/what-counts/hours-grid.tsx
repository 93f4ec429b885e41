import { useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useWide } from '../../components/use-wide.ts'
import { hoursOfThemeInWords, weekday } from '../../ranking-words.ts'

const DAYS = 7
const HOURS = 24
/** A heading stands for all the hours of its line. */
const ALL = -1

interface Cell {
  /** 0 is Monday; ALL: the heading of an hour */
  day: number
  /** 0 to 23; ALL: the heading of a day */
  hour: number
}

interface HoursGridProps {
  /** hours of the week, 0 is Monday 00:00 to 01:00 */
  hours: readonly number[]
  onChange: (hours: number[]) => void
}

/**
 * The week as a grid to be filled in: a cell, or a heading for its whole line. Arrows move, space sets; with Shift held down what
 * lies between is set as well. Days lie across on a narrow screen, so that a cell is wide enough for a finger.
 */
export function HoursGrid({ hours, onChange }: HoursGridProps) {
  const isWide = useWide()
  const chosen = new Set(hours)
  const [at, setAt] = useState<Cell>({ day: 0, hour: ALL })
  /** where the last change was made, and what it made */
  const last = useRef<{ cell: Cell; isOn: boolean }>(undefined)
  const grid = useRef<HTMLTableElement>(null)

  const hoursOf = ({ day, hour }: Cell): number[] =>
    span(day, DAYS).flatMap((d) => span(hour, HOURS).map((h) => d * HOURS + h))
  const isOn = (cell: Cell): boolean => hoursOf(cell).every((hour) => chosen.has(hour))
  const set = (cells: readonly Cell[], on: boolean): void => {
    const next = new Set(hours)
    for (const hour of cells.flatMap(hoursOf))
      if (on) next.add(hour)
      else next.delete(hour)
    onChange([...next].sort((a, b) => a - b))
  }
  const toggle = (cell: Cell, event: MouseEvent): void => {
    setAt(cell)
    const from = last.current
    if (event.shiftKey && from !== undefined) set(between(from.cell, cell), from.isOn)
    else {
      const on = !isOn(cell)
      last.current = { cell, isOn: on }
      set([cell], on)
    }
  }
  const move = (event: KeyboardEvent): void => {
    const [down, across] = MOVES[event.key] ?? [0, 0]
    if (down === 0 && across === 0) return
    event.preventDefault()
    const [byDay, byHour] = isWide ? [down, across] : [across, down]
    const cell = { day: within(at.day + byDay, DAYS), hour: within(at.hour + byHour, HOURS) }
    if (cell.day === ALL && cell.hour === ALL) return
    setAt(cell)
    if (event.shiftKey && cell.day !== ALL && cell.hour !== ALL && at.day !== ALL && at.hour !== ALL) {
      const on = isOn(at)
      last.current = { cell, isOn: on }
      set([cell], on)
    }
    grid.current?.querySelector<HTMLElement>(`[data-cell="${cell.day} ${cell.hour}"]`)?.focus()
  }

  const button = (cell: Cell, text: string) => (
    <button
      type="button"
      data-cell={`${cell.day} ${cell.hour}`}
      tabIndex={cell.day === at.day && cell.hour === at.hour ? 0 : -1}
      aria-pressed={isOn(cell)}
      aria-label={cell.hour === ALL ? `${text}, all day` : nameOf(cell)}
      onClick={(event) => toggle(cell, event)}
    >
      {text}
    </button>
  )
  const dayHead = (day: number) => button({ day, hour: ALL }, isWide ? weekday(day) : weekday(day).slice(0, 3))
  const hourHead = (hour: number) => button({ day: ALL, hour }, String(hour).padStart(2, '0'))
  const [rows, columns] = isWide ? [DAYS, HOURS] : [HOURS, DAYS]
  return (
    <div className="stack-tight">
      <table ref={grid} className="hours-grid" onKeyDown={move} aria-label="Hours of the week">
        <thead>
          <tr>
            <td />
            {indices(columns).map((column) => (
              <th key={column} scope="col">
                {isWide ? hourHead(column) : dayHead(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {indices(rows).map((row) => (
            <tr key={row}>
              <th scope="row">{isWide ? dayHead(row) : hourHead(row)}</th>
              {indices(columns).map((column) => (
                <td key={column}>{button(isWide ? { day: row, hour: column } : { day: column, hour: row }, '')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small" aria-live="polite">
        {hours.length === 0 ? 'No hour chosen: all hours count.' : `Only ${hoursOfThemeInWords(hours)}.`}
      </p>
      {hours.length > 0 && (
        <p>
          <button type="button" className="button button-small" onClick={() => onChange([])}>
            Count all hours
          </button>
        </p>
      )}
    </div>
  )
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -HOURS],
  End: [0, HOURS],
}

const indices = (length: number): number[] => Array.from({ length }, (_, index) => index)
const span = (index: number, length: number): number[] => (index === ALL ? indices(length) : [index])
const within = (index: number, length: number): number => Math.min(length - 1, Math.max(ALL, index))

/** All cells of the rectangle between two; headings only with each other. */
function between(a: Cell, b: Cell): Cell[] {
  const run = (from: number, to: number): number[] =>
    from === ALL || to === ALL ? [to] : indices(Math.abs(to - from) + 1).map((step) => Math.min(from, to) + step)
  return run(a.day, b.day).flatMap((day) => run(a.hour, b.hour).map((hour) => ({ day, hour })))
}

function nameOf({ day, hour }: Cell): string {
  const clock = `${String(hour).padStart(2, '0')}:00`
  return day === ALL ? `Every day ${clock}` : `${weekday(day)} ${clock}`
}
