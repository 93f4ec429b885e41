import { STABILITIES, type Stability } from '../../hotspot.ts'
import { CHANCE_BINS, type SurenessAtOrigin } from './check-sureness.ts'
import { addFade, FADE_BINS, type FadeTally } from './fade-check.ts'
import { sumTallies, type Tally } from './tally.ts'

/** Means over cells; null when there is none. */
export interface TallyMeans {
  cells: number
  stated: number | null
  foreseen: number | null
  came: number | null
}

/** Shares of the observed: what was to go, what went, and what went beyond the rise or fall of the whole city. */
export interface FadeMeans {
  places: number
  foreseen: number | null
  came: number | null
  cameAtLevel: number | null
}

/** How far one of our methods was as sure as it should have been, pooled over origins. */
export interface SurenessSummary {
  method: string
  /** the period after as-of that the true top is taken from */
  later: { origins: number; days: number; incidents: number }
  /** reliability of the chance of being in the true top, over all cells */
  bins: readonly ({ from: number; to: number } & TallyMeans)[]
  /** mean squared error of the stated chance, and of the same chance for every cell; null without a later period */
  brier: number | null
  brierBase: number | null
  chosen: TallyMeans
  noise: { flagged: TallyMeans; unflagged: TallyMeans }
  stability: readonly ({ stability: Stability } & TallyMeans)[]
  fade: readonly {
    /** the method's own list, or the list by the count of the window */
    list: 'ours' | 'plain'
    all: FadeMeans
    bins: readonly ({ from: number | null; to: number | null } & FadeMeans)[]
    /** by origin, in their order */
    origins: readonly FadeMeans[]
  }[]
  /** origins at which the chosen cells' incidents lay in the list's own 80 % interval */
  intervalHeld: number
  /** by origin, in their order */
  lists: readonly SurenessAtOrigin['list'][]
}

/** @param origins all origins, in their order */
export function summariseSureness(method: string, origins: readonly SurenessAtOrigin[]): SurenessSummary {
  const withLater = origins.filter((origin) => origin.bins.length > 0)
  const pool = (of: (origin: SurenessAtOrigin) => Tally): TallyMeans => toMeans(sumTallies(withLater.map(of)))
  const cells = withLater.reduce((sum, { bins }) => sum + sumTallies(bins).cells, 0)
  const mean = (sum: (origin: SurenessAtOrigin) => number, over: number): number =>
    withLater.reduce((total, origin) => total + sum(origin), 0) / over
  return {
    method,
    later: {
      origins: withLater.length,
      days: withLater.length === 0 ? 0 : mean((origin) => origin.later?.days ?? 0, withLater.length),
      incidents: withLater.length === 0 ? 0 : mean((origin) => origin.later?.incidents ?? 0, withLater.length),
    },
    bins: CHANCE_BINS.map((from, b) => ({ from, to: CHANCE_BINS[b + 1] ?? 1, ...pool((origin) => origin.bins[b]!) })),
    brier: cells === 0 ? null : mean((origin) => origin.brier, cells),
    brierBase: cells === 0 ? null : mean((origin) => origin.brierBase, cells),
    chosen: pool(({ noise }) => sumTallies([noise.flagged, noise.unflagged])),
    noise: { flagged: pool(({ noise }) => noise.flagged), unflagged: pool(({ noise }) => noise.unflagged) },
    stability: STABILITIES.map((one) => ({ stability: one, ...pool(({ stability }) => stability[one]) })),
    fade: (['ours', 'plain'] as const).map((list) => ({
      list,
      all: toFade(origins.map(({ fade }) => fade[list].all)),
      bins: [...FADE_BINS, null].map((to, b) => ({
        from: to === null ? null : (FADE_BINS[b - 1] ?? 0),
        to,
        ...toFade(origins.map(({ fade }) => fade[list].bins[b]!)),
      })),
      origins: origins.map(({ fade }) => toFade([fade[list].all])),
    })),
    intervalHeld: origins.filter(({ list }) => list.hits >= list.low && list.hits <= list.high).length,
    lists: origins.map(({ list }) => list),
  }
}

function toMeans({ cells, stated, foreseen, came }: Tally): TallyMeans {
  if (cells === 0) return { cells, stated: null, foreseen: null, came: null }
  return { cells, stated: stated / cells, foreseen: foreseen / cells, came: came / cells }
}

function toFade(tallies: readonly FadeTally[]): FadeMeans {
  const sum: FadeTally = { places: 0, observed: 0, expected: 0, came: 0, cameAtLevel: 0 }
  for (const tally of tallies) addFade(sum, tally)
  const gone = (left: number): number | null => (sum.observed === 0 ? null : 1 - left / sum.observed)
  return {
    places: sum.places,
    foreseen: gone(sum.expected),
    came: gone(sum.came),
    cameAtLevel: gone(sum.cameAtLevel),
  }
}
