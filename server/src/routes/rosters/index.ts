import { rm } from 'node:fs/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RosterListSchema, RosterSchema } from '@planner/shared/schemas'
import { readShifts } from '../../plans/read-shifts.ts'
import { checkTexts } from '../../plugins/kept-text.ts'
import { getForce } from '../../services/force.service.ts'
import { getRosters, saveRoster } from '../../services/roster.service.ts'
import { receiveFile } from '../receive-file.ts'

const rosterRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/rosters',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['plans'],
        summary: 'Load a roster: multipart with the part "file" (shifts CSV)',
        consumes: ['multipart/form-data'],
        response: { 201: RosterSchema },
      },
    },
    async (request, reply) => {
      const { path, name } = await receiveFile(request, app.settings.dataDir)
      try {
        const shifts = await readShifts({ path, name }, (await getForce(app.db)).timezone)
        checkTexts('roster', shifts)
        return await reply.code(201).send(await saveRoster(app.db, request.account!.username, name, shifts))
      } finally {
        await rm(path, { force: true })
      }
    },
  )

  app.get(
    '/rosters',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['plans'],
        summary: 'Rosters, the newest first',
        response: { 200: RosterListSchema },
      },
    },
    async () => ({ rosters: await getRosters(app.db) }),
  )
}
export default rosterRoutes
