import { describe, expect, it } from 'vitest'
import { cellAt, cellCentre, cellNeighbours } from '../cells.ts'
import { distanceKm } from '../geo.ts'
import type { IncidentContent } from '../incidents/incident-table.ts'
import { createSeededRng, shuffled } from '../random.ts'
import { createZone, parseDay } from '../time.ts'
import { countCells, type CellCounts } from './cell-counts.ts'
import { poolCells, surroundCells } from './cell-pools.ts'
import { columns, incident, town } from './incidents.fixture.ts'
import { dayPeriod } from './ranking-period.ts'
import { discountReach, sumReach, type Reach } from './reach.ts'

const zone = createZone('Europe/London')
const asOf = parseDay('2026-01-05')!
const window = dayPeriod(asOf - 84, asOf, zone)
const late = dayPeriod(asOf - 21, asOf, zone)

function reachOf(rows: readonly IncidentContent[], useHistory = true): { counts: CellCounts; reach: Reach } {
  const incidents = columns(rows)
  const selected = new Uint8Array(rows.length).fill(1)
  const counts = countCells(incidents, selected, 10, window, late, useHistory)
  return { counts, reach: sumReach(incidents, selected, 10, counts, window, late, useHistory) }
}

const cell = cellAt({ lat: 51.54, lng: -0.14 }, 10)
const [centre, other] = [cellCentre(cell), cellCentre(cellNeighbours(cell)[2]!)]
/** On the way from the middle of the cell to that of a neighbour; the edge is half way. */
const towards = (share: number): IncidentContent =>
  incident({
    lat: centre.lat + share * (other.lat - centre.lat),
    lng: centre.lng + share * (other.lng - centre.lng),
    occurredFrom: late.fromUtcMin - 1,
  })

describe('sumReach', () => {
  it('is the kernel at the middles of the neighbours: of 110 m from the middle, and more over an edge that is near', () => {
    const from = (share: number) => [...reachOf([towards(share)]).reach.all]
    const [middle, edge] = [from(0), from(0.45)]
    cellNeighbours(cell).forEach((neighbour, k) => {
      const metres = 1000 * distanceKm(centre, cellCentre(neighbour))
      expect(Math.abs(middle[k]! - 255 * Math.exp(-((metres / 110) ** 2) / 2))).toBeLessThan(1)
    })
    expect(edge.indexOf(Math.max(...edge))).toBe(2)
    expect(edge[2]).toBeGreaterThan(1.4 * middle[2]!)
    expect(Math.min(...edge)).toBeLessThan(0.6 * middle[2]!)
  })
  it('counts what counts: the late part apart, history as asked, nothing from as-of on', () => {
    const at = (occurredFrom: number) => ({ ...towards(0.45), occurredFrom })
    const rows = [at(window.fromUtcMin - 1), at(late.fromUtcMin - 1), at(late.fromUtcMin), at(window.toUtcMin)]
    const one = reachOf([at(late.fromUtcMin - 1)]).reach.all[2]!
    const { known, all } = reachOf(rows).reach
    expect([known[2], all[2]]).toEqual([2 * one, 3 * one])
    const without = reachOf(rows, false).reach
    expect([without.known[2], without.all[2]]).toEqual([one, 2 * one])
  })
  it('is the same to the last digit whatever the order of the rows', () => {
    const rows = town(3000, createSeededRng(11))
    expect(reachOf(shuffled(rows, createSeededRng(12)))).toMatchObject({ reach: reachOf(rows).reach })
  })
})

describe('discountReach', () => {
  it('takes from what reaches out of a cell what was taken from its count', () => {
    const { counts, reach } = reachOf(town(400, createSeededRng(13)))
    const half = { ...counts, early: counts.early.map((n) => n / 2), late: counts.late.map((n) => n / 2) }
    const fair = { ...half, history: counts.history.map((n) => n / 2) }
    expect([...discountReach(reach.all, counts, fair)]).toEqual([...reach.all].map((value) => value / 2))
  })
})

describe('poolCells with a reach', () => {
  it('gives the neighbours of each incident as much as the ring does in all, and most to the nearest', () => {
    const { counts, reach } = reachOf([towards(0.45), towards(0.4), towards(0.42)])
    const around = surroundCells(counts.cells, 10)
    const { near, ring } = poolCells(Float64Array.of(3), around, reach.all)
    expect(near.reduce((a, b) => a + b, 0)).toBeCloseTo(3, 12)
    expect(near[0]).toBe(0)
    expect(near[around.neighbours[2]!]).toBeGreaterThan(1.5 * ring[around.neighbours[2]!]!)
  })
})
