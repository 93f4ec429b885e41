import { Type, type Static } from 'typebox'

const DaysSchema = Type.Number({ minimum: 0, maximum: 365_000 })

/** Harm of one incident of each class, in days of an index. */
const content = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  source: Type.String({ minLength: 1, maxLength: 500, description: 'where the days come from' }),
  capDays: Type.Number({
    exclusiveMinimum: 0,
    maximum: 365_000,
    description: 'the most days that one incident counts',
  }),
  days: Type.Object(
    {
      homicide: DaysSchema,
      'violence-with-injury': DaysSchema,
      'violence-without-injury': DaysSchema,
      'sexual-offence': DaysSchema,
      robbery: DaysSchema,
      weapons: DaysSchema,
      other: DaysSchema,
    },
    { additionalProperties: false, description: 'days before the cap' },
  ),
}

export const NewHarmTableSchema = Type.Object(content, { additionalProperties: false })
export type NewHarmTable = Static<typeof NewHarmTableSchema>

/** The table that the force's rankings use; `isShipped`: the one that comes with the application. */
export const HarmTableSchema = Type.Object({ ...content, isShipped: Type.Boolean() })
export type HarmTableRecord = Static<typeof HarmTableSchema>
