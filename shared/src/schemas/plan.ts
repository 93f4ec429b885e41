import { Type, type Static } from 'typebox'
import { DaySchema, InstantSchema, LatLngSchema, Nullable, UuidSchema } from './common.ts'
import { ObserverSchema, PlanVerdictSchema } from './plan-measurement.ts'
import { DesignPowerSchema, PlanPreviewSchema, UnitDosesSchema } from './plan-preview.ts'
import { GuaranteeSchema, PlanSettingsSchema } from './plan-settings.ts'
import { HotspotSchema } from './ranking.ts'
import { ShiftSchema } from './roster.ts'

export const PatrolWindowSchema = Type.Object({
  id: Type.String(),
  hotspotId: Type.String(),
  teamId: Type.String(),
  shiftId: Type.String(),
  start: InstantSchema,
  end: InstantSchema,
  probability: Type.Number({ minimum: 0, maximum: 1 }),
  activity: Type.String(),
  entryPoint: Type.String(),
  handMade: Type.Optional(Type.Boolean()),
})
export type PatrolWindowRecord = Static<typeof PatrolWindowSchema>

export const UNPLACED_CAUSES = ['no-tour-in-bcu', 'no-able-crew', 'capacity', 'ceiling', 'travel', 'chance'] as const
export const UnplacedSchema = Type.Object({
  hotspotId: Type.String(),
  day: DaySchema,
  cause: Type.Union(UNPLACED_CAUSES.map((cause) => Type.Literal(cause))),
})

/** What a force's own working-time rules would refuse; found while planning, refused at publication. */
export const RosterBreachSchema = Type.Object({
  rule: Type.String(),
  teamId: Type.String(),
  shiftId: Type.String(),
  detail: Type.String(),
})

/** A figure of METRICS 2 with what it rests on; `null` where there is too little to judge. */
export const MeasuresSchema = Type.Record(Type.String(), Nullable(Type.Number()))

/** The `plan --out F.json` file (DESIGN 9). */
export const PlanFileSchema = Type.Object({
  meta: Type.Object({
    days: Type.Integer(),
    start: DaySchema,
    timezone: Type.String(),
    plannerVersion: Type.String(),
    draw: Type.Integer(),
    /** absent: ordinary */
    design: Type.Optional(Type.String()),
  }),
  windows: Type.Array(PatrolWindowSchema),
  hotspots: Type.Array(HotspotSchema),
  shifts: Type.Array(ShiftSchema),
  bases: Type.Record(Type.String(), LatLngSchema),
  travel: Type.Object({
    footKmh: Type.Number(),
    vehKmh: Type.Number(),
    vehOverheadMin: Type.Number(),
    detour: Type.Number(),
    /** directed minutes that a file stated; pairs that are not in it take the model */
    matrix: Type.Optional(
      Type.Object({ places: Type.Array(Type.String()), minutes: Type.Array(Type.Array(Type.Number())) }),
    ),
  }),
  /** what the operation added to the defaults; absent where it added nothing */
  rules: Type.Optional(
    Type.Object({
      activities: Type.Optional(
        Type.Array(
          Type.Object({
            id: Type.String(),
            minutes: Type.Tuple([Type.Integer(), Type.Integer()]),
            crews: Type.Integer(),
            needsSergeant: Type.Boolean(),
            skills: Type.Array(Type.String()),
            shares: Type.Object({ A: Type.Number(), B: Type.Number(), C: Type.Number() }),
          }),
        ),
      ),
      blackouts: Type.Optional(
        Type.Array(
          Type.Object({
            hotspotId: Nullable(Type.String()),
            from: InstantSchema,
            to: InstantSchema,
            reason: Type.Optional(Type.String()),
          }),
        ),
      ),
      entropyFloor: Type.Optional(Type.Number()),
      guarantees: Type.Optional(Type.Array(GuaranteeSchema)),
      /** doses and ceilings were set from what the tours can carry; absent: as ranked */
      doses: Type.Optional(Type.Literal('from-capacity')),
      /** by hotspot: one digit a day, 0 where no window may lie */
      treatment: Type.Optional(Type.Record(Type.String(), Type.String())),
    }),
  ),
  propensities: Type.Object({
    binMinutes: Type.Literal(30),
    p: Type.Record(Type.String(), Type.Array(Type.Number({ minimum: 0, maximum: 1 }))),
  }),
  unplaced: Type.Array(UnplacedSchema),
  unused: Type.Array(Type.Object({ bcu: Type.String(), day: DaySchema, minutes: Type.Number() })),
  rosterBreaches: Type.Array(RosterBreachSchema),
  measures: MeasuresSchema,
  /** which places were treated on which days; absent in an ordinary plan */
  design: Type.Optional(
    Type.Object({
      name: Type.Union([Type.Literal('crossover-daily'), Type.Literal('crossover-blocks')]),
      assignments: Type.Array(
        Type.Object({
          hotspotId: Type.String(),
          day: DaySchema,
          arm: Type.Union([Type.Literal('treatment'), Type.Literal('control')]),
          /** P(treatment) of this place-day, over keys */
          probability: Type.Number({ minimum: 0, maximum: 1 }),
          /** false: a washout day, left out of the comparison */
          analysed: Type.Boolean(),
        }),
      ),
    }),
  ),
  inputsHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  keyHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})
