import type { RowNotice } from '../formats/format.ts'
import type { IncidentFlag, Offence } from '../incident.ts'
import { findOffenceCode } from './offence-codes.ts'

/** Home Office codes: `8N`, `105A`, `00806`, `8/06`. */
const OFFENCE_CODE = /^[0-9A-Z][0-9A-Z/.-]{0,9}$/i

/** The code as it is kept; null when there is none. `refuse` stops the row when it is nothing like one. */
export function readOffenceCode(value: string, refuse: (advice: string) => null): string | null {
  if (value === '') return null
  return OFFENCE_CODE.test(value) ? value.toUpperCase() : refuse('Give the Home Office code, such as 8N or 105A.')
}

export interface JudgedOffence {
  offence: Offence
  offenceCode: string | null
  /** stated by the code itself */
  codeFlags: readonly IncidentFlag[]
  notices: readonly RowNotice[]
}

/**
 * An incident that the file classes in words, with a code or without. Words win over a code of another class, which
 * is kept and noticed: they are what the force's own people chose, and a contradiction is for them to look at.
 */
export function judgeOffence(offence: Offence, offenceCode: string | null): JudgedOffence {
  if (offenceCode === null) return { offence, offenceCode, codeFlags: [], notices: [] }
  const known = findOffenceCode(offenceCode)
  if (known === undefined) return { offence, offenceCode, codeFlags: [], notices: ['unknown-offence-code'] }
  return known.offence === offence
    ? { offence, offenceCode, codeFlags: known.flags, notices: [] }
    : { offence, offenceCode, codeFlags: [], notices: ['code-contradicts-offence'] }
}

/** An incident that only a code classes; undefined when the code is unknown. */
export function judgeCode(offenceCode: string): JudgedOffence | undefined {
  const known = findOffenceCode(offenceCode)
  return known && { offence: known.offence, offenceCode, codeFlags: known.flags, notices: [] }
}
