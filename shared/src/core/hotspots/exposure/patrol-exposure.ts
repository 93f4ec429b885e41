import type { CellResolution } from '../../cells.ts'
import { PRECISION_CODES, type IncidentColumns } from '../../incidents/incident-columns.ts'
import { HOW_FOUND, type HowFound } from '../../incidents/incident.ts'
import type { Zone } from '../../time.ts'
import { cellColumn, type CellCounts } from '../cell-counts.ts'
import type { KnownHours } from '../hours/known-hours.ts'
import type { DayPeriod } from '../ranking-period.ts'
import { isPresentAt, presenceByCell, type PatrolPresence } from './patrol-presence.ts'
import { compareRecording, recordingFactor, type CellRecord, type RecordingComparison } from './recording-factor.ts'

/** Incidents of one provenance that were recorded while a crew was due at the place. */
export interface AffectedIncidents {
  howFound: Exclude<HowFound, 'police'>
  /** how many there are among those that the ranking counts */
  affected: number
  /** how many the same cells and hours without a crew lead to expect, against how many were seen: what the factor is made from */
  expected: number
  recorded: number
  /** times as many recorded as without a crew, at least 1; each of the affected counts 1 / factor */
  factor: number
}

/** What earlier patrols did to the records that a ranking counts. */
export interface PatrolExposure {
  /** affected rows, ascending */
  rows: Int32Array
  /** by index into HOW_FOUND: the part of an affected incident that is taken away */
  excess: readonly number[]
  told: readonly AffectedIncidents[]
}

/** Longer spans do not say whether the crew was there when it happened. */
const LONGEST_SPAN_MIN = 60

const PROVENANCES = ['public', 'unknown'] as const

/** Parts of an incident are whole multiples of 1 / this, so that their sums are exact in whatever order. */
const PARTS = 2 ** 16

/**
 * Finds the incidents that were recorded while a crew was due at their cell, and how many times as many such are recorded as at the same cells
 * and hours of the week without a crew. Rows found by police are in no ranking; these are rows that do not say who found them, or that
 * were reported to a crew which happened to be there ([ENS]: counts that patrols themselves raise send more patrols).
 *
 * Visits are drawn at random, so the comparison is fair; it knows planned presence, and what was delivered is a part of that. It sees only
 * incidents known to the minute within an hour. Where patrols both record more and prevent, it sees the product.
 *
 * @param selected 1 for each row that may be counted
 * @param counted rows from here to there are counted by the ranking, utcMin, half-open
 * @throws {DomainError} INVALID_INPUT for presence that makes no sense
 */
export function measureExposure(
  incidents: IncidentColumns,
  selected: Uint8Array,
  patrols: readonly PatrolPresence[],
  counted: { fromUtcMin: number; toUtcMin: number },
  zone: Zone,
): PatrolExposure {
  const presence = presenceByCell(patrols, counted.toUtcMin)
  const placed = rowsByPresence(incidents, selected, presence, counted)
  const affected = new Set<number>()
  const sums = PROVENANCES.map((): RecordingComparison => ({ recorded: 0, expected: 0 }))
  for (const [p, rows] of placed.entries()) {
    if (rows.length === 0) continue
    const { times } = presence[p]!
    const groups = PROVENANCES.map((): CellRecord[] => [])
    for (const row of rows) {
      const utcMin = incidents.occurredFrom[row]!
      const isPresent = isPresentAt(times, utcMin)
      if (isPresent) affected.add(row)
      groups[provenanceOf(incidents, row)]?.push({ utcMin, isPresent })
    }
    for (const [g, { recorded, expected }] of compareRecording(times, groups, zone).entries()) {
      sums[g]!.recorded += recorded
      sums[g]!.expected += expected
    }
  }
  const rows = Int32Array.from(affected).sort()
  const told = PROVENANCES.map((howFound, g): AffectedIncidents => {
    const seen = rows.reduce((count, row) => count + (provenanceOf(incidents, row) === g ? 1 : 0), 0)
    return { howFound, affected: seen, ...sums[g]!, factor: recordingFactor(sums[g]!) }
  })
  const excess = HOW_FOUND.map((howFound) => {
    const factor = told.find((one) => one.howFound === howFound)?.factor ?? 1
    return Math.round((1 - 1 / factor) * PARTS) / PARTS
  })
  return { rows, excess, told }
}

const provenanceOf = ({ howFound }: IncidentColumns, row: number): number =>
  PROVENANCES.findIndex((provenance) => provenance === HOW_FOUND[howFound[row]!])

/** For each cell with presence the counted rows in it that say when they happened, at the resolution that its cell is of. */
function rowsByPresence(
  incidents: IncidentColumns,
  selected: Uint8Array,
  presence: ReturnType<typeof presenceByCell>,
  { fromUtcMin, toUtcMin }: { fromUtcMin: number; toUtcMin: number },
): number[][] {
  const rows = presence.map((): number[] => [])
  const numbers = new Map(presence.map(({ cell }, p) => [cell, p]))
  const { cell9, cells9, cell10, cells10 } = incidents
  const lists9 = cells9.map((cell) => rows[numbers.get(cell) ?? -1])
  const lists10 = cells10.map((cell) => rows[numbers.get(cell) ?? -1])
  for (let row = 0; row < incidents.length; row++) {
    const at = incidents.occurredFrom[row]!
    if (selected[row] === 0 || at < fromUtcMin || at >= toUtcMin) continue
    if (incidents.precision[row] !== PRECISION_CODES.minute) continue
    if (incidents.occurredTo[row]! - at > LONGEST_SPAN_MIN) continue
    lists9[cell9[row]!]?.push(row)
    lists10[cell10[row]!]?.push(row)
  }
  return rows
}

/**
 * The counts without what presence added to them: each affected incident counts 1 / factor. Counts are as given where nothing was affected.
 *
 * @param counts what `countCells` answered for the same rows, window and late part
 */
export function discountCounts(
  counts: CellCounts,
  exposure: PatrolExposure,
  incidents: IncidentColumns,
  resolution: CellResolution,
  window: DayPeriod,
  late: DayPeriod,
): CellCounts {
  const { column } = cellColumn(incidents, resolution)
  const discounted = {
    ...counts,
    early: counts.early.slice(),
    late: counts.late.slice(),
    history: counts.history.slice(),
  }
  for (const row of exposure.rows) {
    const at = incidents.occurredFrom[row]!
    const cell = counts.indexOf[column[row]!]!
    if (at >= window.toUtcMin || cell < 0) continue
    const part = at >= late.fromUtcMin ? 'late' : at >= window.fromUtcMin ? 'early' : 'history'
    const excess = exposure.excess[incidents.howFound[row]!]!
    discounted[part][cell]! -= excess
    discounted[`${part}Total`] -= excess
  }
  return discounted
}

/** The hours without what presence added to them: else patrols would draw patrols to the hours in which they were. */
export function discountHours(known: KnownHours, exposure: PatrolExposure, incidents: IncidentColumns): KnownHours {
  const affected = new Set(exposure.rows)
  return {
    ...known,
    spread(i, visit) {
      if (!affected.has(i)) return known.spread(i, visit)
      const share = 1 - exposure.excess[incidents.howFound[i]!]!
      return known.spread(i, (hour, weight) => visit(hour, weight * share))
    },
  }
}
