import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  AcceptedSchema,
  DaySchema,
  NewMeasurementSchema,
  NewPlanPreviewSchema,
  NewPlanSchema,
  PlanDaySchema,
  PlanKeySchema,
  PlanMeasurementSchema,
  PlanPreviewAnswerSchema,
  PlanSchema,
  UuidSchema,
} from '@planner/shared/schemas'
import { Type } from 'typebox'
import { unzip } from '../../files/unzip.ts'
import { READERS } from '../../plugins/access.ts'
import { getPlanKey, startRedraw } from '../../services/plan-audit.service.ts'
import { getPlanDay } from '../../services/plan-day.service.ts'
import { getMeasurement, startMeasurement } from '../../services/plan-measurement.service.ts'
import { previewSettings, type Previewer } from '../../services/plan-preview.service.ts'
import { getPlan, getPlanFile, startPlan } from '../../services/plan.service.ts'
import { createStandingWorker } from '../../workers/standing-worker.ts'
import { whenGone } from '../when-gone.ts'

const ParamsSchema = Type.Object({ planId: UuidSchema })
/** Settings may hold minutes between each two of some hundred places. */
const LARGEST_SETTINGS_BYTES = 8 * 1024 * 1024
const PREVIEW_WORKER = new URL('../../workers/preview.worker.ts', import.meta.url)

const planRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const previewer: Previewer = createStandingWorker(PREVIEW_WORKER)
  app.addHook('onListen', async () => previewer.start())
  app.addHook('onClose', () => previewer.close())

  app.post(
    '/plan-previews',
    {
      bodyLimit: LARGEST_SETTINGS_BYTES,
      config: { access: ['tasking'] },
      schema: {
        tags: ['plans'],
        summary: 'What a plan with these settings would be: capacity, trade-off and power, without drawing it',
        body: NewPlanPreviewSchema,
        response: { 200: PlanPreviewAnswerSchema },
      },
    },
    async (request, reply) => {
      return previewSettings(app.db, previewer, request.body, whenGone(reply))
    },
  )

  app.post(
    '/plans',
    {
      bodyLimit: LARGEST_SETTINGS_BYTES,
      config: { access: ['tasking'] },
      schema: {
        tags: ['plans'],
        summary: 'Plan patrol windows for the newest ranking of an operation',
        body: NewPlanSchema,
        response: { 202: AcceptedSchema },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await startPlan(app.db, app.jobs, request.account!.username, request.body)),
  )

  app.get(
    '/plans/:planId',
    {
      config: { access: READERS },
      schema: {
        tags: ['plans'],
        summary: 'A plan in figures',
        params: ParamsSchema,
        response: { 200: PlanSchema },
      },
    },
    async (request) => getPlan(app.db, request.params.planId),
  )

  app.post(
    '/plans/:planId/redraws',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['plans'],
        summary: 'Draw again with the same key, places and tours; the draw is numbered and on record at once',
        params: ParamsSchema,
        response: { 202: AcceptedSchema },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await startRedraw(app.db, app.jobs, request.account!.username, request.params.planId)),
  )

  app.post(
    '/plans/:planId/measurements',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['plans'],
        summary: 'Draw many times from the same inputs without the key, and measure what the planner does with them',
        params: ParamsSchema,
        body: NewMeasurementSchema,
        response: { 202: AcceptedSchema },
      },
    },
    async ({ account, body, params }, reply) =>
      reply.code(202).send(await startMeasurement(app.db, app.jobs, account!.username, params.planId, body)),
  )

  app.get(
    '/plans/:planId/measurement',
    {
      config: { access: READERS },
      schema: {
        tags: ['plans'],
        summary: 'The newest measurement of what the planner does with the inputs of a plan',
        params: ParamsSchema,
        response: { 200: PlanMeasurementSchema },
      },
    },
    async (request) => getMeasurement(app.db, request.params.planId),
  )

  app.get(
    '/plans/:planId/key',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['plans'],
        summary: 'The key, once the last window has ended; each look is on record',
        params: ParamsSchema,
        response: { 200: PlanKeySchema },
      },
    },
    async (request) => getPlanKey(app.db, request.account!.username, request.params.planId),
  )

  app.get(
    '/plans/:planId/days/:day',
    {
      config: { access: ['tasking', 'supervisor'] },
      schema: {
        tags: ['plans'],
        summary: 'The tours that start on one day, with their windows',
        params: Type.Object({ planId: UuidSchema, day: DaySchema }),
        querystring: Type.Object(
          {
            bcu: Type.Optional(Type.String({ maxLength: 200 })),
            teamId: Type.Optional(Type.String({ maxLength: 200 })),
          },
          { additionalProperties: false },
        ),
        response: { 200: PlanDaySchema },
      },
    },
    async (request) => getPlanDay(app.db, request.params.planId, request.params.day, request.query),
  )

  app.get(
    '/plans/:planId/file',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['plans'],
        summary: 'The file that the plan command would write',
        params: ParamsSchema,
        response: { 200: Type.Any({ description: 'the plan file as JSON' }) },
      },
    },
    async (request, reply) => {
      const { name, gzip } = await getPlanFile(app.db, request.params.planId)
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(await unzip(gzip))
    },
  )
}
export default planRoutes
