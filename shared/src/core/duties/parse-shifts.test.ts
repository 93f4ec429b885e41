import { describe, expect, it } from 'vitest'
import { createZone, formatInstant } from '../time.ts'
import { parseShifts } from './parse-shifts.ts'

const zone = createZone('Europe/London')

const fields = (over: Record<string, string> = {}): Record<string, string> => ({
  shift_id: 'S1',
  team_id: 'T1',
  bcu: 'NW',
  start: '2026-11-23T07:00',
  end: '2026-11-23T15:00',
  break_minutes: '40',
  base_lat: '51.5',
  base_lng: '-0.1',
  ...over,
})

const parse = (...rows: Record<string, string>[]) =>
  parseShifts(
    rows.map((row, index) => ({ line: index + 2, fields: row })),
    { file: 'shifts.csv', zone },
  )

describe('parseShifts', () => {
  it('reads a tour with only the required columns and fills in the stated defaults', () => {
    const { shifts, rejects } = parse(fields())
    expect(rejects).toEqual([])
    const shift = shifts[0]!
    expect(shift).toMatchObject({ id: 'S1', teamId: 'T1', bcu: 'NW', breakMinutes: 40, base: { lat: 51.5, lng: -0.1 } })
    expect(shift).toMatchObject({
      briefingMinutes: 0,
      bookOffMinutes: 0,
      maxVisits: null,
      crewId: null,
      teamKind: 'other',
    })
    expect(shift.end - shift.start).toBe(480)
    expect([shift.breakFrom - shift.start, shift.end - shift.breakTo]).toEqual([120, 120])
  })

  it('reads every optional column', () => {
    const { shifts } = parse(
      fields({
        break_from: '2026-11-23T09:00',
        break_to: '2026-11-23T12:00',
        crew_id: 'C7',
        call_sign: 'NW21',
        team_kind: 'neighbourhood',
        crew_size: '2',
        briefing_minutes: '20',
        book_off_minutes: '15',
        max_visits: '8',
      }),
    )
    expect(shifts[0]).toMatchObject({ crewId: 'C7', callSign: 'NW21', teamKind: 'neighbourhood', crewSize: 2 })
    expect(shifts[0]).toMatchObject({ briefingMinutes: 20, bookOffMinutes: 15, maxVisits: 8 })
    expect(shifts[0]!.breakTo - shifts[0]!.breakFrom).toBe(180)
  })

  it('reads skills and sergeant, leaves them out where the file does, and refuses other words', () => {
    const { shifts, rejects } = parse(
      fields({ skills: ' search  drone ', sergeant: 'true' }),
      fields({ shift_id: 'S2', team_id: 'T2', sergeant: 'false', skills: '' }),
      fields({ shift_id: 'S3', team_id: 'T3' }),
      fields({ shift_id: 'S4', team_id: 'T4', sergeant: 'yes' }),
    )
    expect(shifts.map(({ skills, sergeant }) => ({ skills, sergeant }))).toEqual([
      { skills: ['search', 'drone'], sergeant: true },
      { sergeant: false },
      {},
    ])
    expect(shifts[2]).not.toHaveProperty('skills')
    expect(rejects).toEqual([expect.objectContaining({ line: 5, column: 'sergeant', value: 'yes' })])
  })

  it('reads times with an offset as that instant, and a night across each clock change at its real length', () => {
    const spring = fields({ start: '2026-03-28T23:00', end: '2026-03-29T07:00' })
    const autumn = fields({ start: '2026-10-24T23:00', end: '2026-10-25T07:00' })
    const [a, b] = [parse(spring).shifts[0]!, parse(autumn).shifts[0]!]
    expect([a.end - a.start, b.end - b.start]).toEqual([7 * 60, 9 * 60])
    const given = parse(fields({ start: '2026-11-23T09:00+02:00' })).shifts[0]!
    expect(formatInstant(given.start, zone)).toBe('2026-11-23T07:00:00+00:00')
  })

  it.each([
    ['end', { end: '2026-11-23T07:00' }, /after start/],
    ['end', { end: '2026-11-24T07:01' }, /24 h/],
    ['start', { start: 'monday' }, /YYYY-MM-DD/],
    ['break_minutes', { break_minutes: '241' }, /does not fit/],
    ['break_minutes', { break_minutes: '-5' }, /whole number/],
    ['base_lat', { base_lat: '91' }, /-90 to 90/],
    ['base_lng', { base_lng: '' }, /-180 to 180/],
    ['team_kind', { team_kind: 'dogs' }, /response/],
    ['shift_id', { shift_id: ' ' }, /empty/],
    ['max_visits', { max_visits: '7.5' }, /whole number/],
    ['briefing_minutes', { briefing_minutes: '400', book_off_minutes: '80' }, /no time/],
  ])('names the column %s of a bad row %j', (column, over, advice) => {
    const { shifts, rejects } = parse(fields(over))
    expect(shifts).toEqual([])
    expect(rejects).toHaveLength(1)
    expect(rejects[0]).toMatchObject({ file: 'shifts.csv', line: 2, column })
    expect(rejects[0]!.advice).toMatch(advice)
  })

  it('accepts a break that fills its span and a tour of exactly 24 hours', () => {
    expect(parse(fields({ break_minutes: '240' })).rejects).toEqual([])
    expect(parse(fields({ end: '2026-11-24T07:00' })).rejects).toEqual([])
  })

  it('refuses a shift_id given twice and a team on two tours at once, but not tours that follow each other', () => {
    const later = fields({ shift_id: 'S2', start: '2026-11-23T15:00', end: '2026-11-23T23:00' })
    expect(parse(fields(), later).rejects).toEqual([])
    expect(parse(fields(), { ...later, shift_id: 'S1' }).rejects[0]).toMatchObject({ line: 3, column: 'shift_id' })
    expect(parse(fields(), { ...later, start: '2026-11-23T14:59' }).rejects[0]).toMatchObject({
      line: 3,
      column: 'start',
    })
  })
})
