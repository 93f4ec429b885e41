import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { IncidentSummarySchema } from '@planner/shared/schemas'
import { READERS } from '../../plugins/access.ts'
import { getIncidentSummary } from '../../services/import-request.service.ts'

const incidentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/incidents/summary',
    {
      config: { access: READERS },
      schema: {
        tags: ['incidents'],
        summary: 'What is loaded and how current it is',
        response: { 200: IncidentSummarySchema },
      },
    },
    async () => getIncidentSummary(app.db),
  )
}
export default incidentRoutes