export type PlanFile = Static<typeof PlanFileSchema>

export const NewPlanSchema = Type.Object(
  { operationId: UuidSchema, rosterId: UuidSchema, settings: Type.Optional(PlanSettingsSchema) },
  { additionalProperties: false },
)
export type NewPlan = Static<typeof NewPlanSchema>

export const PlanSchema = Type.Object({
  planId: UuidSchema,
  operationId: UuidSchema,
  rankingId: UuidSchema,
  rosterId: UuidSchema,
  startDay: DaySchema,
  days: Type.Integer(),
  /** 0 is the first */
  draw: Type.Integer(),
  /** times that its key was drawn from so far, this plan included; also where a draw failed */
  draws: Type.Integer(),
  keyHash: Type.String(),
  inputsHash: Type.String(),
  createdAt: InstantSchema,
  windows: Type.Integer(),
  tours: Type.Integer(),
  unplaced: Type.Array(Type.Object({ cause: Type.String(), visits: Type.Integer() })),
  measures: MeasuresSchema,
  /** what it was asked to be; redraws share it */
  settings: PlanSettingsSchema,
  /** what was said of it before it was drawn; this and the following are null in plans from before they were kept */
  preview: Nullable(PlanPreviewSchema),
  power: Nullable(DesignPowerSchema),
  /** what setting doses from capacity did; null: doses as ranked */
  doses: Nullable(Type.Array(UnitDosesSchema)),
  /** every figure of METRICS 2 of this draw beside its bar */
  verdicts: Nullable(Type.Array(PlanVerdictSchema)),
  /** the red team, one by one; empty: too few visits to learn from */
  observers: Nullable(Type.Array(ObserverSchema)),
  /** visits planned against the target, by tier */
  byTier: Type.Array(
    Type.Object({ tier: Type.String(), hotspots: Type.Integer(), visits: Type.Integer(), target: Type.Number() }),
  ),
  /** visits planned, by day */
  byDay: Type.Array(Type.Object({ day: DaySchema, visits: Type.Integer(), tours: Type.Integer() })),
})
export type Plan = Static<typeof PlanSchema>

/** The secret of a plan, once its last window has ended: with it anyone can make the plan again and compare. */
export const PlanKeySchema = Type.Object({
  planId: UuidSchema,
  draw: Type.Integer(),
  keyHash: Type.String(),
  /** 64 hexadecimal digits */
  key: Type.String(),
})
export type PlanKey = Static<typeof PlanKeySchema>

/** One crew's tour on one day with its windows, in time order. */
export const TourSchema = Type.Object({
  shiftId: Type.String(),
  teamId: Type.String(),
  callSign: Nullable(Type.String()),
  bcu: Type.String(),
  start: InstantSchema,
  end: InstantSchema,
  refreshments: Nullable(Type.Object({ start: InstantSchema, end: InstantSchema })),
  windows: Type.Array(
    Type.Object({
      windowId: Type.String(),
      hotspotId: Type.String(),
      hotspotName: Type.String(),
      rank: Type.Integer(),
      tier: Type.String(),
      lat: Type.Number(),
      lng: Type.Number(),
      start: InstantSchema,
      end: InstantSchema,
      entryPoint: Type.String(),
      activity: Type.String(),
    }),
  ),
})
export type Tour = Static<typeof TourSchema>

export const PlanDayQuerySchema = Type.Object(
  { day: DaySchema, bcu: Type.Optional(Type.String()), teamId: Type.Optional(Type.String()) },
  { additionalProperties: false },
)
export type PlanDayQuery = Static<typeof PlanDayQuerySchema>

/** The plan of one day: tours starting on it, by BCU and start. */
export const PlanDaySchema = Type.Object({ day: DaySchema, timezone: Type.String(), tours: Type.Array(TourSchema) })
export type PlanDay = Static<typeof PlanDaySchema>
