import type { StudyArea } from '../methods/method.ts'
import { formPlaces } from '../places/form-places.ts'
import { bootstrapOrigins, type Interval } from './paired-bootstrap.ts'
import { chooseTop } from './scoring.ts'

/** What `top` joined places caught in one horizon, and what cells that need not join would have caught. */
export interface JoinedCatch {
  places: number
  /** cells in these places */
  cells: number
  areaM2: number
  hits: number
  /** hits of as many free cells, the best by the same score */
  freeHits: number
  /** hits of the `top` best single cells: as many places, each of one cell */
  singleHits: number
}

/** Sums over origins of a method of ours. */
export interface JoinedSummary {
  method: string
  /** means over origins */
  places: number
  cells: number
  areaM2: number
  hits: number
  freeHits: number
  singleHits: number
  /** hits lost against as many free cells, as a share of theirs; below 0 where joined places catch more */
  loss: Interval
}

/**
 * Forms the product's joined places in a study area of resolution 10 and counts what they caught. There are no command units here: a
 * boundary parts places, and leaves the cells as they are.
 *
 * @param score of each study cell; 0 has nothing to be ranked for
 * @param tie hash of each cell
 */
export function catchJoined(
  score: Float64Array,
  tie: Float64Array,
  study: StudyArea,
  observed: Float64Array,
  top: number,
): JoinedCatch {
  const order = Array.from(chooseTop(score, tie, score.length)).filter((cell) => score[cell]! > 0)
  const places = formPlaces(order, top, 'joined', study, () => '')
  const hitsOf = (cells: readonly number[]): number => cells.reduce((sum, cell) => sum + observed[cell]!, 0)
  const taken = places.flat()
  return {
    places: places.length,
    cells: taken.length,
    areaM2: taken.reduce((sum, cell) => sum + study.areaM2[cell]!, 0),
    hits: hitsOf(taken),
    freeHits: hitsOf(order.slice(0, taken.length)),
    singleHits: hitsOf(order.slice(0, top)),
  }
}

export function summariseJoined(method: string, catches: readonly JoinedCatch[]): JoinedSummary {
  const total = (key: keyof JoinedCatch): number => catches.reduce((sum, one) => sum + one[key], 0)
  const mean = (key: keyof JoinedCatch): number => total(key) / catches.length
  return {
    method,
    places: mean('places'),
    cells: mean('cells'),
    areaM2: mean('areaM2'),
    hits: total('hits'),
    freeHits: total('freeHits'),
    singleHits: total('singleHits'),
    loss: bootstrapOrigins(catches.length, (drawn) => {
      let hits = 0
      let freeHits = 0
      for (let i = 0; i < drawn.length; i++) {
        hits += catches[drawn[i]!]!.hits
        freeHits += catches[drawn[i]!]!.freeHits
      }
      return 1 - hits / Math.max(1, freeHits)
    }),
  }
}
