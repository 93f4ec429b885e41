import {
  DEFAULT_TRAVEL,
  DomainError,
  toTravelMatrix,
  type Hotspot,
  type Shift,
  type TravelModel,
} from '@planner/shared/core'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseJson, readText } from './read-json.ts'
import { schemaRefusal } from './schema-refusal.ts'

const Speed = Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 200 }))
const validator = Compile(
  Type.Object(
    {
      footKmh: Speed,
      vehKmh: Speed,
      vehOverheadMin: Type.Optional(Type.Number({ minimum: 0, maximum: 120 })),
      detour: Type.Optional(Type.Number({ minimum: 1, maximum: 10 })),
      // Judged by the core, which can say which way it is that is wrong.
      matrix: Type.Optional(Type.Unknown()),
    },
    { additionalProperties: false },
  ),
)

/**
 * How crews travel, from a JSON file with any of `footKmh`, `vehKmh`, `vehOverheadMin`, `detour` (the rest is the default)
 * and, where ways are known better, `matrix: { places, minutes }` with ids of hotspots and `base:BCU`.
 *
 * @param known hotspots and tours that a matrix may name
 * @throws {DomainError} INVALID_INPUT naming the file, the path in it and the value
 */
export async function readTravel(
  path: string,
  known: { hotspots: readonly Hotspot[]; shifts: readonly Shift[] },
): Promise<TravelModel> {
  const file = parseJson(await readText(path), path)
  if (!validator.Check(file)) throw schemaRefusal(validator.Errors(file), file, path)
  const { matrix, ...model } = file as Partial<TravelModel>
  if (matrix === undefined) return { ...DEFAULT_TRAVEL, ...model }
  try {
    return { ...DEFAULT_TRAVEL, ...model, matrix: toTravelMatrix(matrix, known, 'matrix') }
  } catch (error) {
    if (error instanceof DomainError) throw new DomainError(error.code, `${path}: ${error.message}`)
    throw error
  }
}
