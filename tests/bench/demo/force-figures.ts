import { CELL_RESOLUTIONS, createSeededRng, type CellResolution } from '../../../shared/src/core/index.ts'
import { measureConcentration, type Concentration } from './concentration.ts'
import { monthlySpread, shareAtMonthStart, shareOnMinutes, shareOnSharedPoints } from './habits.ts'
import { measureNearRepeats, type PairBand, type PairRatio } from './near-repeats.ts'
import { shareDelayed } from './recording-delay.ts'
import { ofDays, thin, type SampledIncident } from './sample.ts'

/** Days `[from, to)`. */
export type Days = readonly [from: number, to: number]

/** A year and the stretches of about 12 weeks within it. */
export interface Periods {
  year: Days
  stretches: readonly Days[]
}

export type ConcentrationFigures = Readonly<Record<CellResolution, { stretch: Concentration; year: Concentration }>>

/**
 * Concentration over a year, and over 12 weeks as the mean of the stretches.
 *
 * @param density incidents per square kilometre and week: the year is thinned to it at random first, since few incidents on many
 *   cells look more concentrated than many; undefined: all of them
 */
export function concentrationFigures(
  incidents: readonly SampledIncident[],
  areaKm2: number,
  { stretches, year }: Periods,
  density?: number,
): ConcentrationFigures {
  const all = ofDays(incidents, ...year)
  const kept =
    density === undefined ? all : thin(all, density / densityOf(all, areaKm2, year), createSeededRng(THINNING_SEED))
  const at = (resolution: CellResolution): ConcentrationFigures[CellResolution] => {
    const found = stretches.map((days) => measureConcentration(ofDays(kept, ...days), areaKm2, resolution))
    return {
      year: measureConcentration(kept, areaKm2, resolution),
      stretch: {
        ofOccupied: mean(found.map(({ ofOccupied }) => ofOccupied)),
        ofAll: mean(found.map(({ ofAll }) => ofAll)),
      },
    }
  }
  const [coarse, fine] = CELL_RESOLUTIONS.map(at)
  return { 9: coarse!, 10: fine! }
}

const THINNING_SEED = 1

/** Incidents per square kilometre and week. */
export function densityOf(incidents: readonly SampledIncident[], areaKm2: number, [from, to]: Days): number {
  return (7 * ofDays(incidents, from, to).length) / (to - from) / areaKm2
}

/** Near and soon; the second ring and the second week tell how it fades. */
export const NEAR_REPEAT_BANDS: readonly PairBand[] = [
  { fromM: -1, toM: 200, fromDays: 1, toDays: 7 },
  { fromM: -1, toM: 200, fromDays: 8, toDays: 14 },
  { fromM: 200, toM: 400, fromDays: 1, toDays: 7 },
  { fromM: 200, toM: 400, fromDays: 8, toDays: 14 },
]

export const PERMUTATIONS = 49
const PERMUTATION_SEED = 1

/** Near repeats among public incidents, the mean ratio of the years. */
export function nearRepeatFigures(incidents: readonly SampledIncident[], years: readonly Days[]): number[] {
  const found = years.map((days): PairRatio[] =>
    measureNearRepeats(
      ofDays(
        incidents.filter(({ isPublic }) => isPublic),
        ...days,
      ),
      NEAR_REPEAT_BANDS,
      PERMUTATIONS,
      createSeededRng(PERMUTATION_SEED),
    ),
  )
  return NEAR_REPEAT_BANDS.map((_, band) => mean(found.map((year) => year[band]!.ratio)))
}

/** Delays that are told of, in minutes: 6 hours; 1, 3, 7, 28 and 90 days. */
export const DELAYS = [6 * 60, ...[1, 3, 7, 28, 90].map((days) => days * 1440)]

export const delayFigures = (delays: readonly number[]): number[] =>
  DELAYS.map((minutes) => shareDelayed(delays, minutes))

export interface HabitFigures {
  fullAndHalfHours: number
  fiveMinutes: number
  monthStart: number
  sharedPoints: number
}

const MULTIPLES_OF_FIVE = Array.from({ length: 12 }, (_, i) => 5 * i)

/** How times and points are written. */
export function habitFigures(incidents: readonly SampledIncident[]): HabitFigures {
  const localMins = incidents.map(({ localMin }) => localMin)
  return {
    fullAndHalfHours: shareOnMinutes(localMins, [0, 30]),
    fiveMinutes: shareOnMinutes(localMins, MULTIPLES_OF_FIVE),
    monthStart: shareAtMonthStart(localMins),
    sharedPoints: shareOnSharedPoints(incidents),
  }
}

/** Spread of the months of each year, the mean of the years. */
export const monthFigure = (incidents: readonly SampledIncident[], years: readonly Days[]): number =>
  mean(years.map((days) => monthlySpread(ofDays(incidents, ...days).map(({ localMin }) => localMin))))

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
