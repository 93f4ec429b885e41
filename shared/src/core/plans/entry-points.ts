import { cellCentre } from '../cells.ts'
import type { Hotspot } from '../hotspots/hotspot.ts'
import { uniformBelow, type Rng } from '../random.ts'

const COMPASS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'] as const

/** Where a walk through a place can start: its eight sides, and for joined cells also their ends. */
export function listEntryPoints({ cells, lat, lng }: Hotspot): string[] {
  const sides = COMPASS.map((side) => `${side} side`)
  if (cells.length < 2) return sides
  const ends = cells.map((cell) => {
    const centre = cellCentre(cell)
    const east = (centre.lng - lng) * Math.cos((lat * Math.PI) / 180)
    const eighth = Math.round(Math.atan2(east, centre.lat - lat) / (Math.PI / 4))
    return `${COMPASS[(eighth + 8) % 8]!} end`
  })
  return [...sides, ...new Set(ends)]
}

/** Officers who always began at one spot taught observers where to look [BUS]: each visit starts somewhere else. */
export function drawEntryPoint(entryPoints: readonly string[], rng: Rng): string {
  return entryPoints[uniformBelow(rng, entryPoints.length)]!
}
