import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AreaCollectionSchema } from '@planner/shared/schemas'
import { getAreaCollection } from '../../services/area.service.ts'

const areaRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/areas',
    {
      config: { access: ['tasking', 'supervisor', 'commander'] },
      schema: {
        tags: ['areas'],
        summary: 'Outlines of the force’s areas with their command units',
        response: { 200: AreaCollectionSchema },
      },
    },
    async () => getAreaCollection(app.db),
  )
}
export default areaRoutes
