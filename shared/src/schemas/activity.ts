import { Type, type Static } from 'typebox'

const Share = Type.Number({ minimum: 0, maximum: 1_000_000 })

/** What a force's crews do at places, as data that it can edit (`plan --activities F.json`). */
export const ActivityListSchema = Type.Array(
  Type.Object(
    {
      id: Type.String({ minLength: 1, maxLength: 100 }),
      /** shortest and longest stay, whole minutes */
      minutes: Type.Tuple([Type.Integer({ minimum: 1 }), Type.Integer({ minimum: 1 })]),
      /** crews that must be there together */
      crews: Type.Integer({ minimum: 1 }),
      /** only a sergeant's crew can do it */
      needsSergeant: Type.Optional(Type.Boolean()),
      /** only a crew that has all of them can do it */
      skills: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
      /** parts of the visits to places of each tier; 0 in all: never drawn, planned by hand */
      shares: Type.Object({ A: Share, B: Share, C: Share }, { additionalProperties: false }),
    },
    { additionalProperties: false },
  ),
  { minItems: 1 },
)
export type ActivityList = Static<typeof ActivityListSchema>
