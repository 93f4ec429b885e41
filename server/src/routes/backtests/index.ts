import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  AcceptedSchema,
  BacktestFileSchema,
  BacktestListSchema,
  NewBacktestSchema,
  UuidSchema,
} from '@planner/shared/schemas'
import { Type } from 'typebox'
import { READERS } from '../../plugins/access.ts'
import { getBacktestFile, getBacktests, startBacktest } from '../../services/backtest.service.ts'

const backtestRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/backtests',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Look back: how well would each way of ranking have found the following weeks?',
        body: NewBacktestSchema,
        response: { 202: AcceptedSchema },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await startBacktest(app.db, app.jobs, request.account!.username, request.body)),
  )

  app.get(
    '/backtests',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'Backtests with the figures of each method, the newest first',
        response: { 200: BacktestListSchema },
      },
    },
    async () => ({ backtests: await getBacktests(app.db) }),
  )

  app.get(
    '/backtests/:backtestId',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'The file that the backtest command would write, byte for byte',
        params: Type.Object({ backtestId: UuidSchema }),
        // The bytes go out as they were kept: nothing writes them anew.
        response: { 200: Type.Unsafe<Buffer>(BacktestFileSchema) },
      },
    },
    async (request, reply) =>
      reply.type('application/json; charset=utf-8').send(await getBacktestFile(app.db, request.params.backtestId)),
  )
}
export default backtestRoutes
