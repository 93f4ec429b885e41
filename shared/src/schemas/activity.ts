import { Type, type Static } from 'typebox'

const Minutes = Type.Integer({ minimum: 1, maximum: 240 })
const Share = Type.Number({ minimum: 0, maximum: 1_000_000 })

/** What a force's crews do at places, as data that it can edit (`plan --activities F.json`). */
export const ActivityListSchema = Type.Array(
  Type.Object(
    {
      id: Type.String({ minLength: 1, maxLength: 100 }),
      /** shortest and longest stay, whole minutes */
      minutes: Type.Tuple([Minutes, Minutes]),
      /** crews that must be there together */
      crews: Type.Integer({ minimum: 1, maximum: 4 }),
      /** at least one of the crews present is a sergeant's */
      needsSergeant: Type.Optional(Type.Boolean()),
      /** each is had by at least one of the crews present */
      skills: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 16 })),
      /** parts of the visits to places of each tier; 0 in all: never drawn, kept for later */
      shares: Type.Object({ A: Share, B: Share, C: Share }, { additionalProperties: false }),
    },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: 24 },
)
export type ActivityList = Static<typeof ActivityListSchema>
