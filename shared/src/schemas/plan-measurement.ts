import { Type, type Static } from 'typebox'
import { InstantSchema, Nullable, UuidSchema } from './common.ts'

/** The edge of a bar of METRICS 2; null: no such edge. */
const EdgeSchema = Nullable(Type.Number())
const JudgedSchema = Type.Union([Type.Literal('inside'), Type.Literal('outside'), Type.Literal('too-few')])

/** One figure of the drawn plan, as `check` judges it. */
export const PlanVerdictSchema = Type.Object({
  figure: Type.String(),
  value: Nullable(Type.Number()),
  /** standard error; the bar is widened by twice as much */
  error: Nullable(Type.Number()),
  low: EdgeSchema,
  high: EdgeSchema,
  /** `roster-too-small`: below the bar, but the rostered time cannot carry the dose */
  verdict: Type.Union([...JudgedSchema.anyOf, Type.Literal('roster-too-small')]),
  /** false: shown beside its bar, and does not decide */
  decisive: Type.Boolean(),
})
export type PlanVerdict = Static<typeof PlanVerdictSchema>

/** One predictor of the red team, which watched two thirds of the days, on the last third. */
export const ObserverSchema = Type.Object({
  name: Type.String(),
  family: Type.Union([Type.Literal('static'), Type.Literal('local'), Type.Literal('network')]),
  /** what it foresees beyond its reference: 0 nothing, 1 everything */
  skill: Type.Number(),
  error: Type.Number(),
})
export type Observer = Static<typeof ObserverSchema>

export const NewMeasurementSchema = Type.Object(
  { draws: Type.Integer({ minimum: 20, maximum: 1000, description: '200 or more for a verdict' }) },
  { additionalProperties: false },
)
export type NewMeasurement = Static<typeof NewMeasurementSchema>

/** One figure of METRICS 2 over many draws. */
export const MeasuredFigureSchema = Type.Object({
  name: Type.String(),
  median: Type.Number(),
  /** share of the draws inside the bar, each widened by twice its own error */
  inside: Type.Number({ minimum: 0, maximum: 1 }),
  /** standard error of the mean over the draws */
  error: Type.Number(),
  /** between which 80 % of the draws lie */
  p10: Type.Number(),
  p90: Type.Number(),
  low: EdgeSchema,
  high: EdgeSchema,
  /** draws in which it could be computed */
  draws: Type.Integer(),
  verdict: JudgedSchema,
  /** false: shown beside its bar, and does not decide */
  decisive: Type.Boolean(),
})
export type MeasuredFigure = Static<typeof MeasuredFigureSchema>

/** Whether starts happen as often as the plan states; errors are null where there are too few draws to tell them. */
export const MeasuredFidelitySchema = Type.Object({
  draws: Type.Integer(),
  slope: Type.Number(),
  slopeError: Nullable(Type.Number()),
  intercept: Type.Number(),
  interceptError: Nullable(Type.Number()),
  varianceRatio: Type.Number(),
  varianceRatioError: Nullable(Type.Number()),
  verdict: JudgedSchema,
})

/** What the planner does with a plan's inputs, over draws without its key. */
export const MeasurementReportSchema = Type.Object({
  verdict: JudgedSchema,
  /** the verdict in one plain sentence */
  statement: Type.String(),
  figures: Type.Array(MeasuredFigureSchema),
  /** null: too few draws */
  fidelity: Nullable(MeasuredFidelitySchema),
})
export type MeasurementReport = Static<typeof MeasurementReportSchema>

export const PlanMeasurementSchema = Type.Object({
  measurementId: UuidSchema,
  planId: UuidSchema,
  draws: Type.Integer(),
  plannerVersion: Type.String(),
  createdBy: Type.String(),
  createdAt: InstantSchema,
  ...MeasurementReportSchema.properties,
})
export type PlanMeasurement = Static<typeof PlanMeasurementSchema>
