import { DOMESTIC_CODES, type IncidentColumns } from '../incidents/incident-columns.ts'
import { HOW_FOUND, INCIDENT_FLAGS, OFFENCES } from '../incidents/incident.ts'
import { remembered } from '../remembered.ts'

const DOMESTIC_VALUES = Object.keys(DOMESTIC_CODES).length
/** Codes of place types are bytes. */
export const PLACE_TYPE_VALUES = 256
/** Combinations of what the conditions of every ranking look at: fewer than 2^16. */
export const KINDS = HOW_FOUND.length * OFFENCES.length * DOMESTIC_VALUES * PLACE_TYPE_VALUES

/** The codes that a combination is made of; the type of place is the rest of the division by PLACE_TYPE_VALUES. */
export function partsOfKind(kind: number): { finder: number; offence: number; domestic: number } {
  const all = Math.floor(kind / PLACE_TYPE_VALUES)
  const both = Math.floor(all / DOMESTIC_VALUES)
  return {
    finder: Math.floor(both / OFFENCES.length),
    offence: both % OFFENCES.length,
    domestic: all % DOMESTIC_VALUES,
  }
}

/** Which combination each row is: rows are of few kinds, so that what is asked of all rows can be asked of the kinds. */
export interface RowKinds {
  of: Uint16Array
  /** rows of each kind */
  rows: Uint32Array
}

/** Kept with the incidents: two bytes a row. */
export const rowKinds: (incidents: IncidentColumns) => RowKinds = (incidents) => rememberedKinds(incidents, undefined)

const rememberedKinds = remembered(
  1,
  () => '',
  ({ length, howFound, offence, domestic, placeType }: IncidentColumns): RowKinds => {
    const of = new Uint16Array(length)
    const rows = new Uint32Array(KINDS)
    const offences = OFFENCES.length
    for (let i = 0; i < length; i++) {
      const kind =
        ((howFound[i]! * offences + offence[i]!) * DOMESTIC_VALUES + domestic[i]!) * PLACE_TYPE_VALUES + placeType[i]!
      of[i] = kind
      rows[kind]! += 1
    }
    return { of, rows }
  },
)

/** No incident has such a time. */
const NEVER = 2 ** 31 - 1

export interface FirstTimes {
  /** whether there is a row of a kind before an instant (utcMin, or Infinity); with a flag (index into INCIDENT_FLAGS), one that has it */
  isBefore: (utcMin: number, kind: number, flag?: number) => boolean
}

/** When each kind of row, and each flag on it, was first seen: whether anything of a kind was known before a day is then no search. */
export const firstTimes: (incidents: IncidentColumns) => FirstTimes = (incidents) =>
  rememberedTimes(incidents, undefined)

const rememberedTimes = remembered(
  1,
  () => '',
  (incidents: IncidentColumns): FirstTimes => {
    const { of } = rowKinds(incidents)
    const { length, flags, occurredFrom } = incidents
    const width = 1 + INCIDENT_FLAGS.length
    const first = new Int32Array(width * KINDS).fill(NEVER)
    for (let i = 0; i < length; i++) {
      const at = occurredFrom[i]!
      const own = width * of[i]!
      if (at < first[own]!) first[own] = at
      for (let rest = flags[i]!; rest !== 0; rest &= rest - 1) {
        const place = own + 32 - Math.clz32(rest & -rest)
        if (at < first[place]!) first[place] = at
      }
    }
    return {
      isBefore: (utcMin, kind, flag) =>
        first[width * kind + (flag === undefined ? 0 : 1 + flag)]! < Math.min(utcMin, NEVER),
    }
  },
)
