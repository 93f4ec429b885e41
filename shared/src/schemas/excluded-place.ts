import { Type, type Static } from 'typebox'
import { InstantSchema, LatitudeSchema, LongitudeSchema, UuidSchema } from './common.ts'

/** A circle where no hotspot may be. */
const content = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  reason: Type.String({
    minLength: 1,
    maxLength: 500,
    description: 'why nobody is sent there; shown with each ranking',
  }),
  lat: LatitudeSchema,
  lng: LongitudeSchema,
  radiusM: Type.Number({ minimum: 1, maximum: 5000 }),
}

export const NewExcludedPlaceSchema = Type.Object(content, { additionalProperties: false })
export type NewExcludedPlace = Static<typeof NewExcludedPlaceSchema>

export const ExcludedPlaceSchema = Type.Object({
  excludedPlaceId: UuidSchema,
  ...content,
  createdBy: Type.String(),
  createdAt: InstantSchema,
})
export type ExcludedPlaceRecord = Static<typeof ExcludedPlaceSchema>

export const ExcludedPlaceListSchema = Type.Object({ excludedPlaces: Type.Array(ExcludedPlaceSchema) })
export type ExcludedPlaceList = Static<typeof ExcludedPlaceListSchema>
