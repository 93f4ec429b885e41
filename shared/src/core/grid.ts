import proj4 from 'proj4'
import type { LatLng } from './geo.ts'

/** A place on the British National Grid (EPSG:27700) in metres east and north of its false origin. */
export interface GridPlace {
  easting: number
  northing: number
}

/**
 * The grid by Ordnance Survey's seven-parameter Helmert transformation (EPSG:1314, from OSGB36 to WGS84), here in the signs of
 * PROJ. OSGB36 is a measured network with bends that no seven numbers can follow: they are met to about 3.5 m at 95 % (5 m at worst).
 */
const BRITISH_NATIONAL_GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'

/** How grid metres become degrees, to be kept with what was loaded. */
export const GRID_METHOD = {
  method: 'British National Grid by 7-parameter Helmert (EPSG:1314)',
  accuracyM: 3.5,
} as const

const converter = proj4(BRITISH_NATIONAL_GRID, 'EPSG:4326')

/** Degrees have 7 decimals: a centimetre, so that the same metres are the same place on every machine. */
const DEGREE_STEPS = 1e7
const round = (degrees: number): number => Math.round(degrees * DEGREE_STEPS) / DEGREE_STEPS

export function gridToDegrees({ easting, northing }: GridPlace): LatLng {
  const [lng, lat] = converter.forward([easting, northing])
  return { lat: round(lat), lng: round(lng) }
}

export function degreesToGrid({ lat, lng }: LatLng): GridPlace {
  const [easting, northing] = converter.inverse([lng, lat])
  return { easting, northing }
}

/**
 * The degrees of places on another plane; undefined for what is no place on earth.
 *
 * @param definition as PROJ writes it, or a code that PROJ knows
 * @returns undefined where it names no projection
 */
export function createPlane(
  definition: string,
): ((easting: number, northing: number) => LatLng | undefined) | undefined {
  const plane = makeConverter(definition)
  if (plane === undefined) return undefined
  return (easting, northing) => {
    if (!Number.isFinite(easting) || !Number.isFinite(northing)) return undefined
    const [lng = Number.NaN, lat = Number.NaN] = plane.forward([easting, northing])
    return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? { lat: round(lat), lng: round(lng) } : undefined
  }
}

/** That it does not know a projection, PROJ says by failing. */
function makeConverter(definition: string) {
  try {
    return proj4(definition, 'EPSG:4326')
  } catch {
    return undefined
  }
}

const SQUARE_M = 100_000

/**
 * The 100 km squares that hold land of Great Britain or its islands, by hundreds of kilometres north (rows, from the south) and
 * east: Ordnance Survey's lettered squares from SV (Scilly) to HP (Unst).
 */
const LAND: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5], // SV SW SX SY SZ TV
  [1, 2, 3, 4, 5, 6], // SR SS ST SU TQ TR
  [1, 2, 3, 4, 5, 6], // SM SN SO SP TL TM
  [2, 3, 4, 5, 6], // SH SJ SK TF TG
  [2, 3, 4, 5], // SC SD SE TA
  [1, 2, 3, 4, 5], // NW NX NY NZ OV
  [1, 2, 3, 4], // NR NS NT NU
  [0, 1, 2, 3], // NL NM NN NO
  [0, 1, 2, 3, 4], // NF NG NH NJ NK
  [0, 1, 2, 3], // NA NB NC ND
  [1, 2, 3, 4], // HW HX HY HZ
  [3, 4], // HT HU
  [4], // HP
]

/**
 * West of it the first square is sea. It matters because that square begins at 0: numbers that are no metres (degrees,
 * kilometres, a thousandth for want of a mark) would all lie there.
 */
const SCILLY_FROM_EASTING = 80_000

/** Whether the place lies in a 100 km square with land in it. */
export function isOnBritain({ easting, northing }: GridPlace): boolean {
  if (northing < SQUARE_M && easting < SCILLY_FROM_EASTING) return false
  return LAND[Math.floor(northing / SQUARE_M)]?.includes(Math.floor(easting / SQUARE_M)) ?? false
}
