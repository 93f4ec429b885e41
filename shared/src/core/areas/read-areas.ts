import { DomainError } from '../errors.ts'
import { WHOLE_FORCE_BCU, type Area } from './area.ts'
import { listNames } from './list-names.ts'
import { readOutlines, refuseCopies, type OutlineOptions } from './read-outlines.ts'

/** One row of the `area,bcu` file. */
export interface AreaRecord {
  /** 1-based line in its file */
  line: number
  area: string
  bcu: string
}

/** Names of files, for messages. */
export interface AreaSources {
  boundaries: string
  areas?: string
}

/** Areas, and what a person should know about them although it stops nothing. */
export interface AreasRead {
  areas: Area[]
  warnings: string[]
}

/**
 * The areas of a force: boundaries (GeoJSON, see `readOutlines`) and the command unit of each (`groupAreas`).
 *
 * @throws {DomainError} INVALID_INPUT naming the file, the feature or line, and what to do
 */
export function readAreas(
  geojson: unknown,
  records: readonly AreaRecord[] | undefined,
  sources: AreaSources,
  options?: OutlineOptions,
): AreasRead {
  const { outlines, warnings } = readOutlines(geojson, sources.boundaries, options)
  const seen = new Map<string, string>()
  for (const { name, where } of outlines) {
    const other = seen.get(sameName(name))
    if (other !== undefined)
      fail(`${where}: the name "${name}" occurs twice (also in ${other}). Merge its polygons into one feature.`)
    seen.set(sameName(name), where)
  }
  refuseCopies(outlines)
  const boundaries = outlines.map(({ name, geometry }) => ({ name, geometry }))
  const grouped = groupAreas(boundaries, records, sources)
  return { areas: grouped.areas, warnings: [...warnings, ...grouped.warnings] }
}

/**
 * Gives each boundary its command unit. Units are used exactly as written; areas are found whatever their case and spaces.
 *
 * Without records every area belongs to the one unit `force`. With records an area that has none is kept with an empty unit and a warning: boundary
 * files reach past a force's edge (the City of London lies inside the Met), and its places must not
 * fall to a neighbour. A record without a boundary is refused: it is nearly always a spelling that differs.
 *
 * @throws {DomainError} INVALID_INPUT naming the file, every line at fault, and what to do
 */
export function groupAreas(
  boundaries: readonly Omit<Area, 'bcu'>[],
  records: readonly AreaRecord[] | undefined,
  sources: AreaSources,
): AreasRead {
  if (records === undefined)
    return { areas: boundaries.map((boundary) => ({ ...boundary, bcu: WHOLE_FORCE_BCU })), warnings: [] }
  const file = sources.areas ?? 'the area file'
  const byName = new Map(boundaries.map(({ name }) => [sameName(name), name]))
  const recordOf = new Map<string, AreaRecord>()
  const unknown: AreaRecord[] = []
  for (const record of records) {
    const { line, area, bcu } = record
    if (area === '' || bcu === '') fail(`${file}, line ${line}: area and bcu must both be written.`)
    if (/[^\P{Cc}]|\p{Cs}/u.test(bcu)) fail(`${file}, line ${line}: the unit has a character that is no text.`)
    const name = byName.get(sameName(area))
    if (name === undefined) {
      unknown.push(record)
      continue
    }
    const other = recordOf.get(name)
    if (other !== undefined)
      fail(`${file}, line ${line}: area "${area}" is listed twice, the first time in line ${other.line}.`)
    recordOf.set(name, record)
  }
  const without = boundaries.map(({ name }) => name).filter((name) => !recordOf.has(name))
  if (unknown.length > 0)
    fail(
      `${file} names areas that have no boundary in ${sources.boundaries}: ` +
        `${listNames(unknown.map(({ area, line }) => `"${area}" (line ${line})`))}. ` +
        `${without.length === 0 ? 'All boundaries have their unit' : `Boundaries that it gives no unit: ${listNames(without)}`}. ` +
        'Write each name as it is in the boundaries.',
    )
  return {
    areas: boundaries.map(({ name, geometry }) => ({ name, bcu: recordOf.get(name)?.bcu ?? '', geometry })),
    warnings: [
      ...(without.length === 0
        ? []
        : [`${file} gives no command unit for ${listNames(without)}: places there get an area and an empty bcu.`]),
      ...warnOfSpelling(recordOf, file),
    ],
  }
}

function warnOfSpelling(recordOf: ReadonlyMap<string, AreaRecord>, file: string): string[] {
  const respelt = [...recordOf]
    .filter(([name, { area }]) => area !== name)
    .map(([name, { area }]) => `"${area}" as ${name}`)
  const units = new Map<string, Set<string>>()
  for (const { bcu } of recordOf.values()) units.set(sameName(bcu), (units.get(sameName(bcu)) ?? new Set()).add(bcu))
  const alike = [...units.values()].filter((spellings) => spellings.size > 1)
  return [
    ...(respelt.length === 0 ? [] : [`${file}: read ${listNames(respelt)}.`]),
    ...alike.map(
      (spellings) =>
        `${file} has units that differ only in case or spaces: ${[...spellings].map((unit) => `"${unit}"`).join(', ')}. They are ` +
        'different units as long as they are written differently.',
    ),
  ]
}

/** Names that a person would read as the same. */
const sameName = (name: string): string => name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()

function fail(message: string): never {
  throw new DomainError('INVALID_INPUT', message)
}
