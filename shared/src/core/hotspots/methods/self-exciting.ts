import { sumByCell } from './counts.ts'
import type { Evidence, RankingMethod } from './method.ts'

const MINUTES_PER_DAY = 1440
const ROUNDS = 50
const LEAST_CHANGE = 1e-4
/** Where the fit starts: one incident in five caused by another one, within about ten days. */
const START = { offspring: 0.2, decayPerDay: 0.1 }
/** A triggering that lasts longer than the window cannot be told from the background. */
const LEAST_DECAY_PER_DAY = 1e-3
const MOST_DECAY_PER_DAY = 24

/** Chance-caused and self-caused parts of the process. */
export interface SelfExcitingFit {
  /** incidents that one incident causes in its own cell, on average */
  offspring: number
  decayPerDay: number
  /** incidents a day of each cell that no other incident caused */
  background: Float64Array
  /** sum over a cell's incidents of exp(-decay x days before as-of) */
  fresh: Float64Array
}

/**
 * Self-exciting point process (ETAS) by cell: intensity = background of the cell + sum over its earlier incidents of
 * offspring x decay x exp(-decay x days since), fitted on the window by expectation maximisation; the score is the expected count of the horizon
 * from the background and from what has happened so far.
 *
 * @see Mohler et al. (2015), Journal of the American Statistical Association 110(512), 1399-1411
 */
export const selfExciting: RankingMethod = {
  id: 'self-exciting',
  label: 'self-exciting',
  score(evidence) {
    const { offspring, decayPerDay, background, fresh } = fitSelfExciting(evidence)
    const fading = offspring * (1 - Math.exp(-decayPerDay * evidence.horizonDays))
    return { score: background.map((rate, cell) => rate * evidence.horizonDays + fading * fresh[cell]!) }
  },
}

/** Expectation maximisation on the window. Incidents at one instant (month-only data: all of a month) do not cause each other. */
export function fitSelfExciting(evidence: Evidence): SelfExcitingFit {
  const { rows, windowFrom, asOfUtcMin, windowDays } = evidence
  const cells = evidence.study.cells.length
  const counts = sumByCell(evidence, windowFrom)
  const rounds = counts.some((count) => count > 0) ? ROUNDS : 0
  let { offspring, decayPerDay } = START
  let background = counts.map((count) => (count * (1 - offspring)) / windowDays)
  const state = {
    /** of each cell: its latest instant, incidents at that instant, and the sums over those before it */
    at: new Float64Array(cells),
    now: new Float64Array(cells),
    decayed: new Float64Array(cells),
    decayedAge: new Float64Array(cells),
  }

  for (let round = 0; round < rounds; round++) {
    state.at.fill(0)
    state.now.fill(0)
    state.decayed.fill(0)
    state.decayedAge.fill(0)
    const nextBackground = new Float64Array(cells)
    let caused = 0
    let causedAge = 0
    let exposed = 0
    for (let row = windowFrom; row < rows.cell.length; row++) {
      const cell = rows.cell[row]!
      if (cell < 0) continue
      const day = rows.utcMin[row]! / MINUTES_PER_DAY
      advance(state, cell, day, decayPerDay)
      state.now[cell]! += 1
      const trigger = offspring * decayPerDay * state.decayed[cell]!
      const intensity = background[cell]! + trigger
      nextBackground[cell]! += background[cell]! / intensity / windowDays
      caused += trigger / intensity
      causedAge += (offspring * decayPerDay * state.decayedAge[cell]!) / intensity
      // What an incident near as-of will cause is not in the window yet.
      exposed += 1 - Math.exp(-decayPerDay * (asOfUtcMin / MINUTES_PER_DAY - day))
    }
    const before = { offspring, decayPerDay }
    if (caused > 0 && exposed > 0) offspring = Math.min(0.99, caused / exposed)
    else offspring = 0
    if (causedAge > 0) decayPerDay = Math.min(MOST_DECAY_PER_DAY, Math.max(LEAST_DECAY_PER_DAY, caused / causedAge))
    background = nextBackground
    if (
      Math.abs(offspring - before.offspring) < LEAST_CHANGE &&
      Math.abs(decayPerDay - before.decayPerDay) < LEAST_CHANGE * before.decayPerDay
    )
      break
  }
  const fresh = sumByCell(evidence, windowFrom, (row) =>
    Math.exp((-decayPerDay * (asOfUtcMin - rows.utcMin[row]!)) / MINUTES_PER_DAY),
  )
  return { offspring, decayPerDay, background, fresh }
}

interface CellStates {
  at: Float64Array
  now: Float64Array
  decayed: Float64Array
  decayedAge: Float64Array
}

/** Brings a cell's sums over its earlier incidents to `day`: exponentials need no second look at the incidents (Ozaki 1979). */
function advance(state: CellStates, cell: number, day: number, decayPerDay: number): void {
  const passed = day - state.at[cell]!
  if (passed > 0) {
    const kept = Math.exp(-decayPerDay * passed)
    const grown = state.decayed[cell]! + state.now[cell]!
    state.decayedAge[cell] = kept * (state.decayedAge[cell]! + passed * grown)
    state.decayed[cell] = kept * grown
    state.now[cell] = 0
    state.at[cell] = day
  }
}
