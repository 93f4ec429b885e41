/** Reading takes most of the time; the rest is the merge. */
export const READING_SHARE = 0.8
/** Before that a rate is chance. */
const FIRST_RATE_MS = 1000
/** Below this share of the work the time left is a guess about a guess. */
const FIRST_SHARE = 0.01

const count = new Intl.NumberFormat('en-GB')

/**
 * How far reading is, in words: rows, and once there is something to reckon with rows a second and the time left.
 *
 * @param share of the whole load that is done, 0 to 1
 */
export function describeReading({
  rows,
  share,
  elapsedMs,
}: {
  rows: number
  share: number
  elapsedMs: number
}): string {
  const read = `read ${count.format(rows)} rows`
  if (elapsedMs < FIRST_RATE_MS) return read
  const rate = `${count.format(rowsPerSecond(rows, elapsedMs))} rows/s`
  if (share < FIRST_SHARE) return `${read}, ${rate}`
  return `${read}, ${rate}, ${timeLeft((elapsedMs / share) * (1 - share))}`
}

/** @param elapsedMs above 0 */
export const rowsPerSecond = (rows: number, elapsedMs: number): number => Math.round((1000 * rows) / elapsedMs)

/** In steps as coarse as the estimate is. */
function timeLeft(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 5) return 'a few seconds left'
  if (seconds < 60) return `about ${Math.ceil(seconds / 5) * 5} s left`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120 ? `about ${minutes} min left` : `about ${Math.ceil(minutes / 60)} h left`
}
