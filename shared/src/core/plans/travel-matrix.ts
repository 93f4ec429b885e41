import { round6 } from '../canonical-json.ts'
import { DomainError } from '../errors.ts'

/**
 * Minutes of travel that a force has measured or taken from a router. Directed: `minutes[from][to]`. Pairs of places that
 * are not both in it take the model's minutes.
 */
export interface TravelMatrix {
  /** hotspot ids, and `base:BCU` for the base of a command unit */
  places: readonly string[]
  /** square, in the order of `places`; 0 to 600, and 0 from a place to itself */
  minutes: readonly (readonly number[])[]
}

/** A matrix is square: 3,000 places are 9 million numbers, some 70 MB in memory and as much in every plan made with it. */
export const MOST_MATRIX_PLACES = 3000
/** No crew has a tour in which it could travel longer. */
const MOST_MINUTES = 600
const BASE_PREFIX = 'base:'

/** What a matrix calls the base of a command unit. */
export function baseId(bcu: string): string {
  return `${BASE_PREFIX}${bcu}`
}

/** A draw asks for every pair of its places, so the row of each id is looked up once a matrix. */
const rowsOf = new WeakMap<TravelMatrix, ReadonlyMap<string, number>>()

/** Stated minutes from one place to another; undefined where the matrix does not have both. */
export function matrixMinutes(matrix: TravelMatrix, from: string, to: string): number | undefined {
  let rows = rowsOf.get(matrix)
  if (rows === undefined) {
    rows = new Map(matrix.places.map((id, row) => [id, row]))
    rowsOf.set(matrix, rows)
  }
  const row = rows.get(from)
  const column = rows.get(to)
  return row === undefined || column === undefined ? undefined : matrix.minutes[row]![column]
}

/** Places and tours that a matrix may name. */
interface Known {
  hotspots: Iterable<{ id: string }>
  shifts: Iterable<{ bcu: string; base: { lat: number; lng: number } }>
}

/**
 * A matrix of unknown make, in its one order (by id) and to 6 decimals, so that the order of a file's rows decides nothing.
 *
 * @param path where it stands, for messages
 * @throws {DomainError} INVALID_INPUT naming path and value: another shape, more than 3,000 places, a place that is unknown
 * or named twice, the base of a unit that has several, minutes that are no number from 0 to 600, or not 0 to the place itself
 */
export function toTravelMatrix(given: unknown, known: Known, path: string): TravelMatrix {
  const refuse = (at: string, value: unknown, wanted: string): never => {
    throw new DomainError('INVALID_INPUT', `${path}${at} is ${show(value)}; it must be ${wanted}.`)
  }
  const { places, minutes } = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>
  if (!isList(places) || !isList(minutes))
    return refuse('', given, 'an object with the lists places and minutes, and nothing else')
  const extra = Object.keys(given as object).find((name) => name !== 'places' && name !== 'minutes')
  if (extra !== undefined) refuse(`.${extra}`, (given as Record<string, unknown>)[extra], 'left out')
  if (places.length < 2 || places.length > MOST_MATRIX_PLACES)
    refuse('.places.length', places.length, `from 2 to ${MOST_MATRIX_PLACES}; ways that are not in it take the model`)
  const ids = places.map((id, row) => (typeof id === 'string' ? id : refuse(`.places[${row}]`, id, 'a text')))
  checkPlaces(ids, known, refuse)
  if (minutes.length !== ids.length) refuse('.minutes.length', minutes.length, `${ids.length}, one row for each place`)
  const rows = minutes.map((row, from) => {
    if (!isList(row)) return refuse(`.minutes[${from}]`, row, 'a list of minutes')
    if (row.length !== ids.length)
      refuse(`.minutes[${from}].length`, row.length, `${ids.length}, the minutes from ${ids[from]} to each place`)
    return row.map((value, to) => {
      const isMinutes = typeof value === 'number' && value >= 0 && value <= MOST_MINUTES
      if (isMinutes && (from !== to || value === 0)) return round6(value)
      const at = `.minutes[${from}][${to}] (${ids[from]} to ${ids[to]})`
      return refuse(at, value, from === to ? '0' : `a number of minutes from 0 to ${MOST_MINUTES}`)
    })
  })
  const order = [...ids.keys()].sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1))
  return pick({ places: ids, minutes: rows }, order)
}

function checkPlaces(
  ids: readonly string[],
  { hotspots, shifts }: Known,
  refuse: (at: string, value: unknown, wanted: string) => never,
): void {
  const places = new Set(Array.from(hotspots, ({ id }) => id))
  const bases = new Map<string, Set<string>>()
  for (const { bcu, base } of shifts) {
    const positions = bases.get(baseId(bcu)) ?? new Set()
    bases.set(baseId(bcu), positions.add(`${base.lat} ${base.lng}`))
  }
  const seen = new Set<string>()
  for (const [row, id] of ids.entries()) {
    const at = `.places[${row}]`
    if (seen.has(id)) refuse(at, id, 'named once')
    seen.add(id)
    const positions = bases.get(id)
    if (places.has(id) && positions !== undefined) refuse(at, id, 'either a hotspot or a base: rename the hotspot')
    if (places.has(id)) continue
    if (positions === undefined) refuse(at, id, 'the id of a hotspot of the plan, or base:BCU of a unit with tours')
    if (positions.size > 1)
      refuse(at, id, `left out: its unit has tours from ${positions.size} bases, which one name cannot tell apart`)
  }
}

/** The part of a matrix that concerns some places, so that a thread need not be sent all. */
export function selectMatrix(matrix: TravelMatrix, ids: ReadonlySet<string>): TravelMatrix {
  return pick(
    matrix,
    [...matrix.places.keys()].filter((row) => ids.has(matrix.places[row]!)),
  )
}

function pick({ places, minutes }: TravelMatrix, order: readonly number[]): TravelMatrix {
  return {
    places: order.map((row) => places[row]!),
    minutes: order.map((row) => order.map((column) => minutes[row]![column]!)),
  }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'missing')
  return text.length > 60 ? `${text.slice(0, 60)}...` : text
}
