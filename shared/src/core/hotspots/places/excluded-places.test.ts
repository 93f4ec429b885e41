import { describe, expect, it } from 'vitest'
import { cellAt, cellDisk, cellNeighbours, type Cell } from '../../cells.ts'
import { checkExcludedPlace, excludeCells, type ExcludedPlace } from './excluded-places.ts'

const site = { lat: 51.54, lng: -0.14 }
const own = cellAt(site, 10)
const prison: ExcludedPlace = { name: 'Prison', reason: 'incidents inside', ...site, radiusM: 150 }

const listed = (cells: readonly Cell[]) => ({
  count: cells.length,
  indexOf: (cell: Cell) => (cells.includes(cell) ? cells.indexOf(cell) : undefined),
})

describe('excludeCells', () => {
  it('leaves out the cells that are near, and says how many and what was expected there', () => {
    const cells = [...cellDisk(own, 6)].reverse()
    const { isExcluded, outcomes } = excludeCells([prison], listed(cells), 10, () => 0.5)
    const count = isExcluded.reduce((sum, excluded) => sum + excluded, 0)
    expect(isExcluded[cells.indexOf(own)]).toBe(1)
    for (const other of cellNeighbours(own)) expect(isExcluded[cells.indexOf(other)]).toBe(1)
    expect(count).toBeLessThan(cells.length)
    expect(outcomes).toEqual([{ name: 'Prison', reason: 'incidents inside', cells: count, expected: 0.5 * count }])
  })
  it('counts a cell near two places in both, and says when a place touches nothing', () => {
    const far = { ...prison, name: 'Far', lat: 52 }
    const { outcomes } = excludeCells([prison, { ...prison, name: 'Court' }, far], listed([own]), 10, () => 2)
    expect(outcomes.map(({ name, cells, expected }) => [name, cells, expected])).toEqual([
      ['Prison', 1, 2],
      ['Court', 1, 2],
      ['Far', 0, 0],
    ])
  })
  it('refuses places that are not on earth, and radii that are no place', () => {
    expect(() => checkExcludedPlace({ ...prison, lat: 90.1 })).toThrow('"Prison" has latitude 90.1')
    expect(() => checkExcludedPlace({ ...prison, lng: Number.NaN })).toThrow('longitude NaN')
    expect(() => checkExcludedPlace({ ...prison, radiusM: 0.5 })).toThrow('from 1 to 5000 metres')
    expect(() => checkExcludedPlace({ ...prison, radiusM: 5001 })).toThrow('radius 5001')
    expect(() => checkExcludedPlace({ ...prison, radiusM: 5000 })).not.toThrow()
  })
})
