/** Cells, and sums over them; divided by the cells they are means. */
export interface Tally {
  cells: number
  /** chance of being in the true top, as stated */
  stated: number
  /** chance of being in the top by the count of the later period: what is stated, blurred by the chance in that count */
  foreseen: number
  /** whether it then was, 0 to 1: where several cells share the last count of the top, each has its share of the places left */
  came: number
}

export const emptyTally = (): Tally => ({ cells: 0, stated: 0, foreseen: 0, came: 0 })

/** Adds one to the other, which is changed. */
export function addTally(to: Tally, from: Tally): void {
  to.cells += from.cells
  to.stated += from.stated
  to.foreseen += from.foreseen
  to.came += from.came
}

export function sumTallies(tallies: readonly Tally[]): Tally {
  const sum = emptyTally()
  for (const tally of tallies) addTally(sum, tally)
  return sum
}
