import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { HarmTableSchema, NewHarmTableSchema } from '@planner/shared/schemas'
import { READERS } from '../../plugins/access.ts'
import { getHarmTable, removeHarmTable, saveHarmTable } from '../../services/harm-table.service.ts'

const harmTableRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/harm-table',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'What an incident of each class counts in harm, and where that comes from',
        response: { 200: HarmTableSchema },
      },
    },
    async () => getHarmTable(app.db),
  )

  app.put(
    '/harm-table',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Give the force a harm table of its own; rankings keep the one that they were made with',
        body: NewHarmTableSchema,
        response: { 200: HarmTableSchema },
      },
    },
    async (request) => saveHarmTable(app.db, request.account!.username, request.body),
  )

  app.delete(
    '/harm-table',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Go back to the harm table that comes with the application, which is answered',
        response: { 200: HarmTableSchema },
      },
    },
    async (request) => removeHarmTable(app.db, request.account!.username),
  )
}
export default harmTableRoutes
