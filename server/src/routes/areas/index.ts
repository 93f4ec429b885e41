import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AreaCollectionSchema, AreaQuerySchema } from '@planner/shared/schemas'
import { READERS } from '../../plugins/access.ts'
import { getAreaCollection } from '../../services/area.service.ts'

const areaRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/areas',
    {
      config: { access: READERS },
      schema: {
        tags: ['areas'],
        summary: 'Outlines of the force’s areas with their command units, its wards, and how many street names it has',
        querystring: AreaQuerySchema,
        response: { 200: AreaCollectionSchema },
      },
    },
    async (request) => getAreaCollection(app.db, request.query.wards === 'outlines'),
  )
}
export default areaRoutes
