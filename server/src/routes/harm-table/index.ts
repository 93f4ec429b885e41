import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ForceHarmTableSchema, HarmTableChangeSchema, KnownVersionSchema } from '@planner/shared/schemas'
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
        response: { 200: ForceHarmTableSchema },
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
        summary: 'Give the force a harm table of its own in the place of the one last read; rankings keep theirs',
        body: HarmTableChangeSchema,
        response: { 200: ForceHarmTableSchema },
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
        summary: 'Go back from the table last read to the one that comes with the application, which is answered',
        querystring: KnownVersionSchema,
        response: { 200: ForceHarmTableSchema },
      },
    },
    async (request) => removeHarmTable(app.db, request.account!.username, request.query.version),
  )
}
export default harmTableRoutes
