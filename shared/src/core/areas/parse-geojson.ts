import { DomainError } from '../errors.ts'

/** A file of boundaries above this is refused before it is read. The full detail of all London boroughs is 1.2 MB. */
export const MAX_GEOJSON_BYTES = 32 * 1024 * 1024
/** Points in one file. The full detail of all London boroughs is 46,000. */
const MAX_POINTS = 400_000
/** Lists, objects and values of one file: features and their properties come on top of the points. */
const MAX_CONTAINERS = 1.5 * MAX_POINTS
const MAX_COMMAS = 5 * MAX_POINTS
/** A point of a MultiPolygon of a collection lies eight deep; properties may hold a little more. */
const MAX_DEPTH = 32

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const COMMA = 0x2c

/**
 * GeoJSON text as JSON, after one pass over its characters: what is too large, too deep or has too many points is refused before
 * anything is made of it, so that a hostile file costs no more than its reading.
 *
 * @param file name for messages
 * @throws {DomainError} INVALID_INPUT naming the file and the limit, or what is not JSON
 */
export function parseGeoJson(text: string, file: string): unknown {
  checkGeoJsonSize(text.length, file)
  checkShape(text, file)
  try {
    // A byte order mark is no JSON, and editors leave one.
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as unknown
  } catch (error) {
    throw refusal(
      `${file} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}. Save it as GeoJSON again.`,
    )
  }
}

/** @throws {DomainError} INVALID_INPUT when a file of boundaries of so many bytes would not be read */
export function checkGeoJsonSize(bytes: number, file: string): void {
  if (bytes > MAX_GEOJSON_BYTES)
    throw refusal(
      `${file} is larger than ${MAX_GEOJSON_BYTES / 1024 / 1024} MB, the most that is read of boundaries. ${SIMPLIFY}`,
    )
}

const SIMPLIFY =
  'Simplify it, for example to 10 m in metres of the grid: ogr2ogr -t_srs EPSG:27700 -simplify 10 out.geojson in.geojson'

function checkShape(text: string, file: string): void {
  let depth = 0
  let points = 0
  let containers = 0
  let commas = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) i = endOfString(text, i)
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1
      containers += 1
      if (code === OPEN_LIST && opensPoint(text, i + 1)) points += 1
      if (depth > MAX_DEPTH)
        throw refusal(
          `${file} is nested more than ${MAX_DEPTH} deep, which no boundary is. Export it as GeoJSON again.`,
        )
      if (points > MAX_POINTS)
        throw refusal(`${file} has more than ${MAX_POINTS.toLocaleString('en-GB')} points. ${SIMPLIFY}`)
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1
    else if (code === COMMA) commas += 1
    if (containers > MAX_CONTAINERS || commas > MAX_COMMAS)
      throw refusal(
        `${file} holds far more than boundaries of areas. Leave out all features that are no area. ${SIMPLIFY}`,
      )
  }
}

/** Index of the quote that ends the string which starts at `from`; the end of the text when none does. */
function endOfString(text: string, from: number): number {
  let at = from
  for (;;) {
    at = text.indexOf('"', at + 1)
    if (at < 0) return text.length
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1
    if (slashes % 2 === 0) return at
  }
}

/** Whether the list that was opened before `from` starts with a number, as only points do. */
function opensPoint(text: string, from: number): boolean {
  let i = from
  while (text.charCodeAt(i) <= 0x20) i += 1
  const code = text.charCodeAt(i)
  return code === 0x2d || (code >= 0x30 && code <= 0x39)
}

const refusal = (message: string): DomainError => new DomainError('INVALID_INPUT', message)
