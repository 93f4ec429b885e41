import { auto, autoWindow } from './auto.ts'
import { decayedCount, longCount, rawCount } from './counts.ts'
import { getisOrd } from './getis-ord.ts'
import { autoCombined, autoHarm, longHarm } from './harm.ts'
import { kernelDensity } from './kernel-density.ts'
import type { RankingMethod } from './method.ts'
import { nearRepeat } from './near-repeat.ts'
import { selfExciting } from './self-exciting.ts'

/** Every method of the backtest, in the order of its table; the first is what the others are compared with. */
export const RANKING_METHODS: readonly RankingMethod[] = [
  rawCount,
  decayedCount,
  kernelDensity,
  nearRepeat,
  selfExciting,
  getisOrd,
  autoWindow,
  longCount,
  auto,
  longHarm,
  autoHarm,
  autoCombined,
]
