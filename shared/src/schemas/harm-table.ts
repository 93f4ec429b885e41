import { Type, type Static } from 'typebox'
import { Nullable, VersionSchema } from './common.ts'

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

const NewHarmTableSchema = Type.Object(content)
export type NewHarmTable = Static<typeof NewHarmTableSchema>

/** A table as a ranking keeps it; `isShipped`: the one that comes with the application. */
export const HarmTableSchema = Type.Object({ ...content, isShipped: Type.Boolean() })
export type HarmTableRecord = Static<typeof HarmTableSchema>

/** The table that the force's rankings use; the one that comes with the application cannot be changed and has no version. */
export const ForceHarmTableSchema = Type.Object({
  ...HarmTableSchema.properties,
  version: Nullable(VersionSchema),
})
export type ForceHarmTable = Static<typeof ForceHarmTableSchema>

/** `version` is the one in whose place it is put: a table that somebody else has saved since is not overwritten. */
export const HarmTableChangeSchema = Type.Object(
  { ...content, version: Nullable(VersionSchema) },
  { additionalProperties: false },
)
export type HarmTableChange = Static<typeof HarmTableChangeSchema>
