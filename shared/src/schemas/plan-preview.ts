import { Type, type Static } from 'typebox'
import { Nullable, UuidSchema } from './common.ts'
import { PlanDesignSchema, PlanSettingsSchema } from './plan-settings.ts'

/** What one entropy floor gives; null: there is too little to compute it from. */
export const TradeOffPointSchema = Type.Object({
  entropyFloor: Type.Number(),
  /** of the targets, as a share of the greatest possible */
  entropy: Type.Number(),
  /** as a share of the coverage at floor 0 */
  coverage: Nullable(Type.Number()),
  /** what an observer of the published rates foresees of the targets */
  staticSkill: Nullable(Type.Number()),
  /** visit rate in the safest tenth of place-times over the mean */
  safestDecile: Nullable(Type.Number()),
  withinBars: Type.Boolean(),
})
export type TradeOffPoint = Static<typeof TradeOffPointSchema>

/** What can be said of a plan before anything is drawn. */
export const PlanPreviewSchema = Type.Object({
  /** by command unit: what its tours can carry of what the doses want, over the whole plan */
  capacity: Type.Array(
    Type.Object({
      bcu: Type.String(),
      tours: Type.Integer(),
      patrolMinutes: Type.Number(),
      wantedVisits: Type.Number(),
      possibleVisits: Type.Number(),
      /** possible over wanted, at most 1 */
      share: Type.Number(),
    }),
  ),
  /** coverage against unpredictability, by rising floor */
  tradeOff: Type.Array(TradeOffPointSchema),
  /** the same for the floor that was asked for */
  chosen: TradeOffPointSchema,
  guarantees: Type.Array(
    Type.Object({
      area: Type.String(),
      leastPerDay: Type.Number(),
      /** visits a day that the area would get without the guarantee */
      withoutPerDay: Type.Number(),
      /** share of coverage that the guarantee costs */
      costShare: Nullable(Type.Number()),
    }),
  ),
  /** minutes of the day at which no crew of a unit is out, whatever is drawn */
  handovers: Type.Array(
    Type.Object({
      bcu: Type.String(),
      clock: Type.String({ description: 'HH:MM, local' }),
      minutesWithoutCrew: Type.Number(),
    }),
  ),
})
export type PlanPreview = Static<typeof PlanPreviewSchema>

/** What could be learnt from the plan's outcome, by its design; no statements where expected counts are not known. */
export const DesignPowerSchema = Type.Object({
  design: PlanDesignSchema,
  /** incidents expected in treated and in untreated time, if patrols changed nothing */
  treated: Type.Number(),
  control: Type.Number(),
  statements: Type.Array(
    Type.Object({
      /** variance of counts over their mean */
      dispersion: Type.Number(),
      /** power with which a reduction of 20 % is found, two-sided 5 % */
      powerOf20: Type.Number(),
      /** the smallest reduction that is found with power .8; null: none */
      smallestFor80: Nullable(Type.Number()),
    }),
  ),
})
export type DesignPower = Static<typeof DesignPowerSchema>

/** What setting doses from capacity did in a command unit; visits over the whole plan. */
export const UnitDosesSchema = Type.Object({
  bcu: Type.String(),
  /** as the ranking's doses ask for */
  wantedVisits: Type.Number(),
  /** as its tours can make */
  possibleVisits: Type.Number(),
  /** dose set over dose ranked; 1: unchanged */
  share: Type.Number(),
  /** the tours do not even carry the least dose of each place */
  isShort: Type.Boolean(),
})
export type UnitDoses = Static<typeof UnitDosesSchema>

export const NewPlanPreviewSchema = Type.Object(
  { operationId: UuidSchema, rosterId: UuidSchema, settings: Type.Optional(PlanSettingsSchema) },
  { additionalProperties: false },
)
export type NewPlanPreview = Static<typeof NewPlanPreviewSchema>

export const PlanPreviewAnswerSchema = Type.Object({
  preview: PlanPreviewSchema,
  power: DesignPowerSchema,
  /** null: doses as ranked */
  doses: Nullable(Type.Array(UnitDosesSchema)),
})
export type PlanPreviewAnswer = Static<typeof PlanPreviewAnswerSchema>
