import { DomainError } from '../errors.ts'
import type { Ward } from './area.ts'
import { readOutlines, refuseCopies, type OutlineOptions } from './read-outlines.ts'

/** Wards, and what a person should know about them although it stops nothing. */
export interface WardsRead {
  wards: Ward[]
  warnings: string[]
}

/**
 * The wards of a force: GeoJSON polygons (see `readOutlines`) with a name and, where the file has it, the property `code`.
 *
 * @throws {DomainError} INVALID_INPUT naming the file, the feature and what to do
 */
export function readWards(geojson: unknown, file: string, options?: OutlineOptions): WardsRead {
  const { outlines, warnings } = readOutlines(geojson, file, options)
  const seen = new Map<string, string>()
  for (const { code, where } of outlines) {
    if (code === null) continue
    const other = seen.get(code)
    if (other !== undefined)
      throw new DomainError(
        'INVALID_INPUT',
        `${where}: the code "${code}" occurs twice (also in ${other}). Merge its polygons into one feature.`,
      )
    seen.set(code, where)
  }
  refuseCopies(outlines)
  return { wards: outlines.map(({ name, code, geometry }) => ({ name, code, geometry })), warnings }
}
