/** Deviates for which the ratio below is kept, in steps of a hundredth. */
const RANGE = 4
const STEPS = 100

/** By (z + RANGE) x STEPS: density of the normal distribution at z over its probability below z. */
const HAZARDS = createHazards()

function createHazards(): Float64Array {
  const density = (z: number): number => Math.exp((-z * z) / 2)
  const hazards = new Float64Array(2 * RANGE * STEPS + 1)
  let below = 0
  for (let step = -2 * RANGE * STEPS; step <= RANGE * STEPS; step++) {
    const z = step / STEPS
    below += (density(z - 1 / STEPS) + density(z)) / 2 / STEPS
    if (step >= -RANGE * STEPS) hazards[step + RANGE * STEPS] = density(z) / below
  }
  return hazards
}

/**
 * Logarithm of the factor on the pull of a place that still needs `needed` visits to reach its floor, when `expected` more are
 * to come by chance: nothing while the floor is safe, more and more as it slips out of reach.
 *
 * Of all ways to keep a count of chance visits above a floor, the one that changes least is to take chance as it is, given
 * that the floor is reached (Doob's transform): the rate is multiplied by P(floor reached | one visit more) / P(floor
 * reached), here with the normal distribution in place of Poisson's. A pull to the target at all times would tell a
 * watcher, after each visit, that the next is a little less likely.
 */
export function floorPull(needed: number, expected: number): number {
  if (needed <= 0) return 0
  // Less than this is to come only in the plan's last hours, when nothing can be made good any more.
  const deviation = Math.sqrt(Math.max(expected, 0.05))
  const z = (expected - needed + 0.5) / deviation
  const step = Math.round((Math.max(-RANGE, Math.min(RANGE, z)) + RANGE) * STEPS)
  return HAZARDS[step]! / deviation
}
