import { MINUTES_PER_DAY, weekdayOf } from '../../../time.ts'
import { createBcuInstance, findPatrolledBins, type BcuInstance } from '../../draw/bcu-instance.ts'
import { createFitRng, fitMechanism } from '../../draw/fit.ts'
import type { Mechanism } from '../../draw/mechanism.ts'
import { createSimulator, type Simulator } from '../../draw/simulate.ts'
import { normaliseInput } from '../../normalise-input.ts'
import { createPlanClock, type PlanClock } from '../../plan-clock.ts'
import { BINS_PER_DAY, PROBABILITY_UNIT, type PlanInput } from '../../plan.ts'
import { computePropensities } from '../../propensities.ts'
import { selectUnit } from '../../plan-unit.ts'
import { findTargets } from '../../targets.ts'
import { listBars, measureFigures, type Bar, type FigureName } from '../bars.ts'
import { findClosedBins } from '../closed-bins.ts'
import { boundCoverage } from '../coverage-bound.ts'
import type { Estimate, MeasuredPlan } from '../measured-plan.ts'
import { describeShortfall } from '../shortfall.ts'

/** Share of the work that fitting takes, for the progress alone. */
const FITTING_SHARE = 0.1

/** Which draws to make: numbers `from` to `to` (half-open) of one fixed sequence, so that parts add up to the whole. */
export interface DrawRange {
  from: number
  to: number
  /** the red team watches every so many-th draw */
  observeEvery: number
}

/** What a part of the draws says; parts of one mechanism are added up by `judgeMechanism`. */
export interface MechanismDraws {
  figures: Partial<Record<FigureName, (Estimate | null)[]>>
  /** places x (days x 48): draws of even and of odd number with a start in the bin */
  evenStarts: Uint16Array
  oddStarts: Uint16Array
  evenDraws: number
  oddDraws: number
  /** stated probabilities, and 1 where a crew is on patrol, alike in every part */
  probabilities: Float64Array
  patrolled: Uint8Array
  /** the bars as they stand for the roster, alike in every part */
  bars?: readonly Bar[]
}

interface Unit {
  instance: BcuInstance
  mechanism: Mechanism
  simulator: Simulator
  /** index of its first place and of its first tour among all */
  firstPlace: number
}

/** A mechanism with all that its draws have in common, fitted without any key. */
export interface PreparedMechanism {
  input: PlanInput
  clock: PlanClock
  places: MeasuredPlan['places']
  units: readonly Unit[]
  /** places x (days x 48) */
  probabilities: Float64Array
  patrolled: Uint8Array
  leftOut: Uint8Array | undefined
}

/** @throws {DomainError} INVALID_INPUT as `makePlan` does */
export function prepareMechanism(given: PlanInput, onProgress?: (share: number) => void): PreparedMechanism {
  const input = normaliseInput(given)
  const clock = createPlanClock(input.timezone, input.startDay, input.days)
  const bins = clock.days * BINS_PER_DAY
  const names = [...new Set(input.hotspots.map(({ bcu }) => bcu))].sort()
  const places = names.flatMap((bcu) => input.hotspots.filter((hotspot) => hotspot.bcu === bcu))
  const probabilities = new Float64Array(places.length * bins)
  const patrolled = new Uint8Array(probabilities.length)
  let firstPlace = 0
  const units = names.map((bcu, index): Unit => {
    const hotspots = places.filter((hotspot) => hotspot.bcu === bcu)
    const unitInput = selectUnit(input, bcu)
    const instance = createBcuInstance(bcu, hotspots, unitInput.shifts, unitInput.travel, clock, unitInput)
    const simulator = createSimulator(instance)
    const mechanism = fitMechanism(instance, findTargets(instance), simulator)
    const { p } = computePropensities(instance, mechanism, simulator)
    for (let at = 0; at < p.length; at++) probabilities[firstPlace * bins + at] = p[at]! / PROBABILITY_UNIT
    const onPatrol = findPatrolledBins(instance)
    for (let place = 0; place < hotspots.length; place++) patrolled.set(onPatrol, (firstPlace + place) * bins)
    const unit = { instance, mechanism, simulator, firstPlace }
    firstPlace += hotspots.length
    onProgress?.((index + 1) / names.length)
    return unit
  })
  return { input, clock, places, units, probabilities, patrolled, leftOut: findClosedBins(places, input, clock) }
}

/** One draw, by its number in the fixed sequence, as the measures see it. */
export function drawMeasured({
  clock,
  places,
  units,
  probabilities,
  leftOut,
}: PreparedMechanism): (draw: number) => MeasuredPlan {
  const localMinute = listLocalMinutes(clock)
  return (draw) => ({
    days: clock.days,
    startWeekday: weekdayOf(clock.startDay),
    places,
    probabilities,
    ...(leftOut && { leftOut }),
    ...drawOnce(units, draw, localMinute),
  })
}

