import { Type, type Static } from 'typebox'
import { LatitudeSchema, LongitudeSchema } from './common.ts'

const PositionSchema = Type.Array(Type.Number(), { minItems: 2, maxItems: 3 })
const RingSchema = Type.Array(PositionSchema)

export const PolygonGeometrySchema = Type.Union([
  Type.Object({ type: Type.Literal('Polygon'), coordinates: Type.Array(RingSchema) }),
  Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Type.Array(RingSchema)) }),
])

export const AreaFeatureSchema = Type.Object({
  type: Type.Literal('Feature'),
  properties: Type.Object({ name: Type.String(), bcu: Type.String() }),
  geometry: PolygonGeometrySchema,
})

export const AreaQuerySchema = Type.Object({
  wards: Type.Optional(Type.Literal('outlines', { description: 'wards come with their outlines' })),
})

const WardSchema = Type.Object({
  name: Type.String(),
  code: Type.Union([Type.String(), Type.Null()]),
  geometry: Type.Optional(PolygonGeometrySchema),
})

/** The force's areas as GeoJSON with the box that holds them, and what there is of wards and street names. */
export const AreaCollectionSchema = Type.Object({
  type: Type.Literal('FeatureCollection'),
  /** west, south, east, north; null when the force has no areas yet */
  bbox: Type.Union([Type.Tuple([LongitudeSchema, LatitudeSchema, LongitudeSchema, LatitudeSchema]), Type.Null()]),
  features: Type.Array(AreaFeatureSchema),
  wards: Type.Array(WardSchema, { description: 'by name; with their outlines when asked by wards=outlines' }),
  labels: Type.Integer({ minimum: 0, description: 'street names that hotspots can be named after' }),
})
export type AreaCollection = Static<typeof AreaCollectionSchema>

/** What there is after a change, and what a person should know although it stopped nothing. */
export const AreaChangedSchema = Type.Object({
  areas: Type.Integer({ minimum: 0 }),
  units: Type.Integer({ minimum: 0, description: 'command units' }),
  wards: Type.Integer({ minimum: 0 }),
  labels: Type.Integer({ minimum: 0, description: 'street names' }),
  warnings: Type.Array(Type.String()),
})
export type AreaChanged = Static<typeof AreaChangedSchema>
