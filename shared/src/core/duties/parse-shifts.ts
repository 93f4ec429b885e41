import { parseInstant, type Zone } from '../time.ts'
import { TEAM_KINDS, type Shift, type TeamKind } from './shift.ts'

/** The columns of the shifts CSV (DESIGN 9); the first eight must be there. */
export const REQUIRED_SHIFT_COLUMNS = [
  'shift_id',
  'team_id',
  'bcu',
  'start',
  'end',
  'break_minutes',
  'base_lat',
  'base_lng',
] as const
const OPTIONAL_SHIFT_COLUMNS = [
  'break_from',
  'break_to',
  'crew_id',
  'call_sign',
  'team_kind',
  'crew_size',
  'briefing_minutes',
  'book_off_minutes',
  'max_visits',
  'skills',
  'sergeant',
] as const
type ShiftColumn = (typeof REQUIRED_SHIFT_COLUMNS)[number] | (typeof OPTIONAL_SHIFT_COLUMNS)[number]

/** A row that cannot be used: where, what it says, and what to do. */
export interface ShiftReject {
  file: string
  line: number
  column: string
  value: string
  advice: string
}

/** One row of the file by column name; a column that the file does not have is absent. */
export interface ShiftRow {
  line: number
  fields: Readonly<Record<string, string>>
}

/** Nobody is on duty longer: above it a date is wrong. */
const LONGEST_TOUR_MIN = 24 * 60
/** Without a span of its own the break keeps this far from both ends of the tour (DESIGN 9). */
const DEFAULT_BREAK_MARGIN_MIN = 120

interface RowReader {
  text: (column: ShiftColumn) => string
  refuse: (column: ShiftColumn, advice: string) => void
}

/**
 * Reads the rows of a shifts CSV. Every bad row is returned with what is wrong with it; none stops the others.
 *
 * Times are local without an offset, or ISO 8601 with one. Where the clock goes back, a time without offset is its first
 * occurrence; where it goes forward, a time that does not exist moves on by the gap.
 */
export function parseShifts(
  rows: Iterable<ShiftRow>,
  { file, zone }: { file: string; zone: Zone },
): { shifts: Shift[]; rejects: ShiftReject[] } {
  const shifts: Shift[] = []
  const rejects: ShiftReject[] = []
  const lines = new Map<string, number>()
  const toursByTeam = new Map<string, Shift[]>()
  for (const { line, fields } of rows) {
    const before = rejects.length
    const reader: RowReader = {
      text: (column) => (fields[column] ?? '').trim(),
      refuse: (column, advice) => rejects.push({ file, line, column, value: (fields[column] ?? '').trim(), advice }),
    }
    const shift = readShift(reader, zone)
    if (shift === undefined || rejects.length > before) continue
    const known = lines.get(shift.id)
    if (known !== undefined) {
      reader.refuse('shift_id', `line ${known} has the same shift_id; every tour of a crew needs its own`)
      continue
    }
    const tours = toursByTeam.get(shift.teamId) ?? []
    const clash = tours.find((other) => other.start < shift.end && shift.start < other.end)
    if (clash !== undefined) {
      reader.refuse('start', `team ${shift.teamId} is already on tour ${clash.id} at that time; end that one first`)
      continue
    }
    lines.set(shift.id, line)
    toursByTeam.set(shift.teamId, [...tours, shift])
    shifts.push(shift)
  }
  return { shifts, rejects }
}

