/** Whether a figure lies within what was foreseen; null when there is nothing to hold it against. */
export type OutcomeVerdict = 'below' | 'within' | 'above' | null

/** What came in a ranking's horizon, beside what was foreseen. Counts of 1 and 2 are null. */
export interface Outcome {
  /** `none`: no day of the horizon is known yet; `partial`: some are */
  state: 'none' | 'partial' | 'whole'
  /** days of the horizon that are known, of all its days */
  daysKnown: number
  days: number
  /** incidents in the listed places on these days */
  hits: number | null
  /** incidents in scope anywhere on these days */
  incidents: number | null
  /** hits / incidents; null when either is not told or there was none */
  hitRate: number | null
  /** what the ranking itself expected of these days */
  expected: number
  /** 10 % and 90 % quantiles of it */
  expectedLow: number
  expectedHigh: number
  againstExpected: OutcomeVerdict
  /** null when there is no promise, too little of it, too little of the horizon, or when it speaks of another number of cells */
  againstPromise: OutcomeVerdict
  /** plain sentences, fit to be shown as they are */
  sentences: string[]
}
