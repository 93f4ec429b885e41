import { canonicalJson } from '../canonical-json.ts'
import { sha256Hex } from '../random.ts'
import { createHasher, createHashTable, type Hasher } from './hash-table.ts'
import type { IncidentContent } from './incident-table.ts'
import type { Incident } from './incident.ts'

/**
 * An incident's content as text: equal text, equal incident. The order of fields and flags is fixed, so that it does not
 * depend on how a source ordered them.
 */
function incidentContent(incident: IncidentContent): string {
  return canonicalJson([
    incident.occurredFrom,
    incident.occurredTo,
    incident.precision,
    incident.recordedAt,
    incident.offence,
    incident.offenceCode,
    incident.flags,
    incident.howFound,
    incident.domestic,
    incident.placeType,
    incident.lng,
    incident.lat,
    incident.placeName,
  ])
}

/** Gives ids within one file. */
export interface IdentityMaker {
  /**
   * The id of a row that has none: SHA-256 of its content, then `#n` for the n-th such row of the file. Rows alike in
   * everything are common in open data (a third of London's are alike but for their id) and each one is real.
   */
  fromContent(content: IncidentContent): string
}

/** Counts start anew with each file, so that the same file always gives the same ids. */
export function createIdentityMaker(): IdentityMaker {
  const occurrences = createHashTable(1)
  const hasher = createHasher()
  return {
    fromContent(content) {
      const digest = sha256Hex(incidentContent(content))
      hasher.text(digest)
      const slot = occurrences.find(hasher.take())
      const n = (occurrences.values[slot] = occurrences.values[slot]! + 1)
      return `${digest}#${n}`
    },
  }
}

/** What the load already knows of an incident's id. */
export type Sighting =
  /** `sourceId` is what it is to be kept by */
  | { kind: 'new'; sourceId: string }
  /** the same id with the same content */
  | { kind: 'duplicate' }
  /** the same id with other content; `fileIndex` and `line` are where it was first met */
  | { kind: 'conflict'; fileIndex: number; line: number }

/** Recognises incidents that one load meets twice: overlapping exports, or one id on two different incidents. */
export interface DuplicateCheck {
  sight(incident: Incident, fileIndex: number, line: number): Sighting
}

const DUPLICATE: Sighting = { kind: 'duplicate' }

/**
 * @param repeatsIds for sources that write one id on several real rows: rows of one file are then all real, and one with the same
 *   id and content in another file is the same incident as long as that file has no more of them. They are kept as `id`, `id#2`
 *   and so on, in the order in which they are met.
 */
export function createDuplicateCheck(repeatsIds = false): DuplicateCheck {
  return repeatsIds ? createRepeatCheck() : createUniqueCheck()
}

function createUniqueCheck(): DuplicateCheck {
  // Per id: 64 bits of content, file and line. 24 bytes an entry, so a million ids stay under 100 MB.
  const seen = createHashTable(4)
  const hasher = createHasher()
  return {
    sight(incident, fileIndex, line) {
      hashContent(hasher, incident)
      const content = hasher.take()
      hasher.text(incident.publisher)
      hasher.text(incident.sourceId)
      const slot = seen.find(hasher.take())
      const { values } = seen
      if (values[slot + 3] === 0) {
        values[slot] = content.high
        values[slot + 1] = content.low
        values[slot + 2] = fileIndex
        values[slot + 3] = line
        return { kind: 'new', sourceId: incident.sourceId }
      }
      if (values[slot] === content.high && values[slot + 1] === content.low) return DUPLICATE
      return { kind: 'conflict', fileIndex: values[slot + 2]!, line: values[slot + 3]! }
    },
  }
}

function createRepeatCheck(): DuplicateCheck {
  // Per id and content: how many are kept, the file that was counted last, and how many it has had so far.
  const seen = createHashTable(3)
  const kept = createHashTable(1)
  const hasher = createHasher()
  return {
    sight(incident, fileIndex) {
      hasher.text(incident.sourceId)
      hashContent(hasher, incident)
      const slot = seen.find(hasher.take())
      const { values } = seen
      if (values[slot + 1] !== fileIndex + 1) {
        values[slot + 1] = fileIndex + 1
        values[slot + 2] = 0
      }
      const inFile = (values[slot + 2] = values[slot + 2]! + 1)
      if (inFile <= values[slot]!) return DUPLICATE
      values[slot] = inFile
      hasher.text(incident.sourceId)
      const idSlot = kept.find(hasher.take())
      const n = (kept.values[idSlot] = kept.values[idSlot]! + 1)
      return { kind: 'new', sourceId: n === 1 ? incident.sourceId : `${incident.sourceId}#${n}` }
    },
  }
}

/** As `incidentContent`, for comparing within one load only: not kept anywhere, and much quicker. */
function hashContent(hasher: Hasher, incident: IncidentContent): void {
  hasher.number(incident.occurredFrom)
  hasher.number(incident.occurredTo)
  hasher.number(incident.recordedAt)
  hasher.text(incident.precision)
  hasher.text(incident.offence)
  hasher.text(incident.offenceCode)
  hasher.number(incident.flags.length)
  for (const flag of incident.flags) hasher.text(flag)
  hasher.text(incident.howFound)
  hasher.number(incident.domestic === null ? null : Number(incident.domestic))
  hasher.text(incident.placeType)
  hasher.number(incident.lng)
  hasher.number(incident.lat)
  hasher.text(incident.placeName)
}
