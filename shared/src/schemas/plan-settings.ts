import { Type, type Static } from 'typebox'
import { ActivityListSchema } from './activity.ts'

export const PlanDesignSchema = Type.Union(
  [Type.Literal('ordinary'), Type.Literal('crossover-daily'), Type.Literal('crossover-blocks')],
  { description: 'crossover: some hotspot-days get no visits, drawn at random, to compare with' },
)
export type PlanDesign = Static<typeof PlanDesignSchema>

export const GuaranteeSchema = Type.Object(
  {
    area: Type.String({ minLength: 1, maxLength: 200 }),
    leastPerDay: Type.Number({
      minimum: 0,
      maximum: 10_000,
      description: 'mean visits a day that the places of this area get together',
    }),
  },
  { additionalProperties: false },
)
export type Guarantee = Static<typeof GuaranteeSchema>

const TimeSchema = Type.String({ maxLength: 40, description: 'Local date and time, or ISO 8601 with an offset' })

export const BlackoutSettingSchema = Type.Object(
  {
    hotspotId: Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()], {
      description: 'null: every hotspot',
    }),
    from: TimeSchema,
    to: TimeSchema,
    reason: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type BlackoutSetting = Static<typeof BlackoutSettingSchema>

/** The travel model; what is left out is the default (5 km/h, 20 km/h, 2 min, 1.3). */
const TravelSettingsSchema = Type.Object(
  {
    footKmh: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 200 })),
    vehKmh: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 200 })),
    vehOverheadMin: Type.Optional(Type.Number({ minimum: 0, maximum: 120 })),
    detour: Type.Optional(Type.Number({ minimum: 1, maximum: 10 })),
    matrix: Type.Optional(
      Type.Object(
        {
          places: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
            maxItems: 1000,
            description: 'hotspot ids, and base:BCU for the base of a command unit',
          }),
          minutes: Type.Array(Type.Array(Type.Number({ minimum: 0, maximum: 600 })), {
            maxItems: 1000,
            description: 'from each place (row) to each (column), 0 to itself',
          }),
        },
        { additionalProperties: false, description: 'ways that are known better; the others take the model' },
      ),
    ),
  },
  { additionalProperties: false },
)

/** What an operation asks of its plan beyond places and tours; what is left out is the default. */
export const PlanSettingsSchema = Type.Object(
  {
    design: Type.Optional(PlanDesignSchema),
    entropyFloor: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: '1 spreads visits most evenly over places and hours' }),
    ),
    guarantees: Type.Optional(Type.Array(GuaranteeSchema, { maxItems: 200 })),
    activities: Type.Optional(ActivityListSchema),
    blackouts: Type.Optional(Type.Array(BlackoutSettingSchema, { maxItems: 2000 })),
    travel: Type.Optional(TravelSettingsSchema),
    doses: Type.Optional(
      Type.Union([Type.Literal('from-capacity'), Type.Literal('as-ranked')], {
        description: 'from-capacity: doses and ceilings that the rostered time can carry',
      }),
    ),
  },
  { additionalProperties: false },
)
export type PlanSettings = Static<typeof PlanSettingsSchema>

/** The activities that an editor starts from. */
export const ActivityTemplatesSchema = Type.Object({ activities: ActivityListSchema })
export type ActivityTemplates = Static<typeof ActivityTemplatesSchema>
