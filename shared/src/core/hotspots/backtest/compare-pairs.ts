import type { RankingMethod } from '../methods/method.ts'
import type { BacktestOrigin, Comparison } from './backtest.ts'
import { compare } from './summarise.ts'

/** Methods of ours that rank by count: those compared with every other one, and warned about. */
export const OURS = ['auto-window', 'auto']

/** Methods of ours that rank by harm, and what they are compared with beside the raw count: the plain long counts, and ours by count. */
export const OURS_BY_HARM = ['auto-harm', 'auto-combined']
const BESIDE_HARM = ['long-count', 'long-harm', 'auto']

/** Every method against the raw count; ours by count against every other, and ours by harm against what harm is to be better than. */
export function comparePairs(origins: readonly BacktestOrigin[], methods: readonly RankingMethod[]): Comparison[] {
  const others = [...methods.keys()].slice(1)
  const isOf = (ids: readonly string[]) => (method: number) => ids.includes(methods[method]!.id)
  const against = (ours: readonly number[], among: readonly number[]): Comparison[] =>
    ours.flatMap((method) =>
      among.filter((other) => other !== method).map((other) => compare(origins, methods, method, other)),
    )
  const byCount = others.filter((method) => !isOf([...OURS_BY_HARM, 'long-harm'])(method))
  return [
    ...others.map((method) => compare(origins, methods, method, 0)),
    ...against(others.filter(isOf(OURS)), byCount),
    ...against(others.filter(isOf(OURS_BY_HARM)), others.filter(isOf(BESIDE_HARM))),
  ]
}
