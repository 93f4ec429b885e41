import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ForceChangeSchema, ForceSchema } from '@planner/shared/schemas'
import { nameForce } from '../../services/force.service.ts'

const forceRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.put(
    '/force',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['areas'],
        summary:
          'Say whose data this is: name and IANA time zone of the force. Files that are read from now on have their local times in this zone, unless they say another, and days and hours are counted by it; incidents, tours, rankings and plans that exist stay as they are',
        body: ForceChangeSchema,
        response: { 200: ForceSchema },
      },
    },
    async (request) => nameForce(app.db, request.account!.username, request.body),
  )
}
export default forceRoutes
