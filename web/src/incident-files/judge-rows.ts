import {
  createZone,
  createZoneCheck,
  DomainError,
  findFormat,
  formatLocalMinute,
  parseMapping,
  type IncidentFormat,
  type OutOfScopeReason,
  type TextRow,
} from '@planner/shared/core'
import type { JudgedIncident, JudgedReject, JudgedRows, ReadingChoice } from './messages.ts'

const EXAMPLES = 5

/** @throws {DomainError} for a mapping that cannot be read */
export const formatOf = (choice: ReadingChoice): IncidentFormat =>
  choice.format === 'mapped'
    ? findFormat('mapped', parseMapping(choice.mapping, 'This mapping'))
    : findFormat(choice.format)

/**
 * What would become of the first rows of a file, by the very code that loads it.
 *
 * @param timezone IANA name of the local clock of the file's times
 */
export function judgeRows(
  file: string,
  header: readonly string[],
  rows: readonly TextRow[],
  { choice, timezone }: { choice: ReadingChoice; timezone: string },
): JudgedRows {
  const outOfScope = new Map<OutOfScopeReason, number>()
  const rejects = new Map<string, { rows: number; example: JudgedReject }>()
  const examples: JudgedIncident[] = []
  let taken = 0
  let rejected = 0
  let offClock: string | null
  try {
    const zone = createZone(timezone)
    const format = formatOf(choice)
    const zoneCheck = createZoneCheck(format, zone)
    const reader = format.start(header, { file, zone })
    for (const { fields, line } of rows) {
      const result = reader.read(fields, line)
      if (result.kind === 'incident') {
        taken += 1
        zoneCheck.take(result.incident)
        const { occurredFrom, precision, offence, lat, lng, placeName } = result.incident
        if (examples.length < EXAMPLES)
          examples.push({
            line,
            occurredFrom: formatLocalMinute(zone.toLocalMin(occurredFrom)).slice(0, WRITTEN_LENGTH[precision]),
            offence,
            lat,
            lng,
            placeName,
          })
      } else if (result.kind === 'out-of-scope') outOfScope.set(result.reason, (outOfScope.get(result.reason) ?? 0) + 1)
      else {
        rejected += 1
        zoneCheck.refuse(result.reject)
        const { code, column, value, advice } = result.reject
        const known = rejects.get(code)
        if (known === undefined) rejects.set(code, { rows: 1, example: { line, column, value, advice } })
        else known.rows += 1
      }
    }
    offClock = zoneCheck.warning()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { ...NOTHING, rows: rows.length, refused: error.message }
  }
  return {
    rows: rows.length,
    taken,
    outOfScope: [...outOfScope].map(([reason, count]) => ({ reason, rows: count })),
    rejected,
    rejectsByCode: [...rejects].map(([code, found]) => ({ code, ...found })).sort((a, b) => b.rows - a.rows),
    examples,
    offClock,
    refused: null,
  }
}

/** Of YYYY-MM-DDTHH:MM. */
const WRITTEN_LENGTH = { minute: 16, day: 10, month: 7 } as const

const NOTHING: JudgedRows = {
  rows: 0,
  taken: 0,
  outOfScope: [],
  rejected: 0,
  rejectsByCode: [],
  examples: [],
  offClock: null,
  refused: null,
}
