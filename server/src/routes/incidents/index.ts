import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { IncidentQualitySchema, IncidentSummarySchema } from '@planner/shared/schemas'
import { READERS } from '../../plugins/access.ts'
import { createQualityReporter } from '../../services/incident-quality.service.ts'
import { getIncidentSummary } from '../../services/incident-summary.service.ts'

const incidentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const reportQuality = createQualityReporter(app.incidentMemory)

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

  app.get(
    '/incidents/quality',
    {
      config: { access: READERS },
      schema: {
        tags: ['incidents'],
        summary: 'What is suspicious about where and when incidents are said to have happened, and how late they come',
        response: { 200: IncidentQualitySchema },
      },
    },
    async () => reportQuality(app.db),
  )
}
export default incidentRoutes
