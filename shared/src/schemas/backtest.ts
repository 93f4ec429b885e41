import { Type, type Static } from 'typebox'
import { DaySchema, InstantSchema, Nullable, UuidSchema } from './common.ts'
import { RankingMetaSchema } from './ranking.ts'

/** Whatever is left out is chosen as the command does; dates that are left out, from the data: as late and as many as fit, up to 52. */
export const NewBacktestSchema = Type.Object(
  {
    from: Type.Optional(DaySchema),
    to: Type.Optional(DaySchema),
    stepWeeks: Type.Optional(Type.Integer({ minimum: 1, maximum: 104, default: 4 })),
    weeks: Type.Optional(Type.Integer({ minimum: 1, maximum: 104, default: 12 })),
    horizonDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, default: 21 })),
    resolution: Type.Optional(Type.Union([Type.Literal(9), Type.Literal(10)], { default: 10 })),
    top: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 250 })),
    themeId: Type.Optional(Type.String({ maxLength: 60, description: 'left out: all violence and robbery' })),
    methods: Type.Optional(
      Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 50, uniqueItems: true }),
    ),
  },
  { additionalProperties: false },
)
export type NewBacktest = Static<typeof NewBacktestSchema>

const IntervalSchema = Type.Object({ mean: Type.Number(), low: Type.Number(), high: Type.Number() })

const BacktestMetaSchema = Type.Object({
  from: DaySchema,
  to: DaySchema,
  unit: Type.Union([Type.Literal('day'), Type.Literal('month')]),
  stepWeeks: Type.Integer(),
  weeks: Type.Integer(),
  horizonDays: Nullable(Type.Integer({ description: 'null: each horizon is a calendar month' })),
  top: Type.Integer(),
  resolution: Type.Integer(),
  timezone: Type.String(),
  offences: Type.Array(Type.String()),
  includeDomestic: Type.Boolean(),
  publicPlaceOnly: Type.Boolean(),
  harmShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  harmTable: Type.Optional(Type.Object({ name: Type.String(), source: Type.String() })),
  dataFrom: DaySchema,
  incidentsBefore: Type.Integer({ description: 'in scope before the first date stood at' }),
  studyCells: Type.Integer(),
  studyAreaKm2: Type.Number(),
  origins: Type.Integer({ description: 'dates stood at' }),
  incidents: Type.Integer({ description: 'in all horizons' }),
  harmDays: Type.Optional(Type.Number({ description: 'of the incidents in all horizons' })),
  baseRate: Type.Number(),
  bootstrap: Type.Object({ resamples: Type.Integer(), seed: Type.Integer(), level: Type.Number() }),
  plannerVersion: Type.String(),
  theme: RankingMetaSchema.properties.theme,
})

/** Means over the dates stood at (METRICS 1). */
export const MethodFiguresSchema = Type.Object({
  method: Type.String(),
  hits: Type.Number(),
  hitRate: Type.Number(),
  pai: Type.Number(),
  pei: Type.Number(),
  shareOfAttainable: Type.Number(),
  boxPrecision: Type.Number(),
  calibration: Nullable(Type.Number({ description: 'expected / observed in the chosen places' })),
  pitInside: Nullable(Type.Number({ description: 'share of the counts inside the 80 % interval' })),
  significantCells: Nullable(Type.Number()),
  harmRate: Type.Optional(Nullable(Type.Number({ description: 'share of the harm days that the chosen places had' }))),
  harmPei: Type.Optional(Nullable(Type.Number({ description: 'of the most harm days that as many places had' }))),
})
export type MethodFigures = Static<typeof MethodFiguresSchema>

/** Joined places of ours, beside cells that need not join. */
const joinedFigures = {
  places: Type.Number(),
  cells: Type.Number(),
  areaKm2: Type.Number(),
  hits: Type.Integer(),
  freeHits: Type.Integer({ description: 'of as many free cells, the best by the same score' }),
  singleHits: Type.Integer({ description: 'of as many places of one cell each' }),
}

const TallySchema = {
  cells: Type.Integer(),
  stated: Nullable(Type.Number({ description: 'mean stated chance of being in the true top' })),
  foreseen: Nullable(Type.Number({ description: 'mean chance of being in the top by the later count' })),
  came: Nullable(Type.Number({ description: 'share that then was in the top by the later count' })),
}

