import { Type, type Static } from 'typebox'
import { InstantSchema, UuidSchema } from './common.ts'
import { IncidentMappingSchema } from './import.ts'

const NAME = Type.String({ minLength: 1, maxLength: 100 })

/** A mapping to keep for the next file of the same source. */
export const NewImportMappingSchema = Type.Object(
  { name: NAME, mapping: IncidentMappingSchema },
  { additionalProperties: false },
)
export type NewImportMapping = Static<typeof NewImportMappingSchema>

/** A kept mapping as it should be now. */
export const ImportMappingChangeSchema = Type.Object(
  { name: NAME, mapping: IncidentMappingSchema, version: Type.String({ description: 'of the one that was changed' }) },
  { additionalProperties: false },
)
export type ImportMappingChange = Static<typeof ImportMappingChangeSchema>

/** It fits a file whose header has all of `mapping.columns`; no other name of a header is kept. */
export const ImportMappingSchema = Type.Object({
  mappingId: UuidSchema,
  name: Type.String(),
  mapping: IncidentMappingSchema,
  version: Type.String(),
  savedBy: Type.String(),
  savedAt: InstantSchema,
})
export type ImportMapping = Static<typeof ImportMappingSchema>

export const ImportMappingListSchema = Type.Object({ mappings: Type.Array(ImportMappingSchema) })
export type ImportMappingList = Static<typeof ImportMappingListSchema>
