import type { RankingMethod } from '../methods/method.ts'
import type { BacktestOrigin, Comparison, MethodAtOrigin, MethodSummary } from './backtest.ts'
import { bootstrapOrigins } from './paired-bootstrap.ts'

/** Fewer origins than this are too few to call one method worse than another. */
const ENOUGH_ORIGINS = 12

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const meanOrNull = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length > 0 ? mean(known) : null
}
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** @param of what a method did at an origin */
export function summarise(
  method: Pick<RankingMethod, 'id' | 'label'>,
  origins: readonly BacktestOrigin[],
  studyAreaM2: number,
  of: (origin: BacktestOrigin) => MethodAtOrigin,
): MethodSummary {
  const all = origins.map((origin) => ({ origin, done: of(origin) }))
  const forecasts = all.flatMap(({ done }) =>
    done.forecast === undefined ? [] : [{ ...done.forecast, hits: done.hits }],
  )
  const expected = total(forecasts.map((forecast) => forecast.expected))
  const observed = total(forecasts.map((forecast) => forecast.hits))
  const cells = total(forecasts.map((forecast) => forecast.cells))
  const significant = all.flatMap(({ done }) => (done.significant === undefined ? [] : [done.significant]))
  return {
    method: method.id,
    label: method.label,
    hits: total(all.map(({ done }) => done.hits)),
    hitRate: mean(all.map(({ origin, done }) => done.hits / origin.incidents)),
    pai: mean(all.map(({ origin, done }) => done.hits / origin.incidents / (done.areaM2 / studyAreaM2))),
    pei: mean(all.map(({ origin, done }) => done.hits / origin.attainable)),
    shareOfAttainable: mean(
      all.map(({ origin, done }) => (origin.ceiling.hits > 0 ? done.hits / origin.ceiling.hits : 0)),
    ),
    harmRate: meanOrNull(all.map(({ origin, done }) => (origin.harmDays > 0 ? done.harmDays / origin.harmDays : null))),
    harmPei: meanOrNull(
      all.map(({ origin, done }) => (origin.harmAttainable > 0 ? done.harmDays / origin.harmAttainable : null)),
    ),
    boxPrecision: mean(all.map(({ done }) => done.boxesHit / done.boxes)),
    calibration: observed > 0 ? expected / observed : null,
    pitInside: cells > 0 ? total(forecasts.map((forecast) => forecast.inside)) / cells : null,
    significantCells: significant.length > 0 ? mean(significant) : null,
  }
}

/** How much more `a` is than `b`, as a share of `b`; all or nothing when `b` is 0. */
const relative = (a: number, b: number): number => (b > 0 ? a / b - 1 : a > 0 ? 1 : 0)

/** Method number `a` against number `b`, paired by origin. */
export function compare(
  origins: readonly BacktestOrigin[],
  methods: readonly RankingMethod[],
  a: number,
  b: number,
): Comparison {
  const of = (method: number, what: 'hits' | 'harmDays'): number[] =>
    origins.map((origin) => origin.methods[method]![what])
  const hitsA = of(a, 'hits')
  const hitsB = of(b, 'hits')
  const harmA = of(a, 'harmDays')
  const harmB = of(b, 'harmDays')
  const sum = (values: readonly number[], drawn: ArrayLike<number>): number => {
    let result = 0
    for (let i = 0; i < drawn.length; i++) result += values[drawn[i]!]!
    return result
  }
  const peiGain = origins.map((origin, i) => (hitsA[i]! - hitsB[i]!) / origin.attainable)
  return {
    method: methods[a]!.id,
    against: methods[b]!.id,
    hits: bootstrapOrigins(origins.length, (drawn) => relative(sum(hitsA, drawn), sum(hitsB, drawn))),
    pei: bootstrapOrigins(origins.length, (drawn) => sum(peiGain, drawn) / drawn.length),
    harm: bootstrapOrigins(origins.length, (drawn) => relative(sum(harmA, drawn), sum(harmB, drawn))),
  }
}

/** What a reader must know first: that ours is worse than plain counting here, or that there is too little to tell. */
export function judge(comparisons: readonly Comparison[], ours: readonly string[], origins: number): string[] {
  if (origins < ENOUGH_ORIGINS)
    return [
      `Only ${origins} ${origins === 1 ? 'origin' : 'origins'}: too few to say which method is better. Use at least ${ENOUGH_ORIGINS}.`,
    ]
  return comparisons
    .filter(({ method, against, hits }) => ours.includes(method) && against === 'raw-count' && hits.high < 0)
    .map(
      ({ method, hits }) =>
        `On this data "${method}" catches significantly fewer incidents than the plain count of the window: ` +
        `${(100 * hits.mean).toFixed(1)} % (95 % interval ${(100 * hits.low).toFixed(1)} to ${(100 * hits.high).toFixed(1)} %) over ${origins} origins. Do not rely on it here.`,
    )
}

/** Whether ranking by harm finds less harm here than counting does. Says nothing of too few origins: `judge` does. */
export function judgeHarm(comparisons: readonly Comparison[], ours: readonly string[], origins: number): string[] {
  if (origins < ENOUGH_ORIGINS) return []
  return comparisons
    .filter(({ method, against, harm }) => ours.includes(method) && against === 'long-count' && harm.high < 0)
    .map(
      ({ method, harm }) =>
        `On this data "${method}" catches significantly less harm than the plain count of three years: ` +
        `${(100 * harm.mean).toFixed(1)} % (95 % interval ${(100 * harm.low).toFixed(1)} to ${(100 * harm.high).toFixed(1)} %) over ${origins} origins. Rank by count here.`,
    )
}
