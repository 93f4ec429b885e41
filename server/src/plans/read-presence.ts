import {
  CELL_RESOLUTIONS,
  createZone,
  DomainError,
  isCell,
  parseInstant,
  type PatrolPresence,
  type Zone,
} from '@planner/shared/core'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseJson, readText } from './read-json.ts'
import { schemaRefusal } from './schema-refusal.ts'

/** What presence needs of a plan file. */
const PlanPresenceSchema = Type.Object({
  meta: Type.Object({ timezone: Type.String() }),
  windows: Type.Array(Type.Object({ hotspotId: Type.String(), start: Type.String(), end: Type.String() })),
  hotspots: Type.Array(
    Type.Object({ id: Type.String(), cells: Type.Array(Type.String(), { minItems: 1, maxItems: 100 }) }),
  ),
})

const validator = Compile(PlanPresenceSchema)

/**
 * Where and when the patrol windows of plan files put crews.
 *
 * @param files as named on the command line, with their full paths
 * @throws {DomainError} INVALID_INPUT naming the file, the window and the value
 */
export async function readPresence(files: readonly { name: string; path: string }[]): Promise<PatrolPresence[]> {
  const patrols: PatrolPresence[] = []
  for (const { name, path } of files) {
    const file = parseJson(await readText(path), name)
    if (!validator.Check(file)) throw schemaRefusal(validator.Errors(file), file, name)
    const zone = zoneOf(file.meta.timezone, name)
    const cellsOf = new Map(file.hotspots.map(({ id, cells }) => [id, checkCells(cells, `${name}, hotspot "${id}"`)]))
    for (const [i, { hotspotId, start, end }] of file.windows.entries()) {
      const where = `${name}, windows[${i}]`
      const cells = cellsOf.get(hotspotId)
      if (cells === undefined)
        throw new DomainError('INVALID_INPUT', `${where}: the file has no hotspot "${hotspotId}". Was it cut?`)
      const minuteOf = (what: string, time: string): number => {
        const instant = parseInstant(time, zone)
        if (instant === undefined)
          throw new DomainError(
            'INVALID_INPUT',
            `${where}.${what} is "${time}"; it must be a time such as 2026-01-05T22:14:00+00:00.`,
          )
        return instant.utcMin
      }
      patrols.push({ cells, fromUtcMin: minuteOf('start', start), toUtcMin: minuteOf('end', end) })
    }
  }
  return patrols
}

function zoneOf(timezone: string, name: string): Zone {
  try {
    return createZone(timezone)
  } catch (error) {
    if (error instanceof DomainError) throw new DomainError(error.code, `${name}, meta.timezone: ${error.message}`)
    throw error
  }
}

function checkCells(cells: readonly string[], where: string): readonly string[] {
  const wrong = cells.find((cell) => !CELL_RESOLUTIONS.some((resolution) => isCell(cell, resolution)))
  if (wrong === undefined) return cells
  throw new DomainError(
    'INVALID_INPUT',
    `${where} has the cell "${wrong}"; it must be an H3 cell of resolution ${CELL_RESOLUTIONS.join(' or ')}.`,
  )
}
