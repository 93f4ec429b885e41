import {
  createZone,
  DomainError,
  MOST_REASON_CHARACTERS,
  parseInstant,
  type Blackout,
  type Hotspot,
} from '@planner/shared/core'
import { readRecords } from '../files/read-records.ts'

const COLUMNS = ['hotspot_id', 'from', 'to'] as const
const COLUMNS_WITH_REASON = [...COLUMNS, 'reason'] as const
type Column = (typeof COLUMNS_WITH_REASON)[number]
/** Bad rows that a message lists in full. */
const LISTED_FAULTS = 10
const LONGEST_SHOWN = 60
const EVERYWHERE = '*'

/**
 * Places and times to keep away from, from a CSV with `hotspot_id,from,to` and optionally `reason`; other columns are not
 * read. A reason is about the place ("road closed", "vigil"), never about a person. An empty hotspot_id or `*` is every place. One bad row refuses the file: a missing blackout is a crew where it must not be.
 *
 * @param timezone IANA name for times without an offset
 * @throws {DomainError} INVALID_INPUT with line, column, value and advice of the first bad rows and how many there are
 */
export async function readBlackouts(
  path: string,
  hotspots: readonly Pick<Hotspot, 'id'>[],
  timezone: string,
): Promise<Blackout[]> {
  const zone = createZone(timezone)
  const known = new Set(hotspots.map(({ id }) => id))
  const { records } = await readRecords<Column>(path, [COLUMNS_WITH_REASON, COLUMNS])
  const faults: string[] = []
  const blackouts = records.flatMap(({ line, fields }): Blackout[] => {
    const before = faults.length
    const refuse = (column: Column, advice: string): void => {
      faults.push(`  ${path}, line ${line}, ${column} "${shorten(fields[column])}": ${advice}`)
    }
    const { hotspot_id: id } = fields
    const hotspotId = id === '' || id === EVERYWHERE ? null : id
    if (hotspotId !== null && !known.has(hotspotId))
      refuse('hotspot_id', 'there is no such hotspot; use an id of the ranking, or * for every place')
    const from = parseInstant(fields.from, zone)?.utcMin
    const to = parseInstant(fields.to, zone)?.utcMin
    const advice = 'write a time such as 2026-01-05T18:00, local, or with an offset'
    if (from === undefined) refuse('from', advice)
    if (to === undefined) refuse('to', advice)
    if (from !== undefined && to !== undefined && to <= from) refuse('to', 'it must be after from')
    const reason = (fields.reason ?? '').replaceAll(/\s+/g, ' ')
    if (reason.length > MOST_REASON_CHARACTERS)
      refuse('reason', `it has ${reason.length} characters; ${MOST_REASON_CHARACTERS} are the most`)
    if (from === undefined || to === undefined || faults.length > before) return []
    return [{ hotspotId, from, to, ...(reason !== '' && { reason }) }]
  })
  if (faults.length > 0) {
    const rest = faults.length - LISTED_FAULTS
    throw new DomainError(
      'INVALID_INPUT',
      [
        `The blackouts have ${count(faults.length, 'fault')} in ${count(records.length, 'row')}; mend and try again.`,
        ...faults.slice(0, LISTED_FAULTS),
        ...(rest > 0 ? [`  and ${rest} more`] : []),
      ].join('\n'),
    )
  }
  return blackouts
}

function shorten(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
