import type { LatLng } from './geo.ts'
import { createPlane } from './grid.ts'

/** A plane of metres or feet: a code of the EPSG register, or a definition as PROJ writes it. */
export type ProjectionName = `EPSG:${number}` | `+proj=${string}`

/** A plane that nobody has named yet: no code of the register. */
export const UNNAMED_PLANE: ProjectionName = 'EPSG:0'

export interface Projection {
  /** as it is kept with what was loaded */
  method: string
  /** metres within which 95 % of the places lie after it; null: nobody can tell from a definition */
  accuracyM: number | null
  /** undefined: no place on earth */
  toDegrees: (easting: number, northing: number) => LatLng | undefined
}

/** Longer than any definition of the EPSG register. */
const MAX_DEFINITION = 400
/** Words of a definition, none of which makes PROJ look for a file. */
const DEFINITION = /^\+proj=[a-z]+(?: \+(?!\w*grids|init)\w+(?:=[\w.,+-]+)?)*$/i
const CODE = /^EPSG:(\d{4,5})$/

/** Metres that today's national datums differ from WGS84: continents have drifted since they were fixed. */
const ETRS89_M = 1
const NAD83_M = 2

interface Known {
  name: string
  definition: string
  accuracyM: number
}

/** Grids by their parameters in the EPSG register (epsg.org). */
const KNOWN: Readonly<Record<string, Known>> = {
  2154: {
    name: 'Lambert-93',
    definition: '+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 +ellps=GRS80',
    accuracyM: ETRS89_M,
  },
  2157: {
    name: 'Irish Transverse Mercator',
    definition: '+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=0.99982 +x_0=600000 +y_0=750000 +ellps=GRS80',
    accuracyM: ETRS89_M,
  },
  2193: {
    name: 'New Zealand Transverse Mercator',
    definition: '+proj=tmerc +lat_0=0 +lon_0=173 +k=0.9996 +x_0=1600000 +y_0=10000000 +ellps=GRS80',
    accuracyM: ETRS89_M,
  },
  3006: { name: 'SWEREF99 TM', definition: '+proj=utm +zone=33 +ellps=GRS80', accuracyM: ETRS89_M },
  3067: { name: 'ETRS-TM35FIN', definition: '+proj=utm +zone=35 +ellps=GRS80', accuracyM: ETRS89_M },
  3857: { name: 'Web Mercator', definition: 'EPSG:3857', accuracyM: 0 },
  28992: {
    name: 'Rijksdriehoek',
    definition:
      '+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel ' +
      '+towgs84=565.417,50.3319,465.552,-0.398957,0.343988,-1.8774,4.0725',
    accuracyM: ETRS89_M,
  },
}

/** Universal Transverse Mercator: codes are the sum of `base` and the zone. */
const UTM = [
  { base: 32_600, zones: [1, 60], name: 'UTM north', words: '+datum=WGS84', accuracyM: 0 },
  { base: 32_700, zones: [1, 60], name: 'UTM south', words: '+south +datum=WGS84', accuracyM: 0 },
  { base: 25_800, zones: [28, 38], name: 'UTM on ETRS89', words: '+ellps=GRS80', accuracyM: ETRS89_M },
  { base: 26_900, zones: [1, 23], name: 'UTM on NAD83', words: '+ellps=GRS80', accuracyM: NAD83_M },
] as const

/** What can be named, for advice. */
export const PROJECTION_ADVICE =
  'a definition that begins with +proj= (epsg.io shows it under "PROJ.4"), or one of EPSG:3857, 2154, 2157, 2193, 3006, 3067, 28992 and UTM: EPSG:326zz, 327zz, 258zz, 269zz'

/** Whether it names a plane that can be worked with. */
export const isProjectionName = (name: string): name is ProjectionName => findProjection(name) !== undefined

/**
 * How the numbers of a plane become degrees.
 *
 * @param name as a mapping has it
 * @returns undefined for an unknown code and for a definition that cannot be worked with
 */
export function findProjection(name: string): Projection | undefined {
  const found = definitionOf(name)
  const toDegrees = found === undefined ? undefined : createPlane(found.definition)
  if (found === undefined || toDegrees === undefined) return undefined
  return { method: found.method, accuracyM: found.accuracyM, toDegrees }
}

function definitionOf(name: string): { method: string; definition: string; accuracyM: number | null } | undefined {
  if (name.length <= MAX_DEFINITION && DEFINITION.test(name)) return { method: name, definition: name, accuracyM: null }
  const code = Number(CODE.exec(name)?.[1])
  const one = KNOWN[code]
  if (one !== undefined) return { ...one, method: `${one.name} (EPSG:${code})` }
  for (const { base, zones, name: family, words, accuracyM } of UTM) {
    const zone = code - base
    if (zone >= zones[0] && zone <= zones[1])
      return {
        method: `${family}, zone ${zone} (EPSG:${code})`,
        definition: `+proj=utm +zone=${zone} ${words}`,
        accuracyM,
      }
  }
  return undefined
}
