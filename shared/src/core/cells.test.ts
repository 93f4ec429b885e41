import { describe, expect, it } from 'vitest'
import {
  cellAt,
  cellAreaM2,
  cellCentre,
  cellDisk,
  cellNeighbours,
  cellParent,
  cellPolygon,
  cellsOutline,
  cellsWithin,
  isCell,
} from './cells.ts'
import { distanceKm } from './geo.ts'

const charingCross = { lat: 51.508, lng: -0.1247 }

describe('cells', () => {
  it('have the areas that the evidence was computed with', () => {
    // EVIDENCE 2.2: London res 9 is 94,175 m2, res 10 is 13,454 m2.
    expect(cellAreaM2(cellAt(charingCross, 9))).toBeCloseTo(94_175, -2)
    expect(cellAreaM2(cellAt(charingCross, 10))).toBeCloseTo(13_454, -2)
  })

  it('take lat and lng by name and give outlines as [lng, lat]', () => {
    const cell = cellAt(charingCross, 10)
    expect(distanceKm(cellCentre(cell), charingCross)).toBeLessThan(0.08)
    const ring = cellPolygon(cell).coordinates[0]!
    expect(ring).toHaveLength(7)
    expect(ring[0]).toEqual(ring.at(-1))
    for (const [lng, lat] of ring) {
      expect(lng).toBeCloseTo(-0.1247, 2)
      expect(lat).toBeCloseTo(51.508, 2)
    }
  })

  it('know their neighbours, their disk and their parent', () => {
    const cell = cellAt(charingCross, 10)
    expect(cellNeighbours(cell)).toHaveLength(6)
    expect(cellNeighbours(cell)).not.toContain(cell)
    expect(cellDisk(cell, 1).sort()).toEqual([cell, ...cellNeighbours(cell)].sort())
    expect(isCell(cellParent(cell, 9), 9)).toBe(true)
  })

  it('joined have one ring of 10 corners where two touch, and two rings where they do not', () => {
    const cell = cellAt(charingCross, 10)
    const neighbour = cellNeighbours(cell)[0]!
    expect(cellsOutline([cell, neighbour]).coordinates).toHaveLength(1)
    expect(cellsOutline([cell, neighbour]).coordinates[0]![0]).toHaveLength(11)
    const far = cellAt({ lat: 51.6, lng: -0.1 }, 10)
    expect(cellsOutline([cell, far]).coordinates).toHaveLength(2)
  })

  it.each(['', 'x', '8a194ad32167fffx', '089194ad3217ffff'])('are not "%s"', (text) => expect(isCell(text)).toBe(false))

  it('of another resolution are refused when one is asked for', () => {
    expect(isCell(cellAt(charingCross, 9), 10)).toBe(false)
    expect(isCell(cellAt(charingCross, 10), 10)).toBe(true)
  })

  it('know which of them come within a radius, corners and edges included', () => {
    // Sampled, not computed: points every 4 m on the outline of each hexagon.
    const reaches = (cell: string, radiusM: number): boolean => {
      const [ring] = cellPolygon(cell).coordinates as [[number, number][]]
      return ring.some(([lng, lat], i) => {
        const [nextLng, nextLat] = ring[(i + 1) % ring.length]!
        return Array.from({ length: 20 }, (_, k) => ({
          lat: lat + ((nextLat - lat) * k) / 20,
          lng: lng + ((nextLng - lng) * k) / 20,
        })).some((point) => 1000 * distanceKm(point, charingCross) <= radiusM)
      })
    }
    const own = cellAt(charingCross, 10)
    expect(cellsWithin(charingCross, 1, 10)).toEqual([own])
    for (const radiusM of [60, 150, 500, 1200]) {
      const within = new Set(cellsWithin(charingCross, radiusM, 10))
      for (const cell of cellDisk(own, 14)) {
        if (reaches(cell, radiusM - 0.1)) expect(within).toContain(cell)
        if (cell !== own && !reaches(cell, radiusM + 0.5)) expect(within).not.toContain(cell)
      }
    }
  })
})
