import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  ImportMappingChangeSchema,
  ImportMappingListSchema,
  ImportMappingSchema,
  NewImportMappingSchema,
  UuidSchema,
} from '@planner/shared/schemas'
import { Type } from 'typebox'
import {
  changeImportMapping,
  createImportMapping,
  getImportMappings,
  removeImportMapping,
} from '../../services/import-mapping.service.ts'

const ParamsSchema = Type.Object({ mappingId: UuidSchema })

const importMappingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/import-mappings',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary: 'How files of known sources are read; one fits a file whose header has all its columns',
        response: { 200: ImportMappingListSchema },
      },
    },
    async () => ({ mappings: await getImportMappings(app.db) }),
  )

  app.post(
    '/import-mappings',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary: 'Keep a mapping for the next file of its source',
        body: NewImportMappingSchema,
        response: { 201: ImportMappingSchema },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createImportMapping(app.db, request.account!.username, request.body)),
  )

  app.put(
    '/import-mappings/:mappingId',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary: 'Change a mapping that is kept; imports keep what they were read by',
        params: ParamsSchema,
        body: ImportMappingChangeSchema,
        response: { 200: ImportMappingSchema },
      },
    },
    async (request) => changeImportMapping(app.db, request.account!.username, request.params.mappingId, request.body),
  )

  app.delete(
    '/import-mappings/:mappingId',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary: 'Keep a mapping no longer',
        params: ParamsSchema,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeImportMapping(app.db, request.account!.username, request.params.mappingId)
      return reply.code(204).send(null)
    },
  )
}
export default importMappingRoutes
