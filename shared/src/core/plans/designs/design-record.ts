import { round6 } from '../../canonical-json.ts'
import { formatDay } from '../../time.ts'
import type { Crossover } from './crossover.ts'

/** A design as the plan file writes it: one row for each place-day, by place and day. */
export function toDesignRecord({ name, probability, rows }: Crossover, startDay: number) {
  return {
    name,
    assignments: rows.flatMap(({ hotspotId, treated, analysed }) =>
      Array.from(treated, (on, day) => ({
        hotspotId,
        day: formatDay(startDay + day),
        arm: on === 1 ? ('treatment' as const) : ('control' as const),
        probability: round6(probability),
        analysed: analysed[day] === 1,
      })),
    ),
  }
}
