import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  ExcludedPlaceListSchema,
  ExcludedPlaceSchema,
  NewExcludedPlaceSchema,
  UuidSchema,
} from '@planner/shared/schemas'
import { Type } from 'typebox'
import { READERS } from '../../plugins/access.ts'
import { excludePlace, getExcludedPlaces, includePlace } from '../../services/excluded-place.service.ts'

const excludedPlaceRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/excluded-places',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'Where no hotspot may be, and why',
        response: { 200: ExcludedPlaceListSchema },
      },
    },
    async () => ({ excludedPlaces: await getExcludedPlaces(app.db) }),
  )

  app.post(
    '/excluded-places',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Keep later rankings out of a place',
        body: NewExcludedPlaceSchema,
        response: { 201: ExcludedPlaceSchema },
      },
    },
    async (request, reply) => reply.code(201).send(await excludePlace(app.db, request.account!.username, request.body)),
  )

  app.delete(
    '/excluded-places/:excludedPlaceId',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Let later rankings into a place again',
        params: Type.Object({ excludedPlaceId: UuidSchema }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await includePlace(app.db, request.account!.username, request.params.excludedPlaceId)
      return reply.code(204).send(null)
    },
  )
}
export default excludedPlaceRoutes
