import type { Hotspot } from '../hotspots/hotspot.ts'
import { createKeyedRng } from '../random.ts'
import { createBcuInstance, type TourSlot } from './draw/bcu-instance.ts'
import { fitMechanism } from './draw/fit.ts'
import { createSimulator } from './draw/simulate.ts'
import { drawEntryPoint, listEntryPoints } from './entry-points.ts'
import { createPlanClock } from './plan-clock.ts'
import { BINS_PER_DAY, PROBABILITY_UNIT, type Guarantee, type PatrolWindow, type Plan, type PlanInput } from './plan.ts'
import { computePropensities } from './propensities.ts'
import { findTargets } from './targets.ts'
import { baseId, selectMatrix } from './travel-matrix.ts'
import { findUnplaced } from './unplaced.ts'
import { findUnused } from './unused.ts'

/** What a plan of one command unit is drawn with. */
export interface UnitOptions {
  /** 32 secret bytes; the same key gives the same plan */
  key: Uint8Array
  /** which draw of the key; each redraw is published with its number */
  draw: number
  onProgress?: (share: number) => void
}

/** One command unit's part of a plan. Plain data: it may be made in another thread and sent back. */
export interface UnitPlan extends Pick<Plan, 'unplaced' | 'unused' | 'windows'> {
  bcu: string
  tours: readonly { shiftId: string; inPeriod: boolean; refreshments: { start: number; end: number } | null }[]
  /** hotspots of the unit, by id, with their rows of `p` in this order */
  hotspotIds: readonly string[]
  /** hotspots x (days x 48), in PROBABILITY_UNIT */
  p: Uint32Array
  /** patrol minutes of its tours */
  productive: number
}

/** The part of an input that concerns one command unit, so that a thread need not be sent all. */
export function selectUnit(input: PlanInput, bcu: string): PlanInput {
  const hotspots = input.hotspots.filter((hotspot) => hotspot.bcu === bcu)
  const ids = new Set(hotspots.map(({ id }) => id))
  // The design is in the treatment; that and the order of the file list every place of the force.
  const { blackouts, treatment, travel, guarantees, design: _, hotspotOrder: _order, ...rest } = input
  return {
    ...rest,
    hotspots,
    shifts: input.shifts.filter((shift) => shift.bcu === bcu),
    travel: {
      ...travel,
      ...(travel.matrix && { matrix: selectMatrix(travel.matrix, new Set([...ids, baseId(bcu)])) }),
    },
    ...(guarantees && { guarantees: splitGuarantees(guarantees, input.hotspots, hotspots) }),
    ...(blackouts && { blackouts: blackouts.filter(({ hotspotId }) => hotspotId === null || ids.has(hotspotId)) }),
    ...(treatment && { treatment: new Map([...treatment].filter(([id]) => ids.has(id))) }),
  }
}

/** An area in several units is guaranteed in each by the share of its doses there. */
function splitGuarantees(
  guarantees: readonly Guarantee[],
  all: readonly Hotspot[],
  here: readonly Hotspot[],
): readonly Guarantee[] {
  const doseOf = (places: readonly Hotspot[], name: string): number =>
    places.reduce((sum, { area, dosePerDay }) => sum + (area === name ? dosePerDay : 0), 0)
  return guarantees.flatMap(({ area, leastPerDay }) => {
    const dose = doseOf(here, area)
    const ofAll = doseOf(all, area)
    if (dose === 0) return []
    // Unchanged where all of the area is here, so that cutting down twice is the same as once.
    return [{ area, leastPerDay: dose === ofAll ? leastPerDay : (leastPerDay * dose) / ofAll }]
  })
}

/**
 * Plans one command unit: fits its mechanism and computes its probabilities without the key, then makes one draw from the
 * stream `draw/<n>/<bcu>`. Units share neither crews nor places, so that they may be planned in any order, anywhere.
 *
 * @param input as `normaliseInput` leaves it, whole or cut down by `selectUnit`
 */
export function planUnit(bcu: string, input: PlanInput, { key, draw, onProgress }: UnitOptions): UnitPlan {
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  const unit = selectUnit(input, bcu)
  const { hotspots, shifts } = unit
  const instance = createBcuInstance(bcu, hotspots, shifts, unit.travel, clock, unit)
  const simulator = createSimulator(instance)
  const targets = findTargets(instance)
  const mechanism = fitMechanism(instance, targets, simulator, (share) => onProgress?.(share / 2))
  const { p, meanVisits } = computePropensities(instance, mechanism, simulator, (share) =>
    onProgress?.(0.5 + share / 2),
  )
  const drawn = simulator.run(mechanism, createKeyedRng(key, `draw/${draw}/${bcu}`))

  const entryRng = createKeyedRng(key, `entry/${draw}/${bcu}`)
  const entryPoints = hotspots.map(listEntryPoints)
  const bins = clock.days * BINS_PER_DAY
  const visitsOfTour = new Map<TourSlot, number>()
  const windows = drawn.visits
    .flatMap((visit) => [visit, ...visit.partners.map((tour) => ({ ...visit, tour }))])
    .sort((a, b) => a.start - b.start || a.tour - b.tour)
    .map(({ tour: tourIndex, place, start, end, activity }): PatrolWindow => {
      const tour = instance.tours[tourIndex]!
      const number = (visitsOfTour.get(tour) ?? 0) + 1
      visitsOfTour.set(tour, number)
      return {
        // Joined, since a template would keep its parts as well: a big plan has half a million of these.
        id: [tour.shift.id, String(number).padStart(2, '0')].join('-'),
        hotspotId: hotspots[place]!.id,
        teamId: tour.shift.teamId,
        shiftId: tour.shift.id,
        start: clock.originUtcMin + start,
        end: clock.originUtcMin + end,
        probability: p[place * bins + clock.bin[start]!]! / PROBABILITY_UNIT,
        activity: instance.activities.list[activity]!.id,
        entryPoint: drawEntryPoint(entryPoints[place]!, entryRng),
      }
    })
  return {
    bcu,
    windows,
    tours: instance.tours.map(({ shift, inPeriod, breakMinutes }, index) => {
      const start = clock.originUtcMin + drawn.breakStarts[index]!
      return {
        shiftId: shift.id,
        inPeriod,
        refreshments: breakMinutes === 0 ? null : { start, end: start + breakMinutes },
      }
    }),
    hotspotIds: hotspots.map(({ id }) => id),
    p,
    unplaced: findUnplaced(instance, targets, meanVisits, drawn.visits),
    unused: findUnused(instance, drawn),
    productive: instance.productive,
  }
}
