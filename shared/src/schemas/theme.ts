import { Type, type Static } from 'typebox'
import { Nullable, VersionSchema } from './common.ts'
import { IncidentFlagSchema, OffenceSchema, PlaceTypeSchema } from './incident.ts'

const WeightSchema = Type.Number({ minimum: 0, maximum: 10 })

/** What counts, and how much. All conditions hold at once; an empty list is no condition. */
const content = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  offences: Type.Array(OffenceSchema, { minItems: 1, uniqueItems: true }),
  flags: Type.Array(IncidentFlagSchema, {
    uniqueItems: true,
    description: 'any one of them on the incident is enough',
  }),
  placeTypes: Type.Array(PlaceTypeSchema, { uniqueItems: true }),
  hours: Type.Array(Type.Integer({ minimum: 0, maximum: 167 }), {
    uniqueItems: true,
    description: 'hours of the week, 0 is Monday 00:00 to 01:00, local time',
  }),
  weights: Type.Partial(
    Type.Object({
      homicide: WeightSchema,
      'violence-with-injury': WeightSchema,
      'violence-without-injury': WeightSchema,
      'sexual-offence': WeightSchema,
      robbery: WeightSchema,
    }),
    { additionalProperties: false, description: 'what one incident counts towards the order of places; absent: 1' },
  ),
  includeDomestic: Type.Boolean({ description: 'whether incidents known to be domestic belong to it' }),
}

/** What an operation is about, as `--theme F.json` of the command line also reads it. */
export const ThemeSchema = Type.Object({ id: Type.String(), ...content })
export type ThemeRecord = Static<typeof ThemeSchema>

export const NewThemeSchema = Type.Object(content, { additionalProperties: false })
export type NewTheme = Static<typeof NewThemeSchema>

/** `version` is the one that was changed: a theme that somebody else has changed since is not overwritten. */
export const ThemeChangeSchema = Type.Object({ ...content, version: VersionSchema }, { additionalProperties: false })
export type ThemeChange = Static<typeof ThemeChangeSchema>

/** A theme that rankings can be made by; one that comes with the application cannot be changed and has no version. */
export const ForceThemeSchema = Type.Object({
  ...ThemeSchema.properties,
  isShipped: Type.Boolean(),
  version: Nullable(VersionSchema),
})
export type ForceTheme = Static<typeof ForceThemeSchema>

export const ThemeListSchema = Type.Object({ themes: Type.Array(ForceThemeSchema) })
export type ThemeList = Static<typeof ThemeListSchema>
