import { cellCentre, type CellResolution } from '../cells.ts'
import { METRES_PER_DEGREE } from '../geo.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { remembered } from '../remembered.ts'
import { cellColumn, partBounds, type CellCounts, type PartBounds } from './cell-counts.ts'
import { describeDictionary } from './cell-dictionary.ts'
import type { DayPeriod } from './ranking-period.ts'

/**
 * Standard deviation of the kernel, metres. From 80 to 160 catch the same but for noise, at both resolutions, in cities that were made and in
 * thinned parts of Chicago in 2013 and 2014 (docs/ranking.md).
 */
const KERNEL_M = 110

/** The kernel at its middle: shares are whole numbers, so that sums of them are the same in whatever order the rows came. */
const FULL = 255

/** No cell has more edges. */
const EDGES = 6

/**
 * How far incidents reach over the edges of their cell: entry 6i + k is the sum, over the incidents of cell i of the counts, of the kernel at the centre
 * of its k-th neighbour, in 255ths. Counts know a cell from its neighbours and nothing of where in it an incident was; where places of
 * violence are wider than a cell, what happened just beyond an edge says more than what happened far from it.
 */
export interface Reach {
  /** of the history and of the window before its last part */
  known: Float64Array
  /** of the history and of the whole window */
  all: Float64Array
}

/**
 * @param selected 1 for each row that may be counted
 * @param counts what `countCells` answered for the same rows, window and late part
 * @param useHistory as there
 */
export function sumReach(
  incidents: IncidentColumns,
  selected: Uint8Array,
  resolution: CellResolution,
  counts: CellCounts,
  window: DayPeriod,
  late: DayPeriod,
  useHistory: boolean,
): Reach {
  const { column } = cellColumn(incidents, resolution)
  const size = EDGES * counts.cells.length
  const sums = new Int32Array(2 * size)
  const shares = edgeShares(incidents, resolution)
  const bounds = partBounds(window, late, useHistory)
  addRows(sums, shares, column, counts.indexOf, incidents.occurredFrom, selected, bounds)
  const known = Float64Array.from(sums.subarray(0, size))
  const all = new Float64Array(size)
  for (let k = 0; k < size; k++) all[k] = known[k]! + sums[size + k]!
  return { known, all }
}

/**
 * What was known first and then the late part, one after the other. A function of its own, so that the loop stays compiled from one ranking
 * to the next.
 */
function addRows(
  sums: Int32Array,
  shares: Uint8Array,
  column: Int32Array,
  indexOf: Int32Array,
  occurredFrom: Int32Array,
  selected: Uint8Array,
  { earliest, late, to }: PartBounds,
): void {
  const lateFrom = sums.length / 2
  for (let i = 0; i < column.length; i++) {
    const at = occurredFrom[i]!
    if ((selected[i]! & Number(at >= earliest) & Number(at < to)) === 0) continue
    const first = EDGES * indexOf[column[i]!]! + lateFrom * Number(at >= late)
    const from = EDGES * i
    sums[first]! += shares[from]!
    sums[first + 1]! += shares[from + 1]!
    sums[first + 2]! += shares[from + 2]!
    sums[first + 3]! += shares[from + 3]!
    sums[first + 4]! += shares[from + 4]!
    sums[first + 5]! += shares[from + 5]!
  }
}

/** The reach without what presence added to the counts: that of each cell is lessened as the cell's count is. */
export function discountReach(reach: Float64Array, before: CellCounts, after: CellCounts): Float64Array {
  const discounted = new Float64Array(reach.length)
  for (let i = 0; i < before.cells.length; i++) {
    const share =
      (after.early[i]! + after.late[i]! + after.history[i]!) / (before.early[i]! + before.late[i]! + before.history[i]!)
    for (let k = EDGES * i; k < EDGES * (i + 1); k++) discounted[k] = reach[k]! * share
  }
  return discounted
}

/** Of each row at [6i, 6i + 6) the kernel at the centres of its cell's neighbours; looked up once for each resolution. */
const edgeShares: (incidents: IncidentColumns, resolution: CellResolution) => Uint8Array = remembered(
  2,
  (resolution) => String(resolution),
  (incidents: IncidentColumns, resolution: CellResolution) => {
    const { column, dictionary } = cellColumn(incidents, resolution)
    const { all, neighbours } = describeDictionary(dictionary, resolution)
    const centreLat = new Float64Array(all.length)
    const centreLng = new Float64Array(all.length)
    all.forEach((cell, entry) => {
      const { lat, lng } = cellCentre(cell)
      centreLat[entry] = lat
      centreLng[entry] = lng
    })
    const shares = new Uint8Array(EDGES * column.length)
    fillShares(shares, incidents, column, neighbours, centreLat, centreLng)
    return shares
  },
)

/** Distances are equirectangular: a neighbour is near. */
function fillShares(
  shares: Uint8Array,
  { lat, lng }: IncidentColumns,
  column: Int32Array,
  neighbours: Int32Array,
  centreLat: Float64Array,
  centreLng: Float64Array,
): void {
  for (let i = 0; i < column.length; i++) {
    const cell = column[i]!
    const shrink = Math.cos((centreLat[cell]! * Math.PI) / 180)
    for (let k = 0; k < EDGES; k++) {
      const other = neighbours[EDGES * cell + k]!
      if (other < 0) continue
      const y = (centreLat[other]! - lat[i]!) * METRES_PER_DEGREE
      const x = (centreLng[other]! - lng[i]!) * METRES_PER_DEGREE * shrink
      shares[EDGES * i + k] = Math.round(FULL * Math.exp(-(x * x + y * y) / (2 * KERNEL_M * KERNEL_M)))
    }
  }
}
