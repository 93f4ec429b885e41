import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HealthSchema, ReadinessSchema } from '@planner/shared/schemas'
import { getReadiness } from '../../services/readiness.service.ts'

const healthRoutes: FastifyPluginAsyncTypebox<{ version: string }> = async (app, { version }) => {
  app.get(
    '/health',
    {
      config: { access: 'public' },
      schema: { tags: ['health'], summary: 'The process answers', response: { 200: HealthSchema } },
    },
    async () => ({ status: 'ok' as const, version }),
  )

  app.get(
    '/ready',
    {
      config: { access: 'public' },
      schema: {
        tags: ['health'],
        summary: 'Database, migrations and job queue are there',
        response: { 200: ReadinessSchema, 503: ReadinessSchema },
      },
    },
    async (_request, reply) => {
      const readiness = await getReadiness(app.db, app.jobs)
      return reply.code(readiness.status === 'ready' ? 200 : 503).send(readiness)
    },
  )
}
export default healthRoutes
