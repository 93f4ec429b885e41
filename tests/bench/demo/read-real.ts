import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  cellAreaM2,
  cellAt,
  cellNeighbours,
  MINUTES_PER_DAY,
  parseDay,
  parseMonth,
  readAreas,
  type Area,
} from '../../../shared/src/core/index.ts'
import { PUBLIC_PLACE_TYPES } from '../../../shared/src/core/hotspots/themes/shipped-themes.ts'
import { areaKm2 } from '../../../server/src/demo/plane.ts'
import { missingChicago, readChicagoRows, type ChicagoRow } from '../ranking/chicago-columns.ts'
import type { Sample } from './sample.ts'

const FOLDER = resolve(import.meta.dirname, '../../../../shared/data/london')
const INCIDENTS = join(FOLDER, 'police-uk-violence-robbery-2016-04_2017-06.csv.gz')
const BOUNDARIES = join(FOLDER, 'boroughs.geojson')

/** Why London or Chicago cannot be read; undefined: they can. */
export function missingRealData(): string | undefined {
  const missing = [INCIDENTS, BOUNDARIES].find((path) => !existsSync(path))
  return missing === undefined ? missingChicago() : `${missing} is not there`
}

/**
 * Recorded violence and robbery of 25 London boroughs, April 2016 to June 2017 (data.police.uk, Open Government Licence v3): months
 * only, at shared map points. It does not say what is domestic or where it was, so nothing of it is known to be public.
 */
export function readLondon(): Sample {
  const [header = '', ...lines] = gunzipSync(readFileSync(INCIDENTS)).toString('utf8').trimEnd().split(/\r?\n/)
  // No street name holds a comma or stands before these columns.
  const names = header.split(',')
  const [month, lat, lng, borough] = ['month', 'latitude', 'longitude', 'borough'].map((name) => names.indexOf(name))
  const boroughs = new Set<string>()
  const incidents = lines.map((line) => {
    const fields = line.split(',')
    boroughs.add(fields.at(borough! - names.length)!)
    return {
      localMin: parseMonth(fields[month!]!)! * MINUTES_PER_DAY,
      lat: Number(fields[lat!]),
      lng: Number(fields[lng!]),
      isPublic: false,
    }
  })
  const { areas } = readAreas(JSON.parse(readFileSync(BOUNDARIES, 'utf8')), undefined, { boundaries: BOUNDARIES })
  return { incidents, areaKm2: sumOf(areas.filter(({ name }) => boroughs.has(name))) }
}

export interface ChicagoSample extends Sample {
  rows: readonly (ChicagoRow & { isPublic: boolean })[]
}

/**
 * Recorded violence of Chicago 2013-2016. Its files have no outline of the city: its ground are the resolution-10 cells with an incident in
 * the four years and the ring around each.
 */
export function readChicago(): ChicagoSample {
  const rows = [...readChicagoRows()].map((row) => ({
    ...row,
    isPublic: !row.domestic && row.placeType !== null && PUBLIC_PLACE_TYPES.includes(row.placeType),
  }))
  const ground = new Set<string>()
  for (const cell of new Set(rows.map((row) => cellAt(row, 10))))
    for (const near of [cell, ...cellNeighbours(cell)]) ground.add(near)
  let areaM2 = 0
  for (const cell of ground) areaM2 += cellAreaM2(cell)
  return { rows, incidents: rows, areaKm2: areaM2 / 1e6 }
}

const sumOf = (areas: readonly Area[]): number => areas.reduce((sum, area) => sum + areaKm2(area), 0)

export const day = (text: string): number => parseDay(text)!
