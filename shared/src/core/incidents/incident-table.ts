import {
  DOMESTIC_CODES,
  NO_NAME,
  NOT_RECORDED,
  PRECISION_CODES,
  UNKNOWN_PLACE_TYPE,
  type IncidentColumns,
} from './incident-columns.ts'
import { HOW_FOUND, INCIDENT_FLAGS, OFFENCES, PLACE_TYPES, type Incident } from './incident.ts'
import { createPlaceCells, type PlaceCells } from './place-cells.ts'

/** What a row of the columns is made from; who published an incident under which id does not matter to ranking. */
export type IncidentContent = Omit<Incident, 'publisher' | 'sourceId'>

/** Collects incidents as columns. */
export interface IncidentTable {
  /** @param cells where they are known (a database keeps them); left out, they are indexed from the coordinates */
  add(incident: IncidentContent, cells?: PlaceCells): void
  /** The columns, trimmed to length. Nothing may be added afterwards. */
  finish(): IncidentColumns
}

const INITIAL_ROWS = 1024

const indexes = <T extends string>(values: readonly T[]): Record<T, number> =>
  Object.fromEntries(values.map((value, i) => [value, i])) as Record<T, number>
const OFFENCE_INDEX = indexes(OFFENCES)
const FLAG_INDEX = indexes(INCIDENT_FLAGS)
const HOW_FOUND_INDEX = indexes(HOW_FOUND)
const PLACE_TYPE_INDEX = indexes(PLACE_TYPES)

/** Distinct values in order of first appearance, so that the same rows always give the same codes. */
function createDictionary(): { values: string[]; code: (value: string) => number } {
  const values: string[] = []
  const codes = new Map<string, number>()
  return {
    values,
    code(value) {
      const found = codes.get(value)
      if (found !== undefined) return found
      codes.set(value, values.length)
      return values.push(value) - 1
    },
  }
}

const createColumns = (rows: number) => ({
  occurredFrom: new Int32Array(rows),
  occurredTo: new Int32Array(rows),
  recordedAt: new Int32Array(rows),
  precision: new Uint8Array(rows),
  offence: new Uint8Array(rows),
  flags: new Uint8Array(rows),
  howFound: new Uint8Array(rows),
  domestic: new Uint8Array(rows),
  placeType: new Uint8Array(rows),
  lat: new Float64Array(rows),
  lng: new Float64Array(rows),
  cell9: new Int32Array(rows),
  cell10: new Int32Array(rows),
  placeName: new Int32Array(rows),
})
type Columns = ReturnType<typeof createColumns>

function copyColumns(from: Columns, to: Columns, rows: number): Columns {
  for (const name of Object.keys(from) as (keyof Columns)[]) to[name].set(from[name].subarray(0, rows))
  return to
}

/**
 * An empty table of incidents. Columns double as they fill; cells and place names are kept once and referred to by index.
 */
export function createIncidentTable(): IncidentTable {
  const cells9 = createDictionary()
  const cells10 = createDictionary()
  const placeNames = createDictionary()
  const cellsOf = createPlaceCells()
  let columns = createColumns(INITIAL_ROWS)
  let capacity = INITIAL_ROWS
  let length = 0

  return {
    add(incident, cells = cellsOf(incident)) {
      if (length === capacity) {
        capacity *= 2
        columns = copyColumns(columns, createColumns(capacity), length)
      }
      const row = length++
      columns.occurredFrom[row] = incident.occurredFrom
      columns.occurredTo[row] = incident.occurredTo ?? incident.occurredFrom
      columns.recordedAt[row] = incident.recordedAt ?? NOT_RECORDED
      columns.precision[row] = PRECISION_CODES[incident.precision]
      columns.offence[row] = OFFENCE_INDEX[incident.offence]
      columns.flags[row] = incident.flags.reduce((bits, flag) => bits | (1 << FLAG_INDEX[flag]), 0)
      columns.howFound[row] = HOW_FOUND_INDEX[incident.howFound]
      columns.domestic[row] =
        incident.domestic === null ? DOMESTIC_CODES.unknown : DOMESTIC_CODES[incident.domestic ? 'yes' : 'no']
      columns.placeType[row] = incident.placeType === null ? UNKNOWN_PLACE_TYPE : PLACE_TYPE_INDEX[incident.placeType]
      columns.lat[row] = incident.lat
      columns.lng[row] = incident.lng
      columns.cell9[row] = cells9.code(cells.cell9)
      columns.cell10[row] = cells10.code(cells.cell10)
      columns.placeName[row] = incident.placeName === null ? NO_NAME : placeNames.code(incident.placeName)
    },
    finish: () => ({
      ...copyColumns(
        Object.fromEntries(
          Object.entries(columns).map(([name, column]) => [name, column.subarray(0, length)]),
        ) as Columns,
        createColumns(length),
        length,
      ),
      length,
      cells9: cells9.values,
      cells10: cells10.values,
      placeNames: placeNames.values,
    }),
  }
}
