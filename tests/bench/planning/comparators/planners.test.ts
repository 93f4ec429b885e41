import { describe, expect, it } from 'vitest'
import { checkPlan, makePlan, toPlanFile } from '../../../../shared/src/core/index.ts'
import { createInstance } from '../../../../shared/src/core/plans/plan-instance.test-support.ts'
import { createZone, formatInstant } from '../../../../shared/src/core/time.ts'
import { createSeededRng } from '../../../../shared/src/core/random.ts'
import { listUnits, measureComparator } from './measure-comparator.ts'
import { COMPARATORS } from './planners.ts'

const input = createInstance({ hotspots: 24, bcus: 2, crews: 2, days: 8, maxVisits: 9 })
const zone = createZone(input.timezone)
const ours = toPlanFile(makePlan(input, { key: new Uint8Array(32).fill(1) }))

/** Our plan's file with the comparator's visits and refreshments in it, and no figures, which would be those of ours. */
function toFile(plan: (typeof COMPARATORS)[number]['plan'], seed: number): typeof ours {
  const file = { ...structuredClone(ours), measures: {} }
  const breaks = new Map<string, number>()
  file.windows = listUnits(input).flatMap(({ instance }, unit) => {
    const { visits, breakStarts } = plan(instance, createSeededRng(seed + unit))
    const time = (minute: number): string => formatInstant(instance.clock.originUtcMin + minute, zone)
    for (const [index, tour] of instance.tours.entries()) breaks.set(tour.shift.id, breakStarts[index]!)
    return visits.map((visit, number) => {
      const { shift } = instance.tours[visit.tour]!
      const hotspotId = instance.hotspots[visit.place]!.id
      return {
        ...ours.windows[0]!,
        id: `${unit}-${number}`,
        hotspotId,
        shiftId: shift.id,
        teamId: shift.teamId,
        start: time(visit.start),
        end: time(visit.end),
        probability: file.propensities.p[hotspotId]![instance.clock.bin[visit.start]!]!,
      }
    })
  })
  const origin = listUnits(input)[0]!.instance.clock.originUtcMin
  for (const shift of file.shifts) {
    const start = origin + breaks.get(shift.id)!
    shift.break = { start: formatInstant(start, zone), end: formatInstant(start + shift.breakMinutes, zone) }
  }
  return file
}

describe('the comparators', () => {
  for (const { name, plan, isRandom } of COMPARATORS) {
    it(`${name}: keeps every rule that our plans keep`, () => {
      const file = toFile(plan, 1)
      expect(file.windows.length).toBeGreaterThan(100)
      expect(checkPlan(file).violations.filter(({ kind }) => kind !== 'probability-mismatch')).toEqual([])
    })

    it(`${name}: ${isRandom ? 'differs' : 'is the same'} from seed to seed`, () => {
      const units = listUnits(input)
      const starts = (seed: number) =>
        measureComparator(input, units, plan, seed).visits.map(({ place, start }) => [place, start])
      expect(starts(1)).toEqual(starts(1))
      if (isRandom) expect(starts(1)).not.toEqual(starts(2))
    })
  }
})
