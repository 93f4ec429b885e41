import type { LatLng } from '../../geo.ts'
import { parseInstant, type Zone } from '../../time.ts'
import type { Findings } from './check-report.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Reads fields of parsed JSON of unknown make. Whatever is not what it should be becomes a `structure` violation that names
 * the path and the value, and undefined.
 */
export interface ValueReader {
  refuse(path: string, value: unknown, wanted: string): undefined
  object(value: unknown, path: string): JsonObject | undefined
  list(value: unknown, path: string): readonly unknown[] | undefined
  text(from: JsonObject, name: string, path: string): string | undefined
  number(from: JsonObject, name: string, path: string, range?: { low?: number; high?: number }): number | undefined
  whole(from: JsonObject, name: string, path: string, range?: { low?: number; high?: number }): number | undefined
  place(value: unknown, path: string): LatLng | undefined
  /** `utcMin`, with a fraction where the text has seconds */
  instant(from: JsonObject, name: string, path: string, zone: Zone): number | undefined
}

export function createValueReader(findings: Findings): ValueReader {
  const refuse = (path: string, value: unknown, wanted: string): undefined => {
    findings.add('structure', `${path} is ${show(value)}; it must be ${wanted}`)
    return undefined
  }
  const reader: ValueReader = {
    refuse,
    object: (value, path) => (isObject(value) ? value : refuse(path, value, 'an object')),
    list: (value, path) => (Array.isArray(value) ? value : refuse(path, value, 'a list')),
    text(from, name, path) {
      const value = own(from, name)
      return typeof value === 'string' && value !== '' ? value : refuse(`${path}.${name}`, value, 'a text')
    },
    number(from, name, path, { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = {}) {
      const value = own(from, name)
      if (typeof value === 'number' && Number.isFinite(value) && value >= low && value <= high) return value
      return refuse(`${path}.${name}`, value, `a number${rangeText(low, high)}`)
    },
    whole(from, name, path, { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = {}) {
      const value = own(from, name)
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= low && value <= high) return value
      return refuse(`${path}.${name}`, value, `a whole number${rangeText(low, high)}`)
    },
    place(value, path) {
      const object = reader.object(value, path)
      if (object === undefined) return undefined
      const lat = reader.number(object, 'lat', path, { low: -90, high: 90 })
      const lng = reader.number(object, 'lng', path, { low: -180, high: 180 })
      return lat === undefined || lng === undefined ? undefined : { lat, lng }
    },
    instant(from, name, path, zone) {
      const value = own(from, name)
      const wanted = 'an ISO 8601 time with offset'
      if (typeof value !== 'string' || !/(Z|[+-]\d{2}:?\d{2})$/.test(value))
        return refuse(`${path}.${name}`, value, wanted)
      const instant = parseInstant(value, zone)
      if (instant === undefined) return refuse(`${path}.${name}`, value, wanted)
      const seconds = /T\d{2}:\d{2}:(\d{2}(?:\.\d+)?)/.exec(value)?.[1]
      return instant.utcMin + Number(seconds ?? 0) / 60
    },
  }
  return reader
}

/** A field that the file itself has: a name such as `toString` is not one. */
export function own(from: JsonObject, name: string): unknown {
  return Object.hasOwn(from, name) ? from[name] : undefined
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function rangeText(low: number, high: number): string {
  if (Number.isFinite(low) && Number.isFinite(high)) return ` from ${low} to ${high}`
  return Number.isFinite(low) ? ` of at least ${low}` : ''
}

function show(value: unknown): string {
  if (value === undefined) return 'missing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}...` : text
}
