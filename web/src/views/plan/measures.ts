import { formatMeasure, formatShare } from '../../format.ts'

interface MeasureWords {
  title: string
  meaning: string
  format: (value: number) => string
}

const times = (value: number): string => `${formatMeasure(value)} times`

/**
 * What each measure of a plan means, in words for somebody who plans tours. Those that are not here (standard errors,
 * totals that stand elsewhere on the screen) are in the plan file.
 */
export const MEASURES: Readonly<Record<string, MeasureWords>> = {
  visitsPerTour: {
    title: 'Visits in a tour',
    meaning: 'On average, over all tours of the plan.',
    format: formatMeasure,
  },
  patrolMinutesUsed: {
    title: 'Patrol time used',
    meaning: 'Share of the time left for patrol that is filled with visits and the journeys to them.',
    format: formatShare,
  },
  doseRatioLeast: {
    title: 'The place that gets least',
    meaning: 'Its visits as a share of its target. Far below 100%: somewhere is left out.',
    format: formatShare,
  },
  minuteEntropy: {
    title: 'Evenness of starting minutes',
    meaning: '1: any minute of the half-hour is as likely as another. Low: visits start on the same minutes.',
    format: formatMeasure,
  },
  clockRepeat: {
    title: 'Same time as the day before',
    meaning: '1 is chance. Higher: a visit today tells when tomorrow’s comes.',
    format: times,
  },
  safeWindow30: {
    title: 'Return within half an hour',
    meaning: 'Against the same hour on other days. 1: just after a visit is no safer than any other time.',
    format: times,
  },
  safeWindow60: {
    title: 'Return within an hour',
    meaning: 'Against the same hours on other days. 1: no safe hour after a visit.',
    format: times,
  },
  safeWindow120: {
    title: 'Return within two hours',
    meaning: 'Against the same hours on other days. 1: no safe two hours after a visit.',
    format: times,
  },
  quotaLeak: {
    title: 'Visits after the usual number',
    meaning: '1: a place that has had its usual visits today may still be visited. 0: an observer knows it is over.',
    format: times,
  },
  emptiestHalfHour: {
    title: 'The emptiest half-hour',
    meaning: 'Visits in it, against the average half-hour with crews on duty. 0: there is an hour when nobody comes.',
    format: times,
  },
  breakSync: {
    title: 'Refreshments taken together',
    meaning: 'Largest share of a BCU’s crews that are at refreshments at once.',
    format: formatMeasure,
  },
  neighbourLift: {
    title: 'Next place along',
    meaning: '1: a visit here says nothing about the nearest other place. Higher: patrols come in clusters.',
    format: times,
  },
}
