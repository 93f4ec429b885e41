import { describe, expect, it } from 'vitest'
import { cellAt, cellParent } from '../../cells.ts'
import { isPresentAt, presenceByCell } from './patrol-presence.ts'

const HERE = { lat: 51.54, lng: -0.14 }
const CELL = cellAt(HERE, 10)

describe('presenceByCell', () => {
  it('joins what overlaps and reaches five minutes beyond each end', () => {
    const patrols = [
      { cells: [CELL], fromUtcMin: 1000, toUtcMin: 1015 },
      { ...HERE, fromUtcMin: 100, toUtcMin: 115 },
      { cells: [CELL], fromUtcMin: 110, toUtcMin: 125 },
    ]
    expect(presenceByCell(patrols, 5000)).toEqual([{ cell: CELL, times: [95, 130, 995, 1020] }])
  })

  it('ends with what may be known', () => {
    const patrols = [
      { ...HERE, fromUtcMin: 90, toUtcMin: 105 },
      { ...HERE, fromUtcMin: 105, toUtcMin: 120 },
    ]
    expect(presenceByCell(patrols, 100)).toEqual([{ cell: CELL, times: [85, 100] }])
  })

  it('is the same in whatever order patrols come', () => {
    const patrols = [0, 7, 20, 90].map((start) => ({
      cells: [CELL, cellParent(CELL, 9)],
      fromUtcMin: start,
      toUtcMin: start + 12,
    }))
    expect(presenceByCell([...patrols].reverse(), 5000)).toEqual(presenceByCell(patrols, 5000))
  })

  it('refuses times and cells that make no sense, and says which', () => {
    const good = { ...HERE, fromUtcMin: 0, toUtcMin: 15 }
    expect(() => presenceByCell([good, { ...good, toUtcMin: 0 }], 9)).toThrow(
      /Patrol presence 2 .* minute 0 to minute 0/,
    )
    expect(() => presenceByCell([{ ...good, toUtcMin: 0.5 }], 9)).toThrow(/whole minutes/)
    expect(presenceByCell([{ ...good, toUtcMin: 1440 }], 9)).toHaveLength(1)
    expect(() => presenceByCell([{ ...good, toUtcMin: 1441 }], 9)).toThrow(/lasts 1441 minutes/)
    const coarse = { cells: [CELL.replace(/^8a/, '8b')], fromUtcMin: 0, toUtcMin: 15 }
    expect(() => presenceByCell([coarse], 9)).toThrow(/resolution 9 or 10/)
  })
})

describe('isPresentAt', () => {
  it('counts the first minute in and the last out', () => {
    const times = [95, 130, 995, 1020]
    expect([94, 95, 129, 130, 994, 995, 1019, 1020].map((minute) => isPresentAt(times, minute))).toEqual([
      false,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
    ])
  })
})
