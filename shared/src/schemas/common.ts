import { Type, type Static, type TSchema } from 'typebox'

/** `YYYY-MM-DD`, a local calendar date. */
export const DaySchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Local date, YYYY-MM-DD' })

/** ISO 8601 with offset. */
export const InstantSchema = Type.String({ description: 'ISO 8601 date and time with offset' })

export const UuidSchema = Type.String({ format: 'uuid' })

export const LatitudeSchema = Type.Number({ minimum: -90, maximum: 90 })
export const LongitudeSchema = Type.Number({ minimum: -180, maximum: 180 })
export const LatLngSchema = Type.Object({ lat: LatitudeSchema, lng: LongitudeSchema }, { additionalProperties: false })

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** Of what several people may change: who changes or removes it says which version was looked at. */
export const VersionSchema = Type.String({ maxLength: 40, description: 'another one after each change' })

/** Of a removal. */
export const KnownVersionSchema = Type.Object({ version: VersionSchema }, { additionalProperties: false })

/** Every refusal has this shape; `code` is stable, `message` says what to do. */
export const ErrorResponseSchema = Type.Object({
  error: Type.Object({ code: Type.String(), message: Type.String() }),
})
export type ErrorResponse = Static<typeof ErrorResponseSchema>

/** Answer of everything that runs in the background: follow it at `/api/jobs/:jobId`. */
export const AcceptedSchema = Type.Object({ jobId: UuidSchema })
export type Accepted = Static<typeof AcceptedSchema>
