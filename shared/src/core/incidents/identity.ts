import { canonicalJson } from '../canonical-json.ts'
import { sha256Hex } from '../random.ts'
import { createHashTable, hashText } from './hash-table.ts'
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
  /** `id` the first time, `id#2` the second: for sources that write one id on several real rows. */
  fromRepeatedId(id: string): string
}

/** Counts start anew with each file, so that the same file always gives the same ids. */
export function createIdentityMaker(): IdentityMaker {
  const occurrences = createHashTable(1)
  const count = (text: string): number => {
    const slot = occurrences.find(hashText(text))
    return (occurrences.values[slot] = occurrences.values[slot]! + 1)
  }
  return {
    fromContent(content) {
      const digest = sha256Hex(incidentContent(content))
      return `${digest}#${count(digest)}`
    },
    fromRepeatedId(id) {
      const n = count(id)
      return n === 1 ? id : `${id}#${n}`
    },
  }
}

/** What the load already knows of an incident's id. */
export type Sighting =
  | { kind: 'new' }
  /** the same id with the same content */
  | { kind: 'duplicate' }
  /** the same id with other content; `fileIndex` and `line` are where it was first met */
  | { kind: 'conflict'; fileIndex: number; line: number }

/** Recognises incidents that one load meets twice: overlapping exports, or one id on two different incidents. */
export interface DuplicateCheck {
  sight(incident: Incident, fileIndex: number, line: number): Sighting
}

export function createDuplicateCheck(): DuplicateCheck {
  // Per id: 64 bits of content, file and line. 24 bytes an entry, so a million ids stay under 100 MB.
  const seen = createHashTable(4)
  return {
    sight(incident, fileIndex, line) {
      const content = hashText(incidentContent(incident))
      const slot = seen.find(hashText(`${incident.publisher} ${incident.sourceId}`))
      const { values } = seen
      if (values[slot + 3] === 0) {
        values[slot] = content.high
        values[slot + 1] = content.low
        values[slot + 2] = fileIndex
        values[slot + 3] = line
        return { kind: 'new' }
      }
      if (values[slot] === content.high && values[slot + 1] === content.low) return { kind: 'duplicate' }
      return { kind: 'conflict', fileIndex: values[slot + 2]!, line: values[slot + 3]! }
    },
  }
}