/**
 * Fits the mechanism and draws from it without any key, measuring every draw as if it were the plan.
 *
 * @throws {DomainError} INVALID_INPUT as `makePlan` does
 */
export function drawMechanism(
  given: PlanInput,
  { from, to, observeEvery }: DrawRange,
  onProgress?: (share: number) => void,
): MechanismDraws {
  const prepared = prepareMechanism(given, (share) => onProgress?.(FITTING_SHARE * share))
  const { input, clock, probabilities, patrolled } = prepared
  const bins = clock.days * BINS_PER_DAY
  const result: MechanismDraws = {
    figures: {},
    evenStarts: new Uint16Array(probabilities.length),
    oddStarts: new Uint16Array(probabilities.length),
    evenDraws: 0,
    oddDraws: 0,
    probabilities,
    patrolled,
  }
  const drawPlan = drawMeasured(prepared)
  let bound: number | undefined
  for (let draw = from; draw < to; draw++) {
    const plan = drawPlan(draw)
    bound ??= boundCoverage(plan, input.travel)
    result.bars ??= excuseDoses(listBars(plan), prepared)
    countStarts(result, plan, draw, bins)
    const { values } = measureFigures(plan, input.travel, { bound, observe: draw % observeEvery === 0 })
    for (const [name, estimate] of Object.entries(values) as [FigureName, Estimate | null][])
      (result.figures[name] ??= []).push(estimate)
    onProgress?.(FITTING_SHARE + ((1 - FITTING_SHARE) * (draw + 1 - from)) / (to - from))
  }
  return result
}

/** The bars of doses stand only where the roster can carry them. */
function excuseDoses(bars: readonly Bar[], { units, clock }: PreparedMechanism): readonly Bar[] {
  const shortfall = describeShortfall(
    units.map(({ instance }) => ({
      bcu: instance.bcu,
      wanted: instance.hotspots.reduce((visits, { dosePerDay }) => visits + dosePerDay, 0) * clock.days,
      possible: findTargets({ ...instance, guarantees: [] }).possible,
    })),
  )
  if (shortfall === undefined) return bars
  return bars.map((bar) => (bar.needsCapacity === true ? { ...bar, excuse: shortfall } : bar))
}

/** One draw of all units; the streams differ by number and unit, and by no key. */
function drawOnce(
  units: readonly Unit[],
  draw: number,
  localMinute: (minute: number) => number,
): Pick<MeasuredPlan, 'tours' | 'visits'> {
  const parts = units.map(({ instance, mechanism, simulator, firstPlace }) => {
    const { visits, breakStarts } = simulator.run(mechanism, createFitRng(instance, `measure/${draw}`))
    return {
      visits: visits.map(({ place, start, end, partners }) => {
        const local = localMinute(start)
        return { place: firstPlace + place, start: local, end: local + end - start, crews: 1 + partners.length }
      }),
      tours: instance.tours.flatMap(({ dutyStart, dutyEnd, breakMinutes, maxVisits, inPeriod, shift }, index) => {
        if (!inPeriod) return []
        const rest = localMinute(breakStarts[index]!)
        const from = localMinute(dutyStart)
        return [
          {
            bcu: shift.bcu,
            dutyStart: from,
            dutyEnd: from + dutyEnd - dutyStart,
            refreshments: breakMinutes === 0 ? null : { start: rest, end: rest + breakMinutes },
            maxVisits: Number.isFinite(maxVisits) ? maxVisits : null,
          },
        ]
      }),
    }
  })
  return { visits: parts.flatMap((part) => part.visits), tours: parts.flatMap((part) => part.tours) }
}

function countStarts(result: MechanismDraws, { visits }: MeasuredPlan, draw: number, bins: number): void {
  const even = draw % 2 === 0
  const counts = even ? result.evenStarts : result.oddStarts
  const started = new Set<number>()
  for (const { place, start } of visits)
    started.add(place * bins + Math.floor((start * BINS_PER_DAY) / MINUTES_PER_DAY))
  for (const at of started) counts[at]! += 1
  if (even) result.evenDraws += 1
  else result.oddDraws += 1
}

/** Local minute from the first midnight of a minute of the plan's clock, which may lie beyond its end. */
function listLocalMinutes({ zone, originUtcMin, startDay, minutes }: PlanClock): (minute: number) => number {
  const table = Int32Array.from(
    { length: minutes + MINUTES_PER_DAY },
    (_, minute) => zone.toLocalMin(originUtcMin + minute) - startDay * MINUTES_PER_DAY,
  )
  return (minute) => table[minute] ?? minute
}
