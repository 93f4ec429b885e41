/**
 * When places should be visited: the visits by place and slot of the week that gain most coverage, at a price on telling
 * places by their hours.
 *
 *   maximise  sum n_b R_jb (1 - e^(-c x_jb / n_b))  -  temperature * sum x_jb ln(x_jb / (T_j v_b))
 *   where     places get their visits     (sum over b of x_jb = T_j)
 *             crews keep their pace       (sum over j of x_jb = N v_b, with N = sum T_j)
 *             no slot is left out         (x_jb >= l_j T_j v_b)
 *
 * The second sum over N is the mutual information of place and slot: what knowing a place tells about its hours. It is also
 * ln(slots) times what the entropy of its visits falls short of the roster's own evenness, so the temperature is the dual of
 * an entropy floor, and each temperature gives the optimum for the entropy that it comes out with. Concave, and solved to
 * the optimum by Newton's method on the prices of the two kinds of rows.
 */
export interface HourProgramme {
  places: number
  slots: number
  /** by slot: v, share of patrol time; above 0, sum 1 */
  pace: Float64Array
  /** by slot: n, how often the plan has it */
  occurrences: Float64Array
  /** places x slots: R, risk in one occurrence */
  risks: Float64Array
  /** by place: T, visits over the plan; above 0 */
  visits: Float64Array
  /** by place: l, least rate in any slot over the place's mean rate; above 0, below 1 */
  leastRates: Float64Array
}

/** The optimum at one temperature, and where to start from for the next. */
export interface HourPlan {
  temperature: number
  /** places x slots: ln(x_jb / (T_j v_b)), 0 where visits are as even as the roster */
  logRates: Float64Array
  placePrices: Float64Array
  slotPrices: Float64Array
  /** expected coverage, in the unit of the risks */
  coverage: number
  /** mean over visits: 1 is as even as the roster, 0 would be one slot for each place */
  entropy: number
}

/** c: visits come at random, and the mean of 1 - e^-k over a Poisson k of mean m is 1 - e^(-c m). */
export const BENEFIT_RATE = 1 - Math.exp(-1)

/** Every place as even as the roster: the optimum at an endless temperature. */
export function planEvenHours(programme: HourProgramme): HourPlan {
  return describeHours(programme, {
    temperature: Number.POSITIVE_INFINITY,
    logRates: new Float64Array(programme.places * programme.slots),
    placePrices: new Float64Array(programme.places),
    slotPrices: new Float64Array(programme.slots),
  })
}

/** Adds what the visits are worth and how even they are. */
export function describeHours(
  { places, slots, pace, occurrences, risks, visits }: HourProgramme,
  plan: Omit<HourPlan, 'coverage' | 'entropy'>,
): HourPlan {
  let coverage = 0
  let told = 0
  let total = 0
  for (let place = 0; place < places; place++)
    for (let slot = 0; slot < slots; slot++) {
      const at = place * slots + slot
      const here = visits[place]! * pace[slot]! * Math.exp(plan.logRates[at]!)
      const often = occurrences[slot]!
      coverage += often * risks[at]! * (1 - Math.exp((-BENEFIT_RATE * here) / often))
      told += here * plan.logRates[at]!
      total += here
    }
  return { ...plan, coverage, entropy: total === 0 || slots < 2 ? 1 : 1 - told / total / Math.log(slots) }
}
