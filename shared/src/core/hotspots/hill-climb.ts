/** Coordinates stay where exp() and the logistic still tell one point from the next. */
export const CLIMB_LIMIT = 4
const CLIMB_FIRST_STEP = 1
const CLIMB_LAST_STEP = 0.1
/** A gain of less than this in log-likelihood is not worth another round over all cells. */
const CLIMB_LEAST_GAIN = 0.05

/**
 * Coordinate-wise hill climbing with halving steps: a few smooth coordinates need no derivative, and no chance is involved.
 *
 * @param free whether each coordinate may move
 * @param height a log-likelihood
 */
export function climb(
  start: readonly number[],
  free: readonly boolean[],
  height: (point: readonly number[]) => number,
): readonly number[] {
  // Steps lead back to points that were tried before; a height is a round over all cells.
  const tried = new Map<string, number>()
  const heightAt = (at: readonly number[]): number => {
    const key = at.join(' ')
    const found = tried.get(key) ?? height(at)
    tried.set(key, found)
    return found
  }
  let point = start
  let best = heightAt(point)
  let step = CLIMB_FIRST_STEP
  while (step >= CLIMB_LAST_STEP) {
    let moved = false
    for (let axis = 0; axis < start.length; axis++) {
      if (free[axis] !== true) continue
      for (const direction of [step, -step]) {
        const next = point.with(axis, point[axis]! + direction)
        if (Math.abs(next[axis]!) > CLIMB_LIMIT) continue
        const found = heightAt(next)
        if (found <= best + CLIMB_LEAST_GAIN) continue
        best = found
        point = next
        moved = true
        break
      }
    }
    if (!moved) step /= 2
  }
  return point
}
