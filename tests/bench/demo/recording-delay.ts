/**
 * When reports were entered, as far as ids tell that are given in the order of entry: no report is entered before what it reports
 * happened, so the latest time among all ids up to one's own is the earliest that it can have been entered. With some hundred
 * reports a day the two lie minutes apart for the reports that come at once. What every report waits for alike is not in it.
 *
 * @param localMin times by id
 * @returns delays in minutes, in the order of ids
 */
export function delaysByOrder(rows: readonly { id: number; localMin: number }[]): number[] {
  let latest = -Infinity
  return rows
    .toSorted((a, b) => a.id - b.id)
    .map(({ localMin }) => {
      latest = Math.max(latest, localMin)
      return latest - localMin
    })
}

/** Share of `delays` of at least `minutes`. */
export function shareDelayed(delays: readonly number[], minutes: number): number {
  return delays.filter((delay) => delay >= minutes).length / delays.length
}