function readShift(reader: RowReader, zone: Zone): Shift | undefined {
  const { text, refuse } = reader
  for (const column of ['shift_id', 'team_id', 'bcu'] as const)
    if (text(column) === '') refuse(column, 'must not be empty')
  const start = readTime(reader, 'start', zone)
  const end = readTime(reader, 'end', zone)
  const breakMinutes = readWhole(reader, 'break_minutes', LONGEST_TOUR_MIN)
  const lat = readDegrees(reader, 'base_lat', 90)
  const lng = readDegrees(reader, 'base_lng', 180)
  const briefingMinutes = readWhole(reader, 'briefing_minutes', LONGEST_TOUR_MIN, 0)
  const bookOffMinutes = readWhole(reader, 'book_off_minutes', LONGEST_TOUR_MIN, 0)
  const maxVisits = text('max_visits') === '' ? null : readWhole(reader, 'max_visits', 1000)
  const crewSize = text('crew_size') === '' ? null : readWhole(reader, 'crew_size', 100)
  const teamKind = readTeamKind(reader)
  const sergeant = text('sergeant')
  if (!['', 'true', 'false'].includes(sergeant)) refuse('sergeant', 'write true, false or nothing')
  const skills = text('skills')
    .split(/\s+/)
    .filter((skill) => skill !== '')
  if (start === undefined || end === undefined || breakMinutes === undefined || lat === undefined) return undefined
  if (lng === undefined || briefingMinutes === undefined || bookOffMinutes === undefined) return undefined
  if (maxVisits === undefined || crewSize === undefined || teamKind === undefined) return undefined
  if (end <= start) {
    refuse('end', `must be after start (${text('start')}); a night tour ends on the next date`)
    return undefined
  }
  if (end - start > LONGEST_TOUR_MIN) {
    refuse('end', `makes a tour of ${((end - start) / 60).toFixed(1)} h; the longest is 24 h: check the dates`)
    return undefined
  }
  const dutyStart = start + briefingMinutes
  const dutyEnd = end - bookOffMinutes
  if (dutyStart >= dutyEnd) {
    refuse('briefing_minutes', 'with book_off_minutes leaves no time for patrol')
    return undefined
  }
  const breakFrom = text('break_from') === '' ? start + DEFAULT_BREAK_MARGIN_MIN : readTime(reader, 'break_from', zone)
  const breakTo = text('break_to') === '' ? end - DEFAULT_BREAK_MARGIN_MIN : readTime(reader, 'break_to', zone)
  if (breakFrom === undefined || breakTo === undefined) return undefined
  if (breakMinutes > 0 && Math.min(breakTo, dutyEnd) - Math.max(breakFrom, dutyStart) < breakMinutes) {
    const span = text('break_from') === '' && text('break_to') === '' ? 'start + 2 h to end - 2 h' : 'its span'
    refuse('break_minutes', `does not fit into ${span}; give break_from and break_to, or 0 for no break`)
    return undefined
  }
  return {
    id: text('shift_id'),
    teamId: text('team_id'),
    bcu: text('bcu'),
    start,
    end,
    base: { lat, lng },
    breakMinutes,
    breakFrom,
    breakTo,
    crewId: text('crew_id') === '' ? null : text('crew_id'),
    callSign: text('call_sign') === '' ? null : text('call_sign'),
    teamKind,
    crewSize,
    briefingMinutes,
    bookOffMinutes,
    maxVisits,
    ...(skills.length > 0 && { skills }),
    ...(sergeant !== '' && { sergeant: sergeant === 'true' }),
  }
}

function readTime({ text, refuse }: RowReader, column: ShiftColumn, zone: Zone): number | undefined {
  const instant = parseInstant(text(column), zone)
  if (instant === undefined) refuse(column, 'write YYYY-MM-DDTHH:MM on the local clock, or ISO 8601 with an offset')
  return instant?.utcMin
}

function readWhole(
  { text, refuse }: RowReader,
  column: ShiftColumn,
  most: number,
  fallback?: number,
): number | undefined {
  const value = text(column)
  if (value === '' && fallback !== undefined) return fallback
  if (/^\d+$/.test(value) && Number(value) <= most) return Number(value)
  refuse(column, `write a whole number from 0 to ${most}`)
  return undefined
}

function readDegrees({ text, refuse }: RowReader, column: ShiftColumn, limit: number): number | undefined {
  const value = text(column)
  const degrees = Number(value)
  if (/^[-+]?\d+(\.\d+)?$/.test(value) && Math.abs(degrees) <= limit) return degrees
  refuse(column, `write decimal degrees (WGS84) from -${limit} to ${limit}`)
  return undefined
}

function readTeamKind({ text, refuse }: RowReader): TeamKind | undefined {
  const value = text('team_kind')
  if (value === '') return 'other'
  const kind = TEAM_KINDS.find((name) => name === value)
  if (kind === undefined) refuse('team_kind', `write one of: ${TEAM_KINDS.join(', ')}`)
  return kind
}
