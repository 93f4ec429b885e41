/** Hours in a week and in a day. */
const WEEK = 168
const DAY = 24

/** A run of hours of the week, and its part of the week's risk. */
export interface Peak {
  /** hours since Monday 00:00, 0 to 167 */
  fromHour: number
  hours: number
  /** of the whole week's risk, 0 to 1 */
  share: number
  /** risk in these hours over the mean of the week */
  times: number
}

/**
 * The worst run of so many hours; a week has no end, so it may run from Sunday into Monday.
 *
 * @param profile 168 relative risks from Monday 00:00 local
 * @returns undefined when all hours are alike
 */
export function peakOf(profile: readonly number[], hours: number): Peak | undefined {
  const total = profile.reduce((sum, risk) => sum + risk, 0)
  if (profile.length !== WEEK || total <= 0 || profile.every((risk) => risk === profile[0])) return undefined
  let best = { fromHour: 0, risk: -1 }
  for (let fromHour = 0; fromHour < WEEK; fromHour++) {
    let risk = 0
    for (let k = 0; k < hours; k++) risk += profile[(fromHour + k) % WEEK] ?? 0
    // Sums of the same hours in another order differ in the last digits.
    if (risk > best.risk + 1e-9) best = { fromHour, risk }
  }
  const share = best.risk / total
  return { fromHour: best.fromHour, hours, share, times: (share * WEEK) / hours }
}

/** A profile as seven days of 24 hours, Monday first. */
export const daysOf = (profile: readonly number[]): number[][] =>
  Array.from({ length: WEEK / DAY }, (_, day) => profile.slice(day * DAY, (day + 1) * DAY))
