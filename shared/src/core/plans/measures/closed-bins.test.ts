import { describe, expect, it } from 'vitest'
import { parseDay, parseLocalMinute } from '../../time.ts'
import { createPlanClock } from '../plan-clock.ts'
import { findClosedBins } from './closed-bins.ts'

const startDay = parseDay('2026-03-28')!
const clock = createPlanClock('Europe/London', startDay, 2)
const places = [{ id: 'a' }, { id: 'b' }]
const at = (text: string): number => clock.zone.toUtcMin(parseLocalMinute(text)!).utcMin
/** Numbers of the closed bins of a place, counted from the first midnight. */
const closedOf = (closed: Uint8Array | undefined, place: number): number[] =>
  Array.from(closed?.slice(place * 96, (place + 1) * 96) ?? []).flatMap((value, bin) => (value === 1 ? [bin] : []))

describe('findClosedBins', () => {
  it('closes nothing when nothing is closed', () => {
    expect(findClosedBins(places, {}, clock)).toBeUndefined()
  })

  it('closes each bin that a blackout touches, at its place alone', () => {
    const blackouts = [{ hotspotId: 'b', from: at('2026-03-28T10:59'), to: at('2026-03-28T11:31') }]
    const closed = findClosedBins(places, { blackouts }, clock)
    expect([closedOf(closed, 0), closedOf(closed, 1)]).toEqual([[], [21, 22, 23]])
  })

  it('closes every place when the blackout names none, and not the bin in which it ends on the dot', () => {
    const blackouts = [{ hotspotId: null, from: at('2026-03-28T11:00'), to: at('2026-03-28T11:30') }]
    const closed = findClosedBins(places, { blackouts }, clock)
    expect([closedOf(closed, 0), closedOf(closed, 1)]).toEqual([[22], [22]])
  })

  it('closes whole local days without treatment, also the short one of the clock change', () => {
    const treatment = new Map([['a', Uint8Array.of(1, 0)]])
    const closed = closedOf(findClosedBins(places, { treatment }, clock), 0)
    expect(closed[0]).toBe(48)
    expect(closed.at(-1)).toBe(95)
    // 01:00 to 02:00 does not happen on 29 March 2026.
    expect(closed).toHaveLength(46)
  })
})
