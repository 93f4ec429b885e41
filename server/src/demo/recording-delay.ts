import { uniform, type Offence, type Rng } from '@planner/shared/core'

/** Share of incidents that are recorded at least so many minutes after they happened; falls from 1. */
type Waiting = readonly (readonly [minutes: number, share: number])[]

const HOUR = 60
const DAY = 24 * HOUR

/**
 * Fitted to the order in which Chicago's ids were given 2013-2016 (docs/demonstration.md): no open file of
 * incidents says when each was recorded. The last step of each is a limit and not fitted.
 */
const WAITING: Readonly<Record<'sexual-offence' | 'any', Waiting>> = {
  'sexual-offence': [
    [5, 1],
    [HOUR, 0.95],
    [6 * HOUR, 0.72],
    [DAY, 0.46],
    [3 * DAY, 0.3],
    [7 * DAY, 0.213],
    [28 * DAY, 0.13],
    [90 * DAY, 0.08],
    [540 * DAY, 0.01],
  ],
  any: [
    [5, 1],
    [HOUR, 0.6],
    [6 * HOUR, 0.24],
    [DAY, 0.115],
    [3 * DAY, 0.051],
    [7 * DAY, 0.021],
    [28 * DAY, 0.006],
    [90 * DAY, 0.0017],
    [540 * DAY, 0.0001],
  ],
}

/** Whole minutes from an incident to its record: most within the day, a tail of weeks, far more so for sexual offences. */
export function drawRecordingDelay(offence: Offence, rng: Rng): number {
  const steps = WAITING[offence === 'sexual-offence' ? offence : 'any']
  const share = 1 - uniform(rng)
  const next = steps.findIndex((step) => step[1] < share)
  if (next <= 0) return steps.at(-1)![0]
  const [fromMin, fromShare] = steps[next - 1]!
  const [toMin, toShare] = steps[next]!
  // Straight between the steps on logarithmic scales, as waiting times with a long tail are.
  const part = Math.log(share / fromShare) / Math.log(toShare / fromShare)
  return Math.round(fromMin * (toMin / fromMin) ** part)
}
