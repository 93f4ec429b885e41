import { Type, type Static } from 'typebox'
import { Nullable, UuidSchema } from './common.ts'

const VerdictSchema = Nullable(Type.Union([Type.Literal('below'), Type.Literal('within'), Type.Literal('above')]))
const CountSchema = Nullable(Type.Integer({ description: 'null: 1 or 2, which is never told' }))

/** What came at a ranking's hotspots over its horizon, as far as it is known. It judges the ranking, never the patrols. */
export const RankingOutcomeSchema = Type.Object({
  state: Type.Union([Type.Literal('none'), Type.Literal('partial'), Type.Literal('whole')], {
    description: 'none: not yet, since no whole day of the horizon is loaded',
  }),
  daysKnown: Type.Integer(),
  days: Type.Integer({ description: 'of the horizon' }),
  /** at the hotspots, on the known days */
  hits: CountSchema,
  /** in scope anywhere, on the known days */
  incidents: CountSchema,
  hitRate: Nullable(Type.Number()),
  expected: Type.Number({ description: 'incidents that the ranking expected of the known days' }),
  expectedLow: Type.Number({ description: '10 % quantile' }),
  expectedHigh: Type.Number({ description: '90 % quantile' }),
  againstExpected: VerdictSchema,
  againstPromise: VerdictSchema,
  /** what the newest backtest promises that fits the ranking and knew nothing of its horizon; null: there is none */
  promise: Nullable(
    Type.Object({
      backtestId: UuidSchema,
      origins: Type.Integer({ description: 'dates stood at' }),
      cells: Type.Integer({ description: 'chosen at each date' }),
      hitRate: Type.Number(),
      hitRateLow: Type.Number(),
      hitRateHigh: Type.Number(),
    }),
  ),
  /** plain sentences, to be shown as they are */
  sentences: Type.Array(Type.String()),
})
export type RankingOutcome = Static<typeof RankingOutcomeSchema>