/** Shares of the observed. */
const FadeSchema = {
  places: Type.Integer(),
  foreseen: Nullable(Type.Number()),
  came: Nullable(Type.Number()),
  cameAtLevel: Nullable(Type.Number({ description: 'less what the whole city rose or fell' })),
}

/** How far one of our methods was as sure as it should have been. */
export const SurenessSchema = Type.Object({
  method: Type.String(),
  later: Type.Object({
    origins: Type.Integer({ description: 'dates with enough loaded after them to say what the true top was' }),
    days: Type.Number({ description: 'mean length of that period' }),
    incidents: Type.Number({ description: 'mean incidents in it' }),
  }),
  bins: Type.Array(Type.Object({ from: Type.Number(), to: Type.Number(), ...TallySchema })),
  brier: Nullable(Type.Number()),
  brierBase: Nullable(Type.Number({ description: 'of the same chance for every cell' })),
  chosen: Type.Object(TallySchema),
  noise: Type.Object({ flagged: Type.Object(TallySchema), unflagged: Type.Object(TallySchema) }),
  stability: Type.Array(Type.Object({ stability: Type.String(), ...TallySchema })),
  fade: Type.Array(
    Type.Object({
      list: Type.Union([Type.Literal('ours'), Type.Literal('plain')]),
      all: Type.Object(FadeSchema),
      bins: Type.Array(Type.Object({ from: Nullable(Type.Number()), to: Nullable(Type.Number()), ...FadeSchema })),
      origins: Type.Array(Type.Object(FadeSchema)),
    }),
  ),
  intervalHeld: Type.Integer({ description: 'dates at which the incidents of the list lay in its own 80 % interval' }),
  lists: Type.Array(Type.Object({ hits: Type.Integer(), low: Type.Integer(), high: Type.Integer() })),
})
export type Sureness = Static<typeof SurenessSchema>

/** The `backtest --out F.json` file: every figure, also of each date stood at. */
export const BacktestFileSchema = Type.Object({
  meta: BacktestMetaSchema,
  warnings: Type.Array(Type.String()),
  methods: Type.Array(MethodFiguresSchema),
  comparisons: Type.Array(
    Type.Object({
      method: Type.String(),
      against: Type.String(),
      hits: IntervalSchema,
      pei: IntervalSchema,
      harm: Type.Optional(IntervalSchema),
    }),
  ),
  joined: Type.Optional(Type.Array(Type.Object({ method: Type.String(), ...joinedFigures, loss: IntervalSchema }))),
  origins: Type.Array(
    Type.Object({
      asOf: DaySchema,
      horizonTo: DaySchema,
      incidents: Type.Integer(),
      attainable: Type.Integer(),
      baseRate: Type.Number(),
      harmDays: Type.Optional(Type.Number()),
      harmAttainable: Type.Optional(Type.Number()),
      ceilingHits: Type.Integer(),
      ceilingOutsideHits: Type.Integer(),
      methods: Type.Array(
        Type.Object({
          method: Type.String(),
          hits: Type.Integer(),
          areaKm2: Type.Number(),
          boxesHit: Type.Integer(),
          expected: Nullable(Type.Number()),
          significant: Nullable(Type.Integer()),
          joined: Type.Optional(Nullable(Type.Object(joinedFigures))),
          harmDays: Type.Optional(Type.Number()),
        }),
      ),
    }),
  ),
  sureness: Type.Array(SurenessSchema),
})
export type BacktestFile = Static<typeof BacktestFileSchema>

/** One backtest in a list: what it was of, what a reader must know first, and each method's figures. */
export const BacktestSummarySchema = Type.Object({
  backtestId: UuidSchema,
  createdBy: Type.String(),
  createdAt: InstantSchema,
  ...Type.Pick(BacktestFileSchema, ['meta', 'warnings', 'methods', 'comparisons']).properties,
})
export type BacktestSummary = Static<typeof BacktestSummarySchema>

export const BacktestListSchema = Type.Object({ backtests: Type.Array(BacktestSummarySchema) })
export type BacktestList = Static<typeof BacktestListSchema>
