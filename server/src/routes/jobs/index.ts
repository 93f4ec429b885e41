import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { JobSchema, UuidSchema } from '@planner/shared/schemas'
import { Type } from 'typebox'
import { cancelJob, getJob } from '../../services/job.service.ts'
import { watchJob } from './watch-job.ts'

const ParamsSchema = Type.Object({ jobId: UuidSchema })

const jobRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const closing = new AbortController()
  // An open stream would keep the server from closing.
  app.addHook('preClose', async () => closing.abort())

  app.get(
    '/jobs/:jobId',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['jobs'],
        summary: 'How far long work is',
        params: ParamsSchema,
        response: { 200: JobSchema },
      },
    },
    async (request) => getJob(app.db, request.params.jobId),
  )

  app.delete(
    '/jobs/:jobId',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['jobs'],
        summary: 'Cancel work that is queued or running: nothing of it is kept',
        params: ParamsSchema,
        response: { 200: JobSchema },
      },
    },
    async (request) => cancelJob(app.db, request.account!.username, request.params.jobId),
  )

  app.get(
    '/jobs/:jobId/events',
    {
      config: { access: ['tasking'] },
      sse: 'only',
      schema: {
        tags: ['jobs'],
        summary: 'The same as server-sent events: the state now, each change, and an end when the work ends',
        params: ParamsSchema,
        produces: ['text/event-stream'],
        response: { 200: Type.Any({ description: 'events whose data is a Job' }) },
      },
    },
    async (request, reply) => {
      const { jobId } = request.params
      await getJob(app.db, jobId) // an unknown job is a 404, not an empty stream
      reply.header('cache-control', 'no-store, no-transform').header('x-accel-buffering', 'no')
      const gone = new AbortController()
      reply.sse.onClose(() => gone.abort())
      const signal = AbortSignal.any([closing.signal, gone.signal])
      for await (const job of watchJob(app.db, app.jobFeed, jobId, signal)) await reply.sse.send({ data: job })
    },
  )
}
export default jobRoutes
