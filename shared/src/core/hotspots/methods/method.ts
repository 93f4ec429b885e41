import type { Cell } from '../../cells.ts'
import type { RateEstimate } from '../estimate-rates.ts'

/** The cells that methods choose among, with what is always the same about them. */
export interface StudyArea {
  /** in alphabetical order, so that nothing hangs on the order of the input */
  cells: readonly Cell[]
  /** indexes of the up to six edge neighbours of cell i at [6i, 6i + 6); -1 where it is outside the study area */
  neighbours: Int32Array
  /**
   * Places at which a density is evaluated, metres east and north of the area's middle: cell i has
   * `pointsPerCell` of them from i x pointsPerCell on. One, the centre, at resolution 10; at 9, where a kernel of 150 m would not reach
   * the corners, the centres of its seven children.
   */
  pointX: Float64Array
  pointY: Float64Array
  pointsPerCell: number
  /** centres, metres as above */
  centreX: Float64Array
  centreY: Float64Array
  areaM2: Float64Array
}

/** Incidents in scope, in order of time. */
export interface EvidenceRows {
  utcMin: Int32Array
  /** index of the study cell, or -1 outside the study area */
  cell: Int32Array
  /** metres, as in the study area */
  x: Float64Array
  y: Float64Array
  /** harm days of each incident, capped */
  harmDays: Float64Array
}

/** All that a method may look at. There is nothing in it from as-of on. */
export interface Evidence {
  study: StudyArea
  rows: EvidenceRows
  /** utcMin of as-of: later than every row */
  asOfUtcMin: number
  /** index of the first row of the window (the 12 weeks before as-of) */
  windowFrom: number
  /** index of the first row of the three years before as-of; 0 when less is loaded */
  longFrom: number
  windowDays: number
  horizonDays: number
  /** the product's own estimate for this as-of; undefined when the window is empty */
  estimate: (history: 'use' | 'ignore') => StudyEstimate | undefined
  /** what the product would put cells in order by, history used; undefined when the window is empty */
  values: () => StudyValues | undefined
}

/** An estimate with the place of its cells in the study area. */
export interface StudyEstimate extends Pick<RateEstimate, 'posterior' | 'exposureDays'> {
  /** for entry i of the posterior its study cell, or -1 */
  studyCell: Int32Array
}

/** What the product ranks by when not by count, with the place of its cells in the study area. */
export interface StudyValues {
  /** harm days expected a day */
  harm: Float64Array
  combined: Float64Array
  /** for entry i of both its study cell, or -1 */
  studyCell: Int32Array
}

/** What a method says of each study cell. */
export interface MethodScores {
  /** higher is hotter; only the order counts, equals are ordered by the hash of the cell */
  score: Float64Array
  /** negative binomial forecast of the horizon's count, for a method that makes one; shape 0: no forecast for that cell */
  forecast?: { shape: Float64Array; rate: Float64Array; exposureDays: number }
  /** cells that pass a test of significance, for a method that has one */
  significant?: number
}

/** A way to say which cells come first: pure, and told only what was known at as-of. */
export interface RankingMethod {
  id: string
  /** for tables */
  label: string
  score: (evidence: Evidence) => MethodScores
}
